#include "migrate/in_words.hpp"

#include "dialect/sql_tokens.hpp"
#include "migrate/described.hpp"
#include "schema/matched.hpp"
#include "schema/mention.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace rowan::migrate {

namespace {

/// Elements of a list are found again by this.
template <class T>
bool same_element(const T& left, const T& right) {
    if constexpr (
        requires { left.event; } || requires { left.using_expression; } || requires { left.identity_arguments; } ||
        requires { left.schema_name; }) {
        return schema::same_object(left, right);
    } else {
        return left.name == right.name;
    }
}

template <class T>
const T* find_element(const std::vector<T>& in, const T& one) {
    const auto at = std::find_if(in.begin(), in.end(), [&](const T& each) { return same_element(each, one); });
    return at == in.end() ? nullptr : &*at;
}

template <class T>
concept has_members = meta::described<T>;

// All of them before the first that calls them: they call each other.
template <class T>
void say(T& live, const T& normal, const T& wanted);
template <class T>
void say(std::optional<T>& live, const std::optional<T>& normal, const std::optional<T>& wanted);
template <class T>
void say(std::vector<T>& live, const std::vector<T>& normal, const std::vector<T>& wanted);

/// Quotes around a name that needs none, and blanks, are no difference: SQLite writes them when it renames a column.
std::string unquoted(std::string_view sql) {
    std::string result;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        const char each = sql[i];
        if (each == '\'') {
            const std::size_t end = std::min(sql.find('\'', i + 1), sql.size() - 1);
            result.append(sql.substr(i, end - i + 1));
            i = end;
        } else if (each == '"') {
            const std::size_t end = sql.find('"', i + 1);
            const std::string_view name = sql.substr(i + 1, end == std::string_view::npos ? end : end - i - 1);
            const bool is_plain =
                !name.empty() && (name[0] < '0' || name[0] > '9') &&
                name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
            if (end == std::string_view::npos) return result.append(sql.substr(i));
            result.append(is_plain ? name : sql.substr(i, end - i + 1));
            i = end;
        } else if (each == ' ' || each == '\n' || each == '\t') {
            if (!result.empty() && result.back() != ' ') result += ' ';
        } else {
            result += each;
        }
    }
    return result;
}

// The parts of a type mean nothing apart.
void say(sql_type& live, const sql_type& normal, const sql_type& wanted) {
    if (live == normal) live = wanted;
}

void say(schema::sql_text& live, const schema::sql_text& normal, const schema::sql_text& wanted) {
    if (unquoted(live.text()) == unquoted(normal.text())) live = wanted;
}

template <class T, template <class...> class L, class... D>
void say_members(L<D...>*, T& live, const T& normal, const T& wanted) {
    (say(live.*D::pointer, normal.*D::pointer, wanted.*D::pointer), ...);
}

template <class T>
void say(std::optional<T>& live, const std::optional<T>& normal, const std::optional<T>& wanted) {
    if (live == normal)
        live = wanted;
    else if (live && normal && wanted)
        say(*live, *normal, *wanted);
}

template <class T>
void say(std::vector<T>& live, const std::vector<T>& normal, const std::vector<T>& wanted) {
    if (live == normal) {
        live = wanted;
        return;
    }
    if constexpr (has_members<T> && requires(T one) { one.name; }) {
        for (T& each : live) {
            const T* made = find_element(normal, each);
            const T* said = find_element(wanted, each);
            if (made != nullptr && said != nullptr) say(each, *made, *said);
        }
    } else if (live.size() == normal.size() && live.size() == wanted.size()) {
        for (std::size_t i = 0; i != live.size(); ++i) say(live[i], normal[i], wanted[i]);
    }
}

template <class T>
void say(T& live, const T& normal, const T& wanted) {
    if (live == normal) {
        live = wanted;
    } else if constexpr (has_members<T>) {
        say_members(static_cast<meta::detail::all_members<T>*>(nullptr), live, normal, wanted);
    }
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& each : result) each = each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
    return result;
}

