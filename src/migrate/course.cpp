#include "migrate/course.hpp"

#include <rowan/session/transaction.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "migrate/step.hpp"

namespace rowan::migrate {

namespace {

bool has_foreign_words(const revision& which, direction way) {
    const auto& steps = which.steps(way);
    return std::any_of(steps.begin(), steps.end(), [](const schema::operation& each) {
        return std::holds_alternative<schema::run_sql>(each) || std::holds_alternative<schema::run_code>(each);
    });
}

void require_transactions(const course& along, const revision& which) {
    const auto units = units_of(which, along.way, along.on.dialect());
    const unit* apart = first_outside_transaction(units);
    if (apart == nullptr) return;
    throw migration_error(fmt::format(
        "revision {} ({}) cannot be part of one transaction with others, since a statement of it runs in none:\n    "
        "{}\n"
        "  Nothing was done. {}",
        which.id(), which.message(), describe(*apart),
        along.in_one_transaction ? "Upgrade without in_one_transaction, or up to the revision before it first"
                                 : "Upgrade outside of the transaction that is open in this session"));
}

void require_same_way(const course& along, const std::vector<const revision*>& path) {
    for (const progress_row& each : along.unfinished) {
        if (along.of.find(each.revision) == nullptr) continue;
        const bool first = each.revision == path.front()->id() || each.direction == along.way;
        const bool one = along.in_one_transaction || along.on.in_transaction();
        if (each.direction == along.way && first && !one) continue;
        throw migration_error(
            fmt::format("revision {} is half {}, {} of {} statements are done: {} first", each.revision,
                        each.direction == direction::upgrade ? "applied" : "undone", each.done, each.total,
                        each.direction == direction::upgrade ? "upgrade to it, outside of any transaction,"
                                                             : "downgrade behind it, outside of any transaction,"));
    }
}

void run_each(const course& along, const std::vector<const revision*>& path, const std::function<void()>& check,
              outcome& result) {
    for (const revision* each : path) {
        check();
        if (step(along, *each).run(result)) result.applied.push_back(each->id());
    }
}

void run_in_one(const course& along, const std::vector<const revision*>& path, const std::function<void()>& check,
                outcome& result) {
    lock_waits waits(along, *path.front());
    const outcome before = result;
    waits.run([&] {
        result = before;
        transaction all(along.on);
        waits.limit();
        run_each(along, path, check, result);
        all.commit();
    });
}

}  // namespace

void follow(course along, const std::vector<const revision*>& path, const std::function<void()>& check,
            outcome& result) {
    along.unfinished = progress_table(along.on).all();
    require_same_way(along, path);
    if (along.in_one_transaction || along.on.in_transaction()) {
        for (const revision* each : path) require_transactions(along, *each);
    }
    std::optional<clean_session> found;
    const auto foreign = [&](const revision* each) { return has_foreign_words(*each, along.way); };
    if (std::any_of(path.begin(), path.end(), foreign)) along.found = &found.emplace(along.on);
    along.in_one_transaction ? run_in_one(along, path, check, result) : run_each(along, path, check, result);
}

}  // namespace rowan::migrate
