#include <rowan/schema/dictionary.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include "schema/markup.hpp"
#include "schema/renames.hpp"

namespace rowan::schema {

namespace {

using lines = std::vector<std::string>;

/// How a dictionary is written down. Texts come as they are in the database.
class writer {
public:
    virtual ~writer() = default;
    virtual std::string text(const std::string& plain) const = 0;
    virtual std::string code(const std::string& plain) const = 0;
    virtual std::string link(const std::string& plain, const std::string& anchor) const = 0;
    virtual void heading(int level, const std::string& plain, const std::string& anchor) = 0;
    virtual void paragraph(const std::string& written) = 0;
    virtual void list(const lines& written) = 0;
    virtual void grid(const lines& titles, const std::vector<lines>& written) = 0;
    virtual std::string finish(const std::string& title) = 0;
};

class markdown_writer final : public writer {
public:
    /// Nothing in it is taken for a mark, an entity or a tag.
    std::string text(const std::string& plain) const override {
        const std::string clean = printable(plain);
        std::string result;
        for (std::size_t i = 0; i != clean.size(); ++i) {
            if (clean[i] == '<')
                result += "&lt;";
            else if (clean[i] == '&')
                result += "&amp;";
            else if (is_mark(clean, i))
                result.append(1, '\\') += clean[i];
            else
                result += clean[i];
        }
        return result;
    }
    /// In HTML where it is not plain, since a pipe or a backtick in a table is read differently everywhere.
    std::string code(const std::string& plain) const override {
        if (plain.empty()) return {};
        if (std::all_of(plain.begin(), plain.end(),
                        [](char c) { return is_letter(c) || c == ' ' || c == ',' || c == '(' || c == ')'; }) &&
            plain.front() != ' ' && plain.back() != ' ')
            return '`' + plain + '`';
        std::string result;
        const std::string clean = escaped_xml(plain);
        for (std::size_t i = 0; i != clean.size(); ++i) {
            const bool mark = clean[i] == '_'
                                  ? is_mark(clean, i)
                                  : std::string_view("\\`*[]|~:@$").find(clean[i]) != std::string_view::npos;
            if (mark)
                result += "&#" + std::to_string(int{clean[i]}) + ';';
            else
                result += clean[i];
        }
        return "<code>" + result + "</code>";
    }
    std::string link(const std::string& plain, const std::string& anchor) const override {
        return '[' + text(plain) + "](#" + anchor + ')';
    }
    void heading(int level, const std::string& plain, const std::string& anchor) override {
        if (!anchor.empty()) out_ += "<a id=\"" + anchor + "\"></a>\n\n";
        out_ += std::string(static_cast<std::size_t>(level), '#') + ' ' + text(plain) + "\n\n";
    }
    void paragraph(const std::string& written) override { out_ += written + "\n\n"; }
    void list(const lines& written) override {
        for (const std::string& each : written) out_ += "- " + each + '\n';
        out_ += '\n';
    }
    void grid(const lines& titles, const std::vector<lines>& written) override {
        row(titles);
        row(lines(titles.size(), "---"));
        for (const lines& each : written) row(each);
        out_ += '\n';
    }
    std::string finish(const std::string& title) override {
        return "# " + text(title) + "\n\n" + out_.substr(0, out_.size() - 1);
    }

private:
    static bool is_letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    /// Some characters are marks everywhere, some at the beginning of a line or behind its number, and `_` is none
    /// within a word.
    static bool is_mark(std::string_view in, std::size_t at) {
        const char c = in[at];
        if (c == '_') return at == 0 || at + 1 == in.size() || !is_letter(in[at - 1]) || !is_letter(in[at + 1]);
        if (c == '-' || c == '+') return in.find_first_not_of(' ') == at;
        if (c == '.' || c == ')') return in.find_first_not_of("0123456789 ") == at;
        return std::string_view("\\`*[]#|>~:@$=").find(c) != std::string_view::npos;
    }
    void row(const lines& cells) {
        out_ += '|';
        for (const std::string& each : cells) out_ += ' ' + each + " |";
        out_ += '\n';
    }