/// Types that the backend keeps as others with a check beside them, taken back from both.
class types_in_checks {
public:
    types_in_checks(schema::table& live, const schema::table& before, const schema::table& normal,
                    const schema::table& wanted)
        : live_(live), before_(before), normal_(normal), wanted_(wanted) {
        for (const schema::check& each : normal.checks) {
            if (find_element(wanted.checks, each) == nullptr) take(each);
        }
    }

private:
    void take(const schema::check& made) {
        const schema::column* of = column_of(made);
        if (of == nullptr || !is_kept_alike(of->name)) return;
        const auto is_same = [&](const schema::check& each) {
            return unquoted(each.expression.text()) == unquoted(made.expression.text()) &&
                   find_element(wanted_.checks, each) == nullptr;
        };
        const auto same = std::find_if(before_.checks.begin(), before_.checks.end(), is_same);
        if (same != before_.checks.end()) return forget(*same);
        std::optional<std::string> words;
        const auto other = std::find_if(before_.checks.begin(), before_.checks.end(),
                                        [&](const schema::check& each) { return each.name == made.name; });
        if (other != before_.checks.end()) {
            words = other->expression.text();
            forget(*other);
        }
        for (schema::column& each : live_.columns) {
            if (each.name == of->name) change(each, *of, made, words);
        }
    }

    // Otherwise its type changes as a whole, and the check goes for itself.
    bool is_kept_alike(const std::string& name) const {
        const schema::column* live = before_.find_column(name);
        const schema::column* normal = normal_.find_column(name);
        return live != nullptr && normal != nullptr && live->type == normal->type &&
               live->declared_type == normal->declared_type;
    }

    void forget(const schema::check& one) {
        std::erase_if(live_.checks, [&](const schema::check& each) {
            return each.name == one.name && each.expression == one.expression;
        });
    }

    const schema::column* column_of(const schema::check& made) const {
        const schema::column* result = nullptr;
        for (const schema::column& each : wanted_.columns) {
            const bool speaks = schema::mentions(made.expression, each.name);
            const bool is_named = made.name.starts_with(wanted_.name + '_' + each.name + '_');
            if (is_named) return &each;
            if (speaks && each.domain) result = &each;
        }
        return result;
    }

    // What stands in the check that is there, in place of what `wanted` would have.
    void change(schema::column& live, const schema::column& wanted, const schema::check& made,
                const std::optional<std::string>& words) {
        live.type = wanted.type;
        live.declared_type = wanted.declared_type;
        sql_type& type = live.type;
        if (wanted.domain) {
            live.domain = wanted.domain;
            if (!words) {
                live.type = wanted.domain->type;
                live.domain.reset();
                return;
            }
            for (schema::check& each : live.domain->checks) {
                if (each.name == made.name) each.expression = with_value(*words, wanted.name);
            }
            return;
        }
        if (!words) {
            type = {.kind = type_kind::text};
        } else if (wanted.type.kind == type_kind::enumeration) {
            type.labels = labels_in(*words);
        } else if (wanted.type.kind == type_kind::varchar) {
            type.length = number_in(*words);
        }
    }

    static std::vector<std::string> labels_in(const std::string& words) {
        std::vector<std::string> result;
        for (std::size_t at = words.find('\''); at != std::string::npos; at = words.find('\'', at + 1)) {
            std::string& label = result.emplace_back();
            for (++at; at < words.size(); ++at) {
                if (words[at] == '\'' && (at + 1 == words.size() || words[at + 1] != '\'')) break;
                if (words[at] == '\'') ++at;
                label += words[at];
            }
        }
        return result;
    }
    static int number_in(const std::string& words) {
        const auto at = words.rfind(' ');
        return at == std::string::npos ? 0 : std::atoi(words.c_str() + at);
    }
    static schema::sql_text with_value(const std::string& words, const std::string& column) {
        std::string result = words;
        const std::string name = '"' + column + '"';
        for (std::size_t at = result.find(name); at != std::string::npos; at = result.find(name, at))
            result.replace(at, name.size(), "value");
        return result;
    }

