#include <rowan/migrate/differences.hpp>

#include "migrate/model_json.hpp"
#include "schema/diff_table.hpp"
#include "schema/markup.hpp"
#include "schema/matched.hpp"
#include "schema/renames.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <optional>
#include <tuple>
#include <type_traits>

namespace rowan::migrate {

namespace {

using schema::database;

// What an object is, for people.
std::string kind_of(const schema::named_schema&) { return "schema"; }
std::string kind_of(const schema::extension&) { return "extension"; }
std::string kind_of(const schema::enum_type&) { return "enum"; }
std::string kind_of(const schema::domain&) { return "domain"; }
std::string kind_of(const schema::sequence&) { return "sequence"; }
std::string kind_of(const schema::function& of) { return std::string(to_string(of.kind)); }
std::string kind_of(const schema::table&) { return "table"; }
std::string kind_of(const schema::view& of) { return of.materialized ? "materialized view" : "view"; }
std::string kind_of(const schema::trigger&) { return "trigger"; }
std::string kind_of(const schema::policy&) { return "policy"; }
std::string kind_of(const schema::other_object& of) { return of.kind; }

std::string spaced(std::string_view name) {
    std::string result(name);
    std::replace(result.begin(), result.end(), '_', ' ');
    return result;
}

/// Types come before what is made of them.
std::size_t rank_of(const schema_difference& of) {
    constexpr std::array<std::string_view, 8> order{"schema",   "extension", "enum", "domain",
                                                    "sequence", "table",     "view", "materialized view"};
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), of.object) - order.begin());
}

/// What a table is compared part by part in, and its partitions, which are nobody's decision.
template <class Member>
inline constexpr bool is_part = false;
template <class Part>
requires requires(const Part& part) { schema::constraint(part); }
inline constexpr bool is_part<std::vector<Part>> = true;
template <>
inline constexpr bool is_part<std::optional<schema::primary_key>> = true;
template <>
inline constexpr bool is_part<std::vector<schema::column>> = true;
template <>
inline constexpr bool is_part<std::vector<schema::table>> = true;

template <class Range, class Words>
std::string joined(const Range& all, Words&& words) {
    std::string result;
    for (const auto& each : all) (result += result.empty() ? "" : ", ") += words(each);
    return result;
}

/// A property's value as somebody would write it.
class value_words {
public:
    explicit value_words(const dialect& by) : by_(by) {}

    std::string operator()(const std::string& of) const { return of; }
    std::string operator()(bool of) const { return of ? "true" : "false"; }
    template <std::integral Number>
    std::string operator()(Number of) const {
        return std::to_string(of);
    }
    std::string operator()(const schema::sql_text& of) const { return by_.words(of); }
    std::string operator()(const sql_type& of) const { return by_.type_name(of); }
    std::string operator()(const schema::table_name& of) const { return schema::full_name(of.schema_name, of.name); }
    std::string operator()(const std::pair<std::string, std::string>& of) const { return of.first + " = " + of.second; }
    template <class T>
    std::string operator()(const std::optional<T>& of) const {
        return of ? (*this)(*of) : std::string();
    }
    template <class T>
    std::string operator()(const std::vector<T>& of) const {
        return joined(of, *this);
    }
    template <described_enum E>
    std::string operator()(E of) const {
        return spaced(to_string(of));
    }
    template <class T>
    requires meta::described<T> std::string operator()(const T& of) const { return model_json(of); }

private:
    const dialect& by_;
};

class comparison {
public:
    comparison(const database& left, const database& right, const dialect& by) : left_(left), right_(right), by_(by) {
        for (const schema::enum_type& each : left.enums) {
            const schema::enum_type* other = schema::find_same(right.enums, each);
            if (other != nullptr && other->labels != each.labels)
                enums_.push_back({each.name, each.labels, other->labels, {}, {}, each.schema_name});
        }
    }

