#include <algorithm>
#include <set>

#include "schema/diagram_model.hpp"
#include "schema/markup.hpp"

namespace rowan::schema {

namespace {

/// Between double quotes of Mermaid, which knows no way to write some characters: they are replaced by their likes.
std::string mermaid_text(std::string_view text) {
    const std::string all = printable(text);
    std::string result;
    for (std::size_t i = 0; i != all.size(); ++i) {
        const char c = all[i];
        const char next = i + 1 == all.size() ? ' ' : all[i + 1];
        switch (c) {
            case '&':  // `&amp;` would be read as what it stands for
                result += (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') ? "＆" : "&";
                break;
            case '"': result += "″"; break;
            case '%': result += "％"; break;
            case '\\': result += "＼"; break;
            case '#': result += "＃"; break;
            case '<': result += "‹"; break;
            case '>': result += "›"; break;
            case '`': result += "'"; break;
            default: result += c;
        }
    }
    return result;
}

/// A type or the name of a column: a letter, then letters, digits, `_`, of types also brackets.
std::string mermaid_word(std::string_view text, std::string_view besides) {
    std::string result;
    for (const char c : printable(text)) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool fits = letter || (c >= '0' && c <= '9') || c == '_' || besides.find(c) != std::string_view::npos;
        if (result.empty() && !letter) result = "c_";
        if (fits)
            result += c;
        else if (result.back() != '_' && c != ' ')
            result += '_';
        else if (c == ' ' && result.back() != '_' && result.back() != ',')
            result += '_';
    }
    if (result.empty()) result = "c_";
    if (result == "PK" || result == "FK" || result == "UK") result += '_';
    return result;
}

std::string unlike(std::string name, std::set<std::string>& taken) {
    const std::string first = name;
    for (int i = 2; !taken.insert(name).second; ++i) name = first + '_' + std::to_string(i);
    return name;
}

std::string mermaid_column(const diagram_row& row, std::set<std::string>& taken) {
    const std::string name = unlike(mermaid_word(row.of->name, ""), taken);
    std::string comment = name == row.of->name ? std::string() : row.of->name;
    if (!row.of->comment.empty()) comment += (comment.empty() ? "" : ": ") + row.of->comment;
    std::string marks = row.marks();
    if (const auto space = marks.find(' '); space != std::string::npos) marks.insert(space, ",");
    return "        " + mermaid_word(type_words(*row.of), "()[]") + ' ' + name + (marks.empty() ? "" : ' ' + marks) +
           (comment.empty() ? "" : " \"" + mermaid_text(comment) + '"') + '\n';
}

/// In the quotes of a DOT string only a quote has a meaning, and a backslash before it.
std::string dot_text(std::string_view text) {
    std::string result = "\"";
    for (const char c : printable(text)) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

std::string dot_row(const diagram_row& row, std::size_t number) {
    const std::string port = std::to_string(number);
    const std::string name = escaped_xml(row.of->name);
    return "<TR><TD ALIGN=\"LEFT\" PORT=\"l" + port + "\"><FONT POINT-SIZE=\"9\" COLOR=\"#64748b\">" + row.marks() +
           " </FONT></TD><TD ALIGN=\"LEFT\">" + (row.primary && !name.empty() ? "<B>" + name + "</B>" : name) +
           "</TD><TD ALIGN=\"LEFT\" PORT=\"r" + port + "\"><FONT COLOR=\"#64748b\">" +
           escaped_xml(type_words(*row.of)) + (row.of->nullable && !row.primary ? "?" : "") + "</FONT></TD></TR>";
}

std::string dot_label(const diagram_table& of) {
    std::string result = R"(<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3">)"
                         R"(<TR><TD COLSPAN="3" BGCOLOR="#e2e8f0" PORT="name"><B>)" +
                         escaped_xml(of.name()) + "</B></TD></TR>";
    for (std::size_t i = 0; i != of.rows.size(); ++i) result += dot_row(of.rows[i], i);
    if (of.left_out != 0) {
        result += "<TR><TD COLSPAN=\"3\" ALIGN=\"LEFT\"><FONT COLOR=\"#64748b\">" + std::to_string(of.left_out) +
                  (of.rows.empty() ? "" : " more") + (of.left_out == 1 ? " column" : " columns") + "</FONT></TD></TR>";
    }
    return result + "</TABLE>>";
}

/// The row of a column at the left or right of its table.
std::string dot_port(const diagram_table& of, const std::string& column, bool left) {
    const std::size_t row = of.row_of(column);
    if (row == of.rows.size()) return ":name";
    return (left ? ":l" : ":r") + std::to_string(row) + (left ? ":w" : ":e");
}

std::string dot_relation(const diagram_relation& each, const diagram& in) {
    const bool to_itself = each.from == each.to;
    const std::string from =
        't' + std::to_string(each.from) + dot_port(in.tables[each.from], each.first_column(), !to_itself);
    const std::string to =
        't' + std::to_string(each.to) + dot_port(in.tables[each.to], each.referenced_column(), false);
    return "  " + to + " -> " + from + " [arrowtail=" + (each.optional ? "teeodot" : "teetee") +
           ", arrowhead=" + (each.single ? "teeodot" : "crowodot") + ", tooltip=" + dot_text(each.words(in.tables)) +
           "];\n";
}

}  // namespace

std::string mermaid(const database& of, const diagram_options& how) {
    const diagram in = diagram_of(of, how);
    std::string result;
    if (!how.title.empty()) result += "---\ntitle: \"" + mermaid_text(how.title) + "\"\n---\n";
    result += "erDiagram\n";
    // Else those that refer to one table stand in one row, many screens wide.
    if (in.tables.size() > many_tables) result += "    direction LR\n";
    std::set<std::string> taken;
    std::vector<std::string> names;
    for (const diagram_table& each : in.tables) names.push_back('"' + unlike(mermaid_text(each.name()), taken) + '"');
    for (const diagram_group& group : in.groups) {
        for (const std::size_t each : group.tables) {
            std::set<std::string> columns;
            result += "    " + names[each];
            if (!in.tables[each].rows.empty()) result += " {\n";
            for (const diagram_row& row : in.tables[each].rows) result += mermaid_column(row, columns);
            result += in.tables[each].rows.empty() ? "\n" : "    }\n";
        }
    }
    for (const diagram_relation& each : in.relations) {
        result += "    " + names[each.to] + (each.optional ? " |o--" : " ||--") + (each.single ? "o| " : "o{ ") +
                  names[each.from] + " : \"" + mermaid_text(each.first_column()) + "\"\n";
    }
    return result;
}

std::string dot(const database& of, const diagram_options& how) {
    const diagram in = diagram_of(of, how);
    std::string result =
        "digraph database {\n  rankdir=LR;\n  fontname=\"Helvetica\";\n  ranksep=1.2;\n  nodesep=0.3;\n";
    if (!how.title.empty()) result += "  label=" + dot_text(how.title) + ";\n  labelloc=t;\n";
    result +=
        "  node [shape=box, style=\"filled\", fillcolor=white, color=\"#64748b\", margin=0, "
        "fontname=\"Helvetica\", fontsize=11];\n"
        "  edge [dir=both, color=\"#64748b\", arrowsize=0.8];\n";
    for (std::size_t i = 0; i != in.groups.size(); ++i) {
        const diagram_group& group = in.groups[i];
        result += "  subgraph cluster_" + std::to_string(i) + " {\n    label=" + dot_text(group.title) +
                  ";\n    fontname=\"Helvetica\";\n    color=\"#cbd5e1\";\n";
        for (const std::size_t each : group.tables) {
            result += "    t" + std::to_string(each) + " [label=" + dot_label(in.tables[each]) +
                      ", tooltip=" + dot_text(in.tables[each].name()) + "];\n";
        }
        result += "  }\n";
    }
    for (const diagram_relation& each : in.relations) result += dot_relation(each, in);
    return result + "}\n";
}

}  // namespace rowan::schema
