#include "schema/dependents.hpp"

#include <rowan/types/error.hpp>

#include "schema/diff_table.hpp"
#include "schema/matched.hpp"
#include "schema/mention.hpp"
#include "schema/object_names.hpp"
#include "schema/quoted.hpp"
#include "schema/renames.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace rowan::schema {

namespace {

/// A table or view that is gone, or a column of one that stays.
struct gone_place {
    std::string schema_name;
    std::string table;
    std::string column;
};

std::string words_for(const gone_place& place) {
    return full_name(place.schema_name, place.table) + (place.column.empty() ? "" : '.' + place.column);
}

// Which objects they are, for a question and its key.
std::string words_for(const view& of) { return "view " + full_name(of.schema_name, of.name); }
std::string words_for(const function& of) { return "function " + full_name(of.schema_name, of.name); }
std::string words_for(const other_object& of) { return of.kind + ' ' + full_name(of.schema_name, of.name); }
std::string words_for(const trigger& of) { return "trigger " + full_name(of.schema_name, of.table) + '.' + of.name; }
std::string words_for(const policy& of) { return "policy " + full_name(of.schema_name, of.table) + '.' + of.name; }

bool mentions_place(const sql_text& sql, const gone_place& place) {
    return mentions(sql, place.table) && (place.column.empty() || mentions(sql, place.column));
}

/// Of what belongs to a table, whose columns it needs no name of a table for.
template <class Object>
bool mentions_own(const Object& of, const std::optional<sql_text>& sql, const gone_place& place) {
    const bool is_own = of.schema_name == place.schema_name && of.table == place.table;
    if (!sql) return false;
    return (is_own && !place.column.empty() && mentions(*sql, place.column)) || mentions_place(*sql, place);
}

bool stands_on(const database& in, const view& of, const gone_place& place) {
    return uses(in, name_of(of), of.query, place.schema_name, place.table, place.column);
}
// A body is text that is looked at when it runs.
bool stands_on(const database& in, const function& of, const gone_place& place) {
    return knows_uses(in, name_of(of)) && uses(in, name_of(of), {}, place.schema_name, place.table, place.column);
}
bool stands_on(const database& in, const other_object& of, const gone_place& place) {
    if (!of.table.empty() && place.column.empty() && of.table == place.table && of.schema_name == place.schema_name)
        return true;
    const bool has_text = of.kind == "rule" || of.kind == "statistics" || knows_uses(in, name_of(of));
    return has_text && uses(in, name_of(of), of.definition, place.schema_name, place.table, place.column);
}
bool stands_on(const database&, const trigger& of, const gone_place& place) {
    return mentions_own(of, of.event, place) || mentions_own(of, of.action, place);
}
bool stands_on(const database&, const policy& of, const gone_place& place) {
    return mentions_own(of, of.using_expression, place) || mentions_own(of, of.check_expression, place);
}

/// Where one of the words begins that a trigger's action begins with.
std::size_t action_of(std::string_view text) {
    constexpr std::array<std::string_view, 8> words{"referencing", "from", "not",     "deferrable",
                                                    "for",         "when", "execute", "begin"};
    std::size_t result = std::string_view::npos;
    for (const std::string_view each : words) result = std::min(result, find_mention(text, each));
    return result;
}

std::string trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n;") - begin + 1));
}

// What the answer to a question gives an object instead of its text.
void give_text(view& to, const std::string& text) {
    to.query = text;
    to.columns.clear();
}
void give_text(function& to, const std::string& text) { to.definition = text; }
void give_text(other_object& to, const std::string& text) { to.definition = text; }
void give_text(trigger& to, const std::string& text) {
    const std::size_t action = action_of(text);
    if (action == std::string::npos || trimmed(text.substr(0, action)).empty())
        throw mapping_error("the answer to \"replace " + words_for(to) +
                            "\" is neither dropped nor what a trigger does, as in: after update for each row …");
    to.event = trimmed(text.substr(0, action));
    to.action = trimmed(text.substr(action));
}
void give_text(policy& to, const std::string& text) {
    const std::size_t check = std::min(find_mention(text, "with check"), text.size());
    const std::size_t begin = find_mention(text, "using");
    to.using_expression.reset();
    to.check_expression.reset();
    if (begin < check) to.using_expression = trimmed(text.substr(begin + 5, check - begin - 5));
    if (check != text.size()) to.check_expression = trimmed(text.substr(check + 10));
    if (!to.using_expression && !to.check_expression)
        throw mapping_error("the answer to \"replace " + words_for(to) +
                            "\" is neither dropped nor a rule, as in: using (…) with check (…)");
}