    std::vector<schema_difference> run() {
        compare_lists(static_cast<meta::detail::all_members<database>*>(nullptr));
        const auto place = [](const schema_difference& of) {
            return std::make_tuple(rank_of(of), std::string_view(of.schema_name), std::string_view(of.name));
        };
        std::stable_sort(result_.begin(), result_.end(),
                         [&](const schema_difference& a, const schema_difference& b) { return place(a) < place(b); });
        return std::move(result_);
    }

private:
    template <template <class...> class L, class... D>
    void compare_lists(L<D...>*) {
        (compare(left_.*D::pointer, right_.*D::pointer), ...);
    }
    // What objects need of each other is no object.
    template <class Fact>
    void compare(const std::vector<Fact>&, const std::vector<Fact>&) {}
    template <class Object>
    requires requires(const Object& one) { schema::operation(schema::create<Object>{one}); }
    void compare(const std::vector<Object>& left, const std::vector<Object>& right) {
        const schema::matched<Object> found(left, right);
        for (const Object* each : found.gone) add(place_of(*each), whole(*each), {});
        for (const auto& [a, b] : found.kept) compare(*a, *b);
        for (const Object* each : found.come) add(place_of(*each), {}, whole(*each));
    }

    template <class Object>
    schema_difference place_of(const Object& of) const {
        schema_difference result{.object = kind_of(of), .name = of.name};
        if constexpr (requires { of.schema_name; }) result.schema_name = of.schema_name;
        if constexpr (requires { of.identity_arguments; })
            result.name += '(' + (of.identity_arguments.empty() ? of.arguments : of.identity_arguments) + ')';
        if constexpr (requires { of.table; }) {
            if (of.table.empty()) return result;
            result.part = std::exchange(result.object, owner_of(of));
            result.part_name = std::exchange(result.name, of.table);
        }
        return result;
    }
    /// What the table of a trigger, policy or rule is.
    template <class Object>
    std::string owner_of(const Object& of) const {
        for (const database* each : {&left_, &right_}) {
            const auto* found =
                schema::find_same(each->views, schema::view{.name = of.table, .schema_name = of.schema_name});
            if (found != nullptr) return kind_of(*found);
        }
        return "table";
    }

    // --- definitions ---

    template <class Object>
    std::vector<std::string> statements(const Object& of) const {
        try {
            return by_.render(schema::operation(schema::create<Object>{of}));
        } catch (const error&) {
            return {};  // what the dialect cannot make, it does not define
        }
    }
    /// All that makes it.
    template <class Object>
    std::string whole(const Object& of) const {
        std::string result;
        for (const std::string& each : statements(of)) (result += result.empty() ? "" : ";\n") += each;
        return result.empty() ? model_json(of) : result;
    }
    /// What makes it, without what is said of it later.
    template <class Object>
    std::string definition(const Object& of) const {
        const std::vector<std::string> all = statements(of);
        return all.empty() ? std::string() : all.front();
    }
    std::string definition(const schema::table& in, const schema::column& of) const {
        try {
            std::string name;
            by_.append_identifier(name, of.name);
            const std::string text = by_.definition(in, of);
            return text.size() > name.size() ? text.substr(name.size() + 1) : "(no type)";
        } catch (const error&) { return {}; }
    }
    std::string definition(const schema::table& in, const schema::constraint& of) const {
        try {
            if (!name_of(of).empty()) return by_.definition(in, of);
            schema::constraint named = of;
            std::visit([](auto& one) { one.name = "x"; }, named);
            constexpr std::string_view name = "constraint \"x\" ";
            const std::string text = by_.definition(in, named);
            return text.starts_with(name) ? text.substr(name.size()) : text;
        } catch (const error&) { return {}; }
    }

    // --- comparing two of the same name ---

    template <class Object>
    void compare(const Object& left, const Object& right) {
        const auto define = [&](const Object& of, bool) { return definition(of); };
        compare_element(place_of(left), left, right, define);
    }
    void compare(const schema::table& left, const schema::table& right) {
        compare_columns(left, right);
        compare_constraints(left, right);
        compare_members(place_of(left), left, right, []<class M>(M schema::table::*) { return is_part<M>; });
    }
    // The order of its indexes is no difference.
    void compare(schema::view left, schema::view right) {
        for (schema::view* each : {&left, &right}) {
            auto& all = each->indexes;
            std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
            all.erase(std::unique(all.begin(), all.end()), all.end());
        }
        compare_element(place_of(left), left, right, [&](const schema::view& of, bool) { return definition(of); });
    }

