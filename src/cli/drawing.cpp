#include "cli/drawing.hpp"

#include "cli/listing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace rowan::cli {

namespace {

using migrate::revision;

/// Columns of a terminal in which the lines of branches run down; each waits for a revision.
class lanes {
public:
    std::string rows(const migrate::graph& in, const revision& which, std::string_view mark, const std::string& line) {
        std::string result;
        auto columns = waiting(which);
        if (columns.empty()) columns.push_back(free_after(0));
        const std::size_t first = columns.front();
        if (columns.size() > 1) {
            result += joint(columns, "┴", "┘");
            for (const std::size_t each : columns) waits_[each] = nullptr;
        }
        waits_[first] = &which;
        drop_free();
        result += node(first, mark) + line + '\n';
        return result + leave(in, which, first);
    }

private:
    std::vector<std::size_t> waiting(const revision& which) const {
        std::vector<std::size_t> result;
        for (std::size_t i = 0; i != waits_.size(); ++i) {
            if (waits_[i] == &which) result.push_back(i);
        }
        return result;
    }

    std::size_t free_after(std::size_t from) {
        while (from < waits_.size() && waits_[from] != nullptr) ++from;
        if (from == waits_.size()) waits_.push_back(nullptr);
        return from;
    }

    /// The column of `which` goes on to its first parent; each other parent gets one of its own.
    std::string leave(const migrate::graph& in, const revision& which, std::size_t column) {
        std::vector<std::size_t> columns{column};
        waits_[column] = nullptr;
        for (const std::string& parent : which.parents()) {
            const std::size_t at = &parent == &which.parents().front() ? column : free_after(column + 1);
            waits_[at] = in.find(parent);
            if (at != column) columns.push_back(at);
        }
        std::string result = columns.size() > 1 ? joint(columns, "┬", "┐") : std::string();
        drop_free();
        return result;
    }

    void drop_free() {
        while (!waits_.empty() && waits_.back() == nullptr) waits_.pop_back();
    }

    std::string node(std::size_t at, std::string_view mark) const {
        std::string result;
        for (std::size_t i = 0; i != waits_.size(); ++i) {
            result += i == at ? mark : waits_[i] != nullptr ? "│" : " ";
            result += ' ';
        }
        return result;
    }

    /// A line across from the first of `columns` to the last.
    std::string joint(const std::vector<std::size_t>& columns, std::string_view middle, std::string_view end) const {
        std::string result;
        for (std::size_t i = 0; i != waits_.size(); ++i) {
            const bool is_across = i >= columns.front() && i < columns.back();
            if (i == columns.front())
                result += "├";
            else if (i == columns.back())
                result += end;
            else if (std::find(columns.begin(), columns.end(), i) != columns.end())
                result += middle;
            else if (waits_[i] != nullptr)
                result += is_across ? "┼" : "│";
            else
                result += is_across ? "─" : " ";
            result += is_across ? "─" : " ";
        }
        result.erase(result.find_last_not_of(' ') + 1);
        return result + '\n';
    }

    std::vector<const revision*> waits_;
};

std::string needed(const migrate::graph& in, const revision& which) {
    const auto dependencies = in.dependencies(which);
    if (dependencies.empty()) return {};
    std::vector<std::string> ids;
    for (const revision* each : dependencies) ids.push_back(each->id());
    return fmt::format("  (needs {})", fmt::join(ids, ", "));
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

std::string dot_text(std::string text) {
    return '"' + replaced(replaced(std::move(text), "\\", "\\\\"), "\"", "\\\"") + '"';
}

std::string mermaid_text(std::string text) {
    for (const auto& [what, by] : {std::pair{"#", "#35;"}, {"\"", "#quot;"}, {"<", "#lt;"}, {">", "#gt;"}})
        text = replaced(std::move(text), what, by);
    return '"' + text + '"';
}

}  // namespace

std::string drawing::text() const {
    lanes all;
    std::string result;
    const auto& in_order = revisions.revisions();
    for (auto each = in_order.rbegin(); each != in_order.rend(); ++each) {
        const char* const mark = applied.contains(&*each) ? "●" : planned.contains(&*each) ? "+" : "○";
        result += all.rows(revisions, *each, mark, line(revisions, *each) + needed(revisions, *each));
    }
    if (!applied.empty() || !planned.empty()) result += "\n● applied  + to be applied  ○ not applied\n";
    return result;
}

std::string drawing::dot() const {
    std::string result = "digraph migrations {\n  node [shape=box, style=filled, fillcolor=white];\n";
    for (const revision& each : revisions.revisions()) {
        const char* const color = applied.contains(&each)   ? ", fillcolor=palegreen"
                                  : planned.contains(&each) ? ", fillcolor=khaki"
                                                            : "";
        result += fmt::format("  {} [label={}{}];\n", dot_text(each.id()), dot_text(line(revisions, each)), color);
        for (const std::string& parent : each.parents())
            result += fmt::format("  {} -> {};\n", dot_text(parent), dot_text(each.id()));
        for (const revision* other : revisions.dependencies(each))
            result += fmt::format("  {} -> {} [style=dashed];\n", dot_text(other->id()), dot_text(each.id()));
    }
    return result + "}\n";
}

std::string drawing::mermaid() const {
    std::map<std::string_view, std::size_t> number;  // Mermaid takes few characters for a name
    std::string result = "graph TD\n";
    for (const revision& each : revisions.revisions()) {
        const std::size_t at = number.emplace(each.id(), number.size()).first->second;
        const char* const style = applied.contains(&each) ? ":::applied" : planned.contains(&each) ? ":::planned" : "";
        result += fmt::format("  r{}[{}]{}\n", at, mermaid_text(line(revisions, each)), style);
        for (const std::string& parent : each.parents()) result += fmt::format("  r{} --> r{}\n", number[parent], at);
        for (const revision* other : revisions.dependencies(each))
            result += fmt::format("  r{} -.-> r{}\n", number[other->id()], at);
    }
    if (!applied.empty()) result += "  classDef applied fill:#98fb98\n";
    if (!planned.empty()) result += "  classDef planned fill:#f0e68c\n";
    return result;
}

}  // namespace rowan::cli