class fall {
public:
    fall(const database& from, const database& said, database to, const diff_options& how,
         std::vector<question>& questions)
        : from_(from), said_(said), to_(std::move(to)), how_(how), questions_(questions) {
        for (const table& each : from_.tables) add(each);
    }

    // What goes may be what others stand on.
    database settled() {
        for (const view& each : from_.views) {
            if (find_same(to_.views, each) == nullptr) gone_.push_back({each.schema_name, each.name, {}});
        }
        for (std::size_t i = 0; i != gone_.size(); ++i) {
            settle(from_.views, said_.views, to_.views, gone_[i]);
            settle(from_.functions, said_.functions, to_.functions, gone_[i]);
            settle(from_.others, said_.others, to_.others, gone_[i]);
            settle(from_.triggers, said_.triggers, to_.triggers, gone_[i]);
            settle(from_.policies, said_.policies, to_.policies, gone_[i]);
        }
        return std::move(to_);
    }

private:
    void add(const table& of) {
        const table* kept = find_same(to_.tables, of);
        if (kept == nullptr) return gone_.push_back({of.schema_name, of.name, {}});
        for (const column& each : of.columns) {
            if (kept->find_column(each.name) == nullptr) gone_.push_back({of.schema_name, of.name, each.name});
        }
    }

    template <class Object>
    void settle(const std::vector<Object>& from, const std::vector<Object>& said, std::vector<Object>& to,
                gone_place place) {
        for (const Object& each : from) {
            const auto at =
                std::find_if(to.begin(), to.end(), [&](const Object& one) { return same_object(one, each); });
            const bool is_sure = at == to.end() || *at != each || find_same(said, each) != nullptr;
            if (is_sure || !stands_on(from_, each, place)) continue;
            const question asked{question::kind::replace_object, words_for(each), words_for(place), {}};
            const answer* given = find_answer(how_, asked);
            if (goes_along(each) || (given != nullptr && given->value == answer_dropped)) {
                to.erase(at);
                drop_along(each);
            } else if (given != nullptr) {
                give_text(*at, given->value);
            } else if (how_.ask) {
                const bool is_known = std::any_of(questions_.begin(), questions_.end(), [&](const question& one) {
                    return one.what == asked.what && one.table == asked.table;
                });
                if (!is_known) questions_.push_back(asked);
            }
        }
    }

    template <class Object>
    static bool goes_along(const Object&) {
        return false;
    }
    static bool goes_along(const other_object& of) { return of.kind == "statistics"; }

    template <class Object>
    void drop_along(const Object&) {}
    void drop_along(const view& of) {
        gone_.push_back({of.schema_name, of.name, {}});
        const auto on_it = [&](const auto& each) {
            return each.schema_name == of.schema_name && each.table == of.name;
        };
        std::erase_if(to_.triggers, on_it);
        std::erase_if(to_.others, on_it);
    }

    const database& from_;
    const database& said_;
    database to_;
    const diff_options& how_;
    std::vector<question>& questions_;
    std::vector<gone_place> gone_;
};

}  // namespace

bool knows_uses(const database& in, const object_name& by) {
    return std::any_of(in.uses.begin(), in.uses.end(), [&](const column_use& each) { return each.by == by; });
}

bool uses(const database& in, const object_name& by, const sql_text& text, const std::string& schema_name,
          const std::string& table, const std::string& column) {
    if (!knows_uses(in, by)) return mentions_place(text, {schema_name, table, column});
    return std::any_of(in.uses.begin(), in.uses.end(), [&](const column_use& each) {
        return each.by == by && each.schema_name == schema_name && each.table == table &&
               (column.empty() || each.column == column);
    });
}

database without_fallen(const database& from, const database& said, database to, const diff_options& how,
                        std::vector<question>& questions) {
    return fall(from, said, std::move(to), how, questions).settled();
}

}  // namespace rowan::schema