    schema::table& live_;          // half in the words of `wanted_`
    const schema::table& before_;  // in its own
    const schema::table& normal_;
    const schema::table& wanted_;
};

/// A column that is of another type is not of the domain that it is to be of.
void forget_domains(schema::table& in) {
    for (schema::column& each : in.columns) {
        if (each.type.kind != type_kind::domain) each.domain.reset();
    }
}

/// A type in the words of the table that was read says nothing where ours are the same.
void forget_plain_words(schema::database& in, const dialect& with) {
    for (schema::table& table : in.tables) {
        for (schema::column& each : table.columns) {
            if (!each.declared_type || each.type.kind == type_kind::domain) continue;
            const bool is_ours =
                each.type.kind != type_kind::other && lower(*each.declared_type) == lower(with.type_name(each.type));
            if (is_ours) each.declared_type.reset();
        }
    }
}

/// A check that the backend writes for a column's type says nothing beside it.
void forget_checks_of_types(schema::database& in, const dialect& with) {
    for (schema::table& table : in.tables) {
        for (const schema::column& each : table.columns) {
            if (each.declared_type || (each.type.kind == type_kind::domain && !each.domain)) continue;
            if (each.identity != schema::identity_kind::none) continue;
            const std::string words = with.definition(table, each);
            std::erase_if(table.checks, [&](const schema::check& one) {
                return words.find(with.definition(table, schema::constraint(one))) != std::string::npos;
            });
        }
    }
}

/// Where types are no objects of their own, those of the columns are taken for them.
void add_types_of_columns(schema::database& in, const dialect& with) {
    if (!with.can().enum_types) in.enums.clear();
    if (!with.can().domains) in.domains.clear();
    for (const schema::table& table : in.tables) {
        for (const schema::column& each : table.columns) {
            if (!with.can().enum_types && each.type.kind == type_kind::enumeration) {
                const schema::enum_type type{each.type.name, each.type.labels, each.type.schema_name};
                if (schema::find_same(in.enums, type) == nullptr) in.enums.push_back(type);
            }
            if (!with.can().domains && each.domain && schema::find_same(in.domains, *each.domain) == nullptr)
                in.domains.push_back(*each.domain);
        }
    }
}

/// The words of a text without what does not change what it says, mostly: blanks, case, casts, parentheses, quotes
/// around names; and in the way in which PostgreSQL writes operators down.
class bare_words {
public:
    bare_words(std::string_view sql, const dialect& with) : tokens_(sql, with.can()) { advance(); }

    std::vector<std::string> read() {
        while (token_.what != detail::sql_token::kind::end) take();
        return std::move(result_);
    }

private:
    void advance() { token_ = tokens_.next(); }
    bool skip(std::string_view word) {
        const bool is_there = token_.is(word);
        if (is_there) advance();
        return is_there;
    }

    void take() {
        const detail::sql_token token = token_;
        advance();
        const auto is_any_of = [&](std::string_view symbols) {
            return token.what == detail::sql_token::kind::symbol && symbols.find(token.text) != std::string_view::npos;
        };
        if (is_any_of("()[]")) return;
        if (token.is(':') && token_.is(':')) return skip_cast();
        if (token.is("in") && token_.is('(')) return add({"=", "any", "array"});
        if (token.is("not") && token_.is("in")) return advance(), add({"<", ">", "all", "array"});
        if (token.is('!') && token_.is('=')) return advance(), add({"<", ">"});
        if (token.is("like")) return add({"~", "~"});
        if (token.what == detail::sql_token::kind::string && token_.is(':') && is_number(token.text)) {
            if (token.text[1] == '-') add({"-"});
            const std::size_t begin = token.text[1] == '-' ? 2 : 1;
            return result_.emplace_back(token.text.substr(begin, token.text.size() - begin - 1)), void();
        }
        const bool is_name =
            token.what == detail::sql_token::kind::word || token.what == detail::sql_token::kind::identifier;
        result_.push_back(is_name ? lower(token.name()) : std::string(token.text));
    }
    /// `'-1'`, as a negative number is written with a cast.
    static bool is_number(std::string_view quoted) {
        return quoted.size() > 2 &&
               quoted.find_first_not_of("0123456789.", quoted[1] == '-' ? 2 : 1) == quoted.size() - 1;
    }
    void add(std::initializer_list<std::string_view> words) {
        result_.insert(result_.end(), words.begin(), words.end());
    }