    std::string out_;
};

class html_writer final : public writer {
public:
    std::string text(const std::string& plain) const override { return escaped_xml(plain); }
    std::string code(const std::string& plain) const override { return "<code>" + escaped_xml(plain) + "</code>"; }
    std::string link(const std::string& plain, const std::string& anchor) const override {
        return "<a href=\"#" + anchor + "\">" + escaped_xml(plain) + "</a>";
    }
    void heading(int level, const std::string& plain, const std::string& anchor) override {
        const std::string tag = 'h' + std::to_string(level);
        out_ +=
            '<' + tag + (anchor.empty() ? "" : " id=\"" + anchor + '"') + '>' + escaped_xml(plain) + "</" + tag + ">\n";
    }
    void paragraph(const std::string& written) override { out_ += "<p>" + written + "</p>\n"; }
    void list(const lines& written) override {
        out_ += "<ul>\n";
        for (const std::string& each : written) out_ += "<li>" + each + "</li>\n";
        out_ += "</ul>\n";
    }
    void grid(const lines& titles, const std::vector<lines>& written) override {
        out_ += "<div class=\"grid\"><table>\n<thead><tr>";
        for (const std::string& each : titles) out_ += "<th scope=\"col\">" + each + "</th>";
        out_ += "</tr></thead>\n<tbody>\n";
        for (const lines& each : written) {
            out_ += "<tr>";
            for (const std::string& cell : each) out_ += "<td>" + cell + "</td>";
            out_ += "</tr>\n";
        }
        out_ += "</tbody>\n</table></div>\n";
    }
    std::string finish(const std::string& title) override {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
               escaped_xml(title) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n<h1>" +
               escaped_xml(title) + "</h1>\n" + out_ + "</body>\n</html>\n";
    }

private:
    static constexpr const char* style = R"(
:root { color-scheme: light dark; --quiet: #64748b; --line: #cbd5e1; --head: #f1f5f9; --link: #1d4ed8; }
@media (prefers-color-scheme: dark) { :root { --quiet: #94a3b8; --line: #334155; --head: #1e293b; --link: #93c5fd; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
h3 { margin-top: 2.5rem; }
h4 { margin: 1.2rem 0 .3rem; color: var(--quiet); }
a { color: var(--link); }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
.grid { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid var(--line); }
th { background: var(--head); }
@media print { body { max-width: none; margin: 0; } h3 { break-after: avoid; } tr { break-inside: avoid; } }
)";

    std::string out_;
};

/// As an anchor: other names never come to the same one.
std::string anchor_of(std::string_view kind, std::string_view full_name) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result = std::string(kind) + '-';
    for (const char c : full_name) {
        const auto octet = static_cast<unsigned char>(c);
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
        if (plain)
            result += c;
        else
            result += {'-', digits[octet / 16], digits[octet % 16]};
    }
    return result;
}

class dictionary {
public:
    dictionary(const database& of, writer& to) : of_(of), to_(to) {
        for (const table& each : of.tables) {
            for (const foreign_key& key : each.foreign_keys)
                incoming_[full_name(key.referenced_schema, key.referenced_table)].emplace_back(&each, &key);
        }
    }

    std::string run(const std::string& title) {
        contents();
        section("Tables", of_.tables, [&](const table& each) { describe(each); });
        section("Views", of_.views, [&](const view& each) { describe(each); });
        section("Enums", of_.enums, [&](const enum_type& each) { describe(each); });
        section("Domains", of_.domains, [&](const domain& each) { describe(each); });
        return to_.finish(title);
    }

private:
    static std::string kind_of(const table&) { return "table"; }
    static std::string kind_of(const view&) { return "view"; }
    static std::string kind_of(const enum_type&) { return "enum"; }
    static std::string kind_of(const domain&) { return "domain"; }
    template <class Object>
    static std::string name(const Object& of) {
        return full_name(of.schema_name, of.name);
    }
    template <class Object>
    std::string link(const Object& to) const {
        return to_.link(name(to), anchor_of(kind_of(to), name(to)));
    }

    template <class Object>
    void contents(std::string_view title, const std::vector<Object>& all) {
        if (all.empty()) return;
        to_.paragraph(to_.text(std::string(title) + " (" + std::to_string(all.size()) + ')'));
        lines links;
        for (const Object& each : all) {
            std::string line = link(each);
            if (!each.comment.empty()) line += " – " + to_.text(shortened(each.comment, 100));
            links.push_back(std::move(line));
        }
        to_.list(links);
    }

    void contents() {
        to_.heading(2, "Contents", "contents");
        contents("Tables", of_.tables);
        contents("Views", of_.views);
        contents("Enums", of_.enums);
        contents("Domains", of_.domains);
    }

    template <class Object, class Describe>
    void section(const char* title, const std::vector<Object>& all, Describe describe) {
        if (all.empty()) return;
        to_.heading(2, title, {});
        for (const Object& each : all) {
            to_.heading(3, name(each), anchor_of(kind_of(each), name(each)));
            if (!each.comment.empty()) to_.paragraph(to_.text(each.comment));
            describe(each);
        }
    }

    void describe(const table& each) {
        columns(each);
        keys(each);
        references(each);
        referenced_by(each);
        indexes(each.indexes);
        checks(each.checks);
        if (!each.partition_by.empty()) partitions(each);
    }

    std::string type_of(const column& of) const {
        const std::string words = to_.code(type_words(of));
        const auto same = [&](const auto& other) {
            return other.name == of.type.name &&
                   (of.type.schema_name.empty() || other.schema_name == of.type.schema_name);
        };
        if (of.type.kind == type_kind::enumeration) {
            const auto found = std::find_if(of_.enums.begin(), of_.enums.end(), same);
            if (found != of_.enums.end()) return link(*found) + (of.type.array ? to_.text("[]") : "");
        }
        if (of.type.kind == type_kind::domain) {
            const auto found = std::find_if(of_.domains.begin(), of_.domains.end(), same);
            if (found != of_.domains.end()) return link(*found) + (of.type.array ? to_.text("[]") : "");
        }
        return words;
    }