    void compare_columns(const schema::table& left, const schema::table& right) {
        for (const schema::column& old : left.columns) {
            const schema::column* now = right.find_column(old.name);
            if (now == nullptr) {
                add_part(left, "column", old.name, or_json(definition(left, old), old), {});
                continue;
            }
            compare_element(
                part_of(left, "column", old.name), with_types(old, *now), *now,
                [&](const schema::column& of, bool is_left) { return definition(is_left ? left : right, of); });
        }
        for (const schema::column& now : right.columns) {
            if (left.find_column(now.name) == nullptr)
                add_part(left, "column", now.name, {}, or_json(definition(right, now), now));
        }
    }
    /// What differs of its type only is the type's difference.
    schema::column with_types(const schema::column& old, const schema::column& now) const {
        schema::column result = schema::after_enum(old, enums_);
        if (!old.domain || !now.domain) return result;
        const schema::domain* left = schema::find_same(left_.domains, *old.domain);
        const schema::domain* right = schema::find_same(right_.domains, *now.domain);
        if (left != nullptr && right != nullptr && *left == *old.domain && *right == *now.domain &&
            schema::same_object(*left, *right))
            result.domain = now.domain;
        return result;
    }

    void compare_constraints(const schema::table& left, const schema::table& right) {
        auto found = schema::match_constraints(left, right);
        for (auto& [old, now] : found.kept) compare_kept(left, right, old, now);
        for (const schema::constraint& old : found.gone) {
            const auto at = std::find_if(found.come.begin(), found.come.end(),
                                         [&](const auto& each) { return takes_place_of(old, each); });
            if (at == found.come.end()) {
                add_constraint(left, old, or_json(definition(left, old), old), {});
                continue;
            }
            compare_same_kind(left, right, old, *at);
            found.come.erase(at);
        }
        for (const schema::constraint& now : found.come)
            add_constraint(left, now, {}, or_json(definition(right, now), now));
    }
    static bool takes_place_of(const schema::constraint& old, const schema::constraint& now) {
        if (old.index() != now.index()) return false;
        if (std::holds_alternative<schema::primary_key>(old)) return true;
        return !name_of(old).empty() && name_of(old) == name_of(now);
    }
    void add_constraint(const schema::table& in, const schema::constraint& of, std::string left, std::string right) {
        add_part(in, std::string(schema::kind_of(of)), name_or_columns(of), std::move(left), std::move(right));
    }
    static std::string name_or_columns(const schema::constraint& of) {
        if (!name_of(of).empty()) return name_of(of);
        return std::visit(
            [](const auto& one) {
                if constexpr (requires { one.columns; }) return '(' + schema::joined(one.columns) + ')';
                return std::string();
            },
            of);
    }
    // Of these only the name differs, or whether rows were checked.
    void compare_kept(const schema::table& left, const schema::table& right, schema::constraint& old,
                      const schema::constraint& now) {
        std::visit(
            [&](auto& one) {
                const auto& other = std::get<std::remove_cvref_t<decltype(one)>>(now);
                if (one.name.empty() || other.name.empty()) one.name = other.name;
                if constexpr (requires { one.not_valid; }) one.not_valid = one.not_valid || other.not_valid;
            },
            old);
        compare_same_kind(left, right, old, now);
    }
    void compare_same_kind(const schema::table& left, const schema::table& right, const schema::constraint& old,
                           const schema::constraint& now) {
        std::visit(
            [&](const auto& one) {
                compare_element(part_of(left, std::string(schema::kind_of(old)), name_or_columns(old)), one,
                                std::get<std::remove_cvref_t<decltype(one)>>(now),
                                [&](const auto& of, bool is_left) { return definition(is_left ? left : right, of); });
            },
            old);
    }