    // `::schema.type`, `::character varying(20)`, `::timestamp(3) without time zone`
    void skip_cast() {
        do advance();
        while (advance_name());
        skip("varying");
        skip("precision");
        skip_length();
        if (skip("with") || skip("without")) skip("time"), skip("zone");
    }
    // Whether it is the name of a schema.
    bool advance_name() {
        advance();
        return token_.is('.');
    }
    void skip_length() {
        if (!token_.is('(')) return;
        tokens_.skip_parentheses();
        advance();
    }

    detail::sql_tokens tokens_;
    detail::sql_token token_;
    std::vector<std::string> result_;
};

class similar_words {
public:
    explicit similar_words(const dialect& with) : dialect_(with) {}

    template <class T>
    void say(T& live, const T& wanted) const {
        if constexpr (has_members<T>) {
            say_members(static_cast<meta::detail::all_members<T>*>(nullptr), live, wanted);
        }
    }
    void say(sql_type& live, const sql_type& wanted) const {
        if (wanted.kind == type_kind::domain ? live.name == wanted.name : dialect_.stores_alike(live, wanted))
            live = wanted;
    }
    void say(schema::sql_text& live, const schema::sql_text& wanted) const {
        const auto words = [&](const schema::sql_text& of) { return bare_words(dialect_.words(of), dialect_).read(); };
        if (words(live) == words(wanted)) live = wanted;
    }
    template <class T>
    void say(std::optional<T>& live, const std::optional<T>& wanted) const {
        if (live && wanted) say(*live, *wanted);
    }
    template <class T>
    void say(std::vector<T>& live, const std::vector<T>& wanted) const {
        if constexpr (has_members<T> && requires(T one) { one.name; }) {
            for (T& each : live) {
                if (const T* said = find_element(wanted, each)) say(each, *said);
            }
        } else if (live.size() == wanted.size()) {
            for (std::size_t i = 0; i != live.size(); ++i) say(live[i], wanted[i]);
        }
    }

private:
    template <class T, template <class...> class L, class... D>
    void say_members(L<D...>*, T& live, const T& wanted) const {
        (say(live.*D::pointer, wanted.*D::pointer), ...);
    }

    const dialect& dialect_;
};

}  // namespace

schema::database in_words_of(schema::database live, const schema::database& normal, const schema::database& wanted,
                             const dialect& with) {
    schema::database result = live;
    say(result, normal, wanted);
    for (schema::table& each : result.tables) {
        const schema::table* made = schema::find_same(normal.tables, each);
        const schema::table* said = schema::find_same(wanted.tables, each);
        const schema::table* before = schema::find_same(live.tables, each);
        if (made == nullptr || said == nullptr || *before == *made) continue;
        forget_domains(each);
        types_in_checks(each, *before, *made, *said);
    }
    forget_plain_words(result, with);
    if (!with.can().enum_types) forget_checks_of_types(result, with);
    add_types_of_columns(result, with);
    return result;
}

schema::database in_similar_words(schema::database live, const schema::database& wanted, const dialect& with) {
    similar_words(with).say(live, wanted);
    forget_plain_words(live, with);
    if (!with.can().enum_types) forget_checks_of_types(live, with);
    add_types_of_columns(live, with);
    return live;
}

}  // namespace rowan::migrate