    std::string filled_by(const column& of) const {
        if (of.identity != identity_kind::none) return "identity";
        if (of.generated_as) return "generated: " + to_.code(of.generated_as->text());
        return of.default_value ? to_.code(of.default_value->text()) : std::string();
    }

    void columns(const table& in) {
        std::vector<lines> rows;
        for (const column& each : in.columns) {
            rows.push_back({to_.code(each.name), type_of(each), each.nullable ? "yes" : "no", filled_by(each),
                            to_.text(each.comment)});
        }
        to_.grid({"Column", "Type", "Null", "Default", "Comment"}, rows);
    }

    void titled(const char* title, const lines& all) {
        if (all.empty()) return;
        to_.heading(4, title, {});
        to_.list(all);
    }

    std::string named(const std::string& name) const { return name.empty() ? std::string() : ' ' + to_.text(name); }

    void keys(const table& of) {
        lines all;
        if (of.primary_key)
            all.push_back("primary key " + to_.code(joined(of.primary_key->columns)) + named(of.primary_key->name));
        for (const unique& each : of.uniques)
            all.push_back("unique " + to_.code(joined(each.columns)) + named(each.name));
        for (const exclude& each : of.excludes) {
            std::string keys;
            for (const exclude_key& key : each.keys)
                keys += (keys.empty() ? "" : ", ") + words(key.key) + " with " + key.with;
            all.push_back("exclude " + to_.code(keys) + named(each.name));
        }
        titled("Keys", all);
    }

    void references(const table& of) {
        lines all;
        for (const foreign_key& each : of.foreign_keys) {
            const auto target = std::find_if(of_.tables.begin(), of_.tables.end(), [&](const table& other) {
                return other.name == each.referenced_table && other.schema_name == each.referenced_schema;
            });
            const std::string to = target != of_.tables.end()
                                       ? link(*target)
                                       : to_.text(full_name(each.referenced_schema, each.referenced_table));
            all.push_back(to_.code(joined(each.columns)) + " → " + to + ' ' +
                          to_.code(joined(each.referenced_columns)) + action_words(each));
        }
        titled("Refers to", all);
    }

    void referenced_by(const table& of) {
        const auto found = incoming_.find(name(of));
        if (found == incoming_.end()) return;
        lines all;
        for (const auto& [from, key] : found->second)
            all.push_back(link(*from) + ' ' + to_.code(joined(key->columns)) + action_words(*key));
        titled("Referred to by", all);
    }

    static std::string words(const index_key& of) {
        return (of.expression ? '(' + of.expression->text() + ')' : of.column) +
               (of.order == sort_order::descending ? " desc" : "");
    }

    void indexes(const std::vector<index>& of) {
        lines all;
        for (const index& each : of) {
            std::string keys;
            for (const index_key& key : each.keys) keys += (keys.empty() ? "" : ", ") + words(key);
            std::string line = to_.text(each.name) + ": " + (each.unique ? "unique " : "") + to_.code(keys);
            if (!each.method.empty()) line += " using " + to_.text(each.method);
            if (!each.include.empty()) line += " including " + to_.code(joined(each.include));
            if (each.where) line += " where " + to_.code(each.where->text());
            all.push_back(std::move(line));
        }
        titled("Indexes", all);
    }

    void checks(const std::vector<check>& of) {
        lines all;
        for (const check& each : of)
            all.push_back((each.name.empty() ? "" : to_.text(each.name) + ": ") + to_.code(each.expression.text()));
        titled("Checks", all);
    }

    void partitions(const table& of) {
        lines all{"by " + to_.code(of.partition_by)};
        for (const table& each : of.partitions) all.push_back(to_.text(name(each)) + ' ' + to_.code(each.bounds));
        titled("Partitions", all);
    }

    void describe(const view& each) {
        if (each.materialized) to_.paragraph("Materialised.");
        to_.paragraph(to_.code(each.query.text()));
        indexes(each.indexes);
    }

    void describe(const enum_type& each) {
        lines labels;
        for (const std::string& label : each.labels) labels.push_back(to_.code(label));
        if (!labels.empty()) to_.list(labels);
    }

    void describe(const domain& each) {
        column as{.name = each.name, .type = each.type};
        std::string line = to_.code(type_words(as)) + (each.nullable ? "" : " not null");
        if (each.default_value) line += " default " + to_.code(each.default_value->text());
        to_.paragraph(line);
        checks(each.checks);
    }

    const database& of_;
    writer& to_;
    std::map<std::string, std::vector<std::pair<const table*, const foreign_key*>>> incoming_;
};

}  // namespace

std::string markdown(const database& of, const std::string& title) {
    markdown_writer to;
    return dictionary(of, to).run(title);
}

std::string html(const database& of, const std::string& title) {
    html_writer to;
    return dictionary(of, to).run(title);
}

}  // namespace rowan::schema