    void compare_indexes(const schema_difference& in, const std::vector<schema::index>& left,
                         const std::vector<schema::index>& right) {
        auto found = schema::match_indexes(left, right);
        const auto part = [&](const schema::index& of) {
            schema_difference result = in;
            result.part = "index";
            result.part_name = of.name;
            return result;
        };
        for (auto& [old, now] : found.kept) {
            if (old.name != now.name) {
                add(part(old), or_json(definition(old), old), or_json(definition(now), now));
            } else if (old.comment != now.comment) {
                schema::index said = old;
                said.comment = now.comment;
                compare_element(part(old), old, said, [&](const schema::index& of, bool) { return definition(of); });
            }
        }
        for (const schema::index& old : found.gone) {
            const auto at = std::find_if(found.come.begin(), found.come.end(),
                                         [&](const schema::index& each) { return each.name == old.name; });
            if (at == found.come.end()) {
                add(part(old), or_json(definition(old), old), {});
                continue;
            }
            schema::index now = *at;
            found.come.erase(at);
            now.concurrently = old.concurrently;
            now.where_supported = old.where_supported;
            compare_element(part(old), old, now, [&](const schema::index& of, bool) { return definition(of); });
        }
        for (const schema::index& now : found.come) add(part(now), {}, or_json(definition(now), now));
    }

    // --- any two things, by their definition and members ---

    /// One difference where the definitions differ, and one for each member that is no part of them.
    template <class T, class Define>
    void compare_element(const schema_difference& place, const T& left, const T& right, const Define& define) {
        if (left == right) return;
        const std::size_t before = result_.size();
        const std::string a = define(left, true);
        const std::string b = define(right, false);
        if (a != b) add(place, or_json(a, left), or_json(b, right));
        compare_members(place, left, right, [&](const auto member) {
            T one = left;
            one.*member = right.*member;
            if (define(one, true) != a) return true;
            one = right;
            one.*member = left.*member;
            return define(one, false) != b;
        });
        if (result_.size() == before) add(place, model_json(left), model_json(right));
    }

    template <class T, class Told>
    void compare_members(const schema_difference& place, const T& left, const T& right, const Told& is_told) {
        compare_members(static_cast<meta::detail::all_members<T>*>(nullptr), place, left, right, is_told);
    }
    template <template <class...> class L, class... D, class T, class Told>
    void compare_members(L<D...>*, const schema_difference& place, const T& left, const T& right, const Told& is_told) {
        ((left.*D::pointer == right.*D::pointer || is_told(D::pointer)
              ? void()
              : compare_member(place, D::name, left.*D::pointer, right.*D::pointer)),
         ...);
    }

    template <class M>
    void compare_member(schema_difference place, std::string_view name, const M& left, const M& right) {
        place.property = spaced(name);
        const value_words words(by_);
        std::string a = words(left);
        std::string b = words(right);
        if (a == b) {
            a = model_json(left);
            b = model_json(right);
        }
        add(std::move(place), std::move(a), std::move(b));
    }
    void compare_member(const schema_difference& place, std::string_view, const std::vector<schema::index>& left,
                        const std::vector<schema::index>& right) {
        compare_indexes(place, left, right);
    }
    // --- what was found ---

    template <class T>
    static std::string or_json(std::string words, const T& of) {
        return words.empty() ? model_json(of) : std::move(words);
    }
    static std::string or_json(std::string words, const schema::constraint& of) {
        if (!words.empty()) return words;
        return std::visit([](const auto& one) { return model_json(one); }, of);
    }
    schema_difference part_of(const schema::table& in, std::string part, std::string name) const {
        schema_difference result = place_of(in);
        result.part = std::move(part);
        result.part_name = std::move(name);
        return result;
    }
    void add_part(const schema::table& in, std::string part, std::string name, std::string left, std::string right) {
        add(part_of(in, std::move(part), std::move(name)), std::move(left), std::move(right));
    }
    void add(schema_difference place, std::string left, std::string right) {
        place.left = std::move(left);
        place.right = std::move(right);
        result_.push_back(std::move(place));
    }

    const database& left_;
    const database& right_;
    const dialect& by_;
    std::vector<schema::alter_enum> enums_;
    std::vector<schema_difference> result_;
};

}  // namespace

std::vector<schema_difference> differences(const database& left, const database& right, const dialect& by) {
    return comparison(left, right, by).run();
}

}  // namespace rowan::migrate
