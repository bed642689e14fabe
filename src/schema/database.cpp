#include <rowan/schema/database.hpp>

#include "schema/key_order.hpp"
#include "schema/object_names.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace rowan::schema {

namespace {

/// The objects in an order in which they can be made.
class creation {
public:
    creation(const database& all, const creation_options& how) : all_(all), how_(how) {}

    std::vector<operation> run() && {
        add_all(all_.schemas);
        add_all(all_.extensions);
        check_functions(false);
        add_ordered();
        move_to_end(keys_);
        for (const sequence& each : all_.sequences) add_owner(each);
        add_all(all_.triggers);
        add_all(all_.policies);
        move_to_end(late_);
        check_functions(true);
        return std::move(result_);
    }

private:
    using step = std::pair<object_name, operation>;

    template <class Object>
    void add_all(const std::vector<Object>& list) {
        for (const Object& each : list) result_.push_back(create<Object>{each});
    }
    template <class Object>
    static void plan(std::vector<step>& to, const Object& one) {
        to.emplace_back(name_of(one), create<Object>{one});
    }

    // A function may speak of what comes later only.
    void check_functions(bool on) {
        const auto written = [](const function& each) { return each.kind != function_kind::aggregate; };
        if (std::none_of(all_.functions.begin(), all_.functions.end(), written)) return;
        result_.push_back(
            run_sql{sql_text().on("postgresql", on ? "reset check_function_bodies" : "set check_function_bodies = off"),
                    sql_text(),
                    {}});
    }

    std::vector<step> by_kind() const {
        std::vector<step> steps;
        for (const auto& each : all_.others) {
            if (is_early(each)) plan(steps, each);
        }
        for (const auto& each : all_.enums) plan(steps, each);
        for (const auto& each : all_.domains) plan(steps, each);
        for (const auto& each : all_.sequences) plan(steps, each);
        for (const auto& each : all_.functions) plan(steps, each);
        for (const table* each : by_keys(all_.tables)) plan(steps, *each);
        for (const auto& each : all_.views) plan(steps, each);
        for (const auto& each : all_.others) {
            if (!is_early(each)) plan(steps, each);
        }
        return steps;
    }

    void add_ordered() {
        const auto place = [&](const step& of) {
            return std::find(all_.order.begin(), all_.order.end(), of.first) - all_.order.begin();
        };
        std::vector<std::pair<std::ptrdiff_t, step>> placed;
        for (step& each : by_kind()) placed.emplace_back(place(each), std::move(each));
        std::stable_sort(placed.begin(), placed.end(),
                         [](const auto& left, const auto& right) { return left.first < right.first; });
        // What everything may need nothing is in need of: an event trigger, a publication.
        const auto end = all_.order.end() - all_.order.begin();
        for (auto& [at, one] : placed) {
            const bool waits = at == end && end != 0 && one.first.what == object_kind::other;
            waits ? late_.push_back(std::move(one.second)) : add(std::move(one.second));
        }
    }

    void add(operation made) {
        if (auto* const numbers = std::get_if<create_sequence>(&made)) {
            numbers->object.owner_table.clear();
            numbers->object.owner_column.clear();
        }
        if (auto* const whole = std::get_if<create_table>(&made)) {
            there_.emplace(whole->object.schema_name, whole->object.name);
            set_apart(whole->object);
        }
        result_.push_back(std::move(made));
    }

    // What must wait for other tables, and what rows may break, which only a table that is there can have. A key
    // without a name is of a backend that takes it before its table is there (SQLite).
    void set_apart(table& of) {
        alter_table later{of.name, {}, of.schema_name};
        const auto wait = [&](auto& list, const auto& must) {
            for (const auto& each : list) {
                if (must(each)) later.changes.push_back(add_constraint{each});
            }
            std::erase_if(list, must);
        };
        wait(of.foreign_keys, [&](const foreign_key& key) {
            return key.not_valid || (how_.keys_wait && !key.name.empty() &&
                                     !there_.contains({key.referenced_schema, key.referenced_table}));
        });
        wait(of.checks, [](const check& each) { return each.not_valid; });
        if (!later.changes.empty()) keys_.push_back(std::move(later));
        for (table& each : of.partitions) set_apart(each);
    }

    void move_to_end(std::vector<operation>& these) {
        for (operation& each : these) result_.push_back(std::move(each));
    }

    void add_owner(const sequence& of) {
        if (of.owner_table.empty()) return;
        alter_sequence change{of, of};
        change.from.owner_table.clear();
        change.from.owner_column.clear();
        result_.push_back(std::move(change));
    }

    const database& all_;
    const creation_options& how_;
    std::vector<operation> result_;
    std::vector<operation> keys_;
    std::vector<operation> late_;
    std::set<std::pair<std::string, std::string>> there_;
};

}  // namespace

std::vector<operation> creation_of(const database& all, const creation_options& how) {
    return creation(all, how).run();
}

}  // namespace rowan::schema
