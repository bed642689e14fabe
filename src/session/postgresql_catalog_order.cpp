#include "postgresql_catalog_order.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "catalog_rows.hpp"
#include "postgresql_catalog_queries.hpp"
#include "schema/key_order.hpp"
#include "schema/object_names.hpp"

namespace rowan::detail::postgresql {

namespace {

/// What needs what, from pg_depend: parts (defaults, checks, indexes, a view's query) need for their wholes.
class dependencies {
public:
    dependencies(session& in, const numbered_objects& numbers) {
        for (const auto& [number, name] : numbers.named) names_.emplace(number, name);
        for (const auto& [part, whole] : numbers.parts) wholes_.emplace(part, whole);
        read(in, numbers);
        find_wholes();
        for (const row& each : rows_) add_need(each);
    }

    /// Those of whole objects other than tables.
    std::vector<schema::column_use> uses() && { return std::move(uses_); }

    /// `wanted`, each after what it needs; a circle ends where it began.
    std::vector<schema::object_name> order(const std::vector<schema::object_name>& wanted) {
        std::map<std::string, object_number> numbers;
        for (const auto& [number, name] : names_) numbers.emplace(key(name), number);
        for (const schema::object_name& each : wanted) {
            if (const auto found = numbers.find(key(each)); found != numbers.end()) place(found->second);
        }
        return std::move(sorted_);
    }

private:
    struct row {
        object_number needing;
        object_number needed;
        bool is_part;
        std::string column;
    };

    static std::string key(const schema::object_name& of) {
        return std::to_string(static_cast<int>(of.what)) + '\0' + of.schema_name + '\0' + of.name + '\0' + of.arguments;
    }

    void read(session& in, const numbered_objects& numbers) {
        std::vector<std::int64_t> asked;
        for (const auto& [number, name] : numbers.named) asked.push_back(number.number);
        for (const auto& [part, whole] : numbers.parts) asked.push_back(part.number);
        for (catalog_rows each(in, queries::needs, array_text(asked)); each.next();)
            rows_.push_back({{each.text(0), each.number(1)}, {each.text(2), each.number(3)}, each.flag(4), each.text(5)});
    }

    void find_wholes() {
        for (const row& each : rows_) {
            if (each.is_part && !names_.contains(each.needing)) wholes_.emplace(each.needing, each.needed);
        }
    }

    // Null where it is nothing that is asked for.
    const object_number* whole_of(const object_number& part) const {
        const object_number* at = &part;
        for (int depth = 0; depth != 16; ++depth) {  // no part is that deep
            if (names_.contains(*at)) return at;
            const auto found = wholes_.find(*at);
            if (found == wholes_.end()) return nullptr;
            at = &found->second;
        }
        return nullptr;
    }

    void add_need(const row& of) {
        const object_number* const needing = whole_of(of.needing);
        const object_number* const needed = whole_of(of.needed);
        if (needing == nullptr || needed == nullptr || *needing == *needed) return;
        // A sequence is a part of the table whose default needs it; the table is told of it later.
        if (of.is_part && names_.at(*needing).what == schema::object_kind::sequence) return;
        needs_[*needing].push_back(*needed);
        add_use(names_.at(*needing), names_.at(*needed), of.column);
    }

    void add_use(const schema::object_name& by, const schema::object_name& of, const std::string& column) {
        const auto is_any_of = [](schema::object_kind one, std::initializer_list<schema::object_kind> all) {
            return std::find(all.begin(), all.end(), one) != all.end();
        };
        using kind = schema::object_kind;
        if (!is_any_of(by.what, {kind::view, kind::function, kind::other}) ||
            !is_any_of(of.what, {kind::table, kind::view}))
            return;
        schema::column_use use{by, of.schema_name, of.name, column};
        if (uses_.empty() || uses_.back() != use) uses_.push_back(std::move(use));
    }

    void place(const object_number& one) {
        if (!placed_.insert(one).second) return;
        if (const auto found = needs_.find(one); found != needs_.end()) {
            for (const object_number& each : found->second) place(each);
        }
        sorted_.push_back(names_.at(one));
    }

    std::map<object_number, schema::object_name> names_;
    std::map<object_number, object_number> wholes_;
    std::vector<row> rows_;
    std::map<object_number, std::vector<object_number>> needs_;
    std::set<object_number> placed_;
    std::vector<schema::column_use> uses_;
    std::vector<schema::object_name> sorted_;
};

template <class List>
void add_names(std::vector<schema::object_name>& to, const List& of) {
    std::transform(of.begin(), of.end(), std::back_inserter(to), [](const auto& each) { return name_of(each); });
}

}  // namespace

void put_in_order(session& in, schema::database& all, const numbered_objects& numbers) {
    std::vector<schema::object_name> wanted;
    const auto add_others = [&](const auto& picked) {
        for (const schema::other_object& each : all.others)
            if (picked(each)) wanted.push_back(name_of(each));
    };
    add_others(schema::is_early);
    add_names(wanted, all.enums);
    add_names(wanted, all.domains);
    add_names(wanted, all.sequences);
    add_names(wanted, all.functions);
    add_others([](const schema::other_object& each) { return each.kind == "cast"; });
    for (const schema::table* each : schema::by_keys(all.tables)) wanted.push_back(name_of(*each));
    add_names(wanted, all.views);
    add_others([](const schema::other_object& each) { return !schema::is_early(each) && each.kind != "cast"; });
    dependencies needs(in, numbers);
    all.order = needs.order(wanted);
    all.uses = std::move(needs).uses();
    std::sort(all.uses.begin(), all.uses.end(), [](const schema::column_use& a, const schema::column_use& b) {
        return std::tie(a.by.schema_name, a.by.name, a.schema_name, a.table, a.column) <
               std::tie(b.by.schema_name, b.by.name, b.schema_name, b.table, b.column);
    });

    const auto place = [&](const schema::view& of) {
        return std::find(all.order.begin(), all.order.end(), name_of(of)) - all.order.begin();
    };
    std::stable_sort(all.views.begin(), all.views.end(),
                     [&](const auto& left, const auto& right) { return place(left) < place(right); });
}

}  // namespace rowan::detail::postgresql
