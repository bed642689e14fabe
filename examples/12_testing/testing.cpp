// Testing code that uses rowan. Run it: build/examples/testing [URL]

#include "../01_mapping/sample.hpp"

#include <rowan/session/testing.hpp>

#include <chrono>
#include <iostream>

using rowan::field;
using rowan::testing::at_most;
using rowan::testing::expect_statements;
using namespace std::chrono_literals;

namespace {

// [tested]
// Throws rowan::constraint_error where somebody has the tool already.
loan lend(rowan::session& db, const std::string& serial, const std::string& to, rowan::date today) {
    return db.transact([&] {
        const auto lent = rowan::repository<tool>(db).where(field<&tool::serial> == serial).one();
        const auto who = rowan::repository<member>(db).where(field<&member::name> == to).one();
        return rowan::repository<loan>(db).insert(
            {.tool_id = lent.id, .member_id = who.id, .taken = today, .due = rowan::date::parse("2026-03-17")});
    });
}
// [tested]

void check(bool holds, const char* what) { std::cout << (holds ? "ok: " : "FAILED: ") << what << '\n'; }

void copies(rowan::testing::database_template& workshop) {
    // [copy]
    auto db = workshop.copy();
    lend(db, "DR-01", "Eve", sample::today());
    check(rowan::repository<loan>(db).count() == 8, "a tool is lent");
    // [copy]

    // [unharmed]
    auto other = workshop.copy();
    check(rowan::repository<loan>(other).count() == 7, "a test sees nothing of the others");
    // [unharmed]
}

void undone(rowan::session& db) {
    // [undone]
    {
        rowan::transaction test(db);  // never committed
        lend(db, "PL-02", "Eve", sample::today());
        check(rowan::repository<loan>(db).count() == 8, "a tool is lent within the test");
    }
    check(rowan::repository<loan>(db).count() == 7, "and what the test did is undone");
    // [undone]
}

void errors(rowan::testing::database_template& workshop) {
    // [errors]
    auto db = workshop.copy();
    try {
        lend(db, "PL-01", "Eve", sample::today());  // Dan has it
        check(false, "a tool that is out cannot be lent");
    } catch (const rowan::constraint_error& broken) {
        check(broken.which() == rowan::constraint_kind::unique, "a tool that is out cannot be lent");
    }
    check(!db->in_transaction(), "nothing is left open");
    // [errors]
}

void retries(rowan::testing::database_template& workshop) {
    auto db = workshop.copy();
    // [retries]
    int runs = 0;
    const auto made = db->transact({.retry = {.first_pause = 0ms}}, [&] {
        const auto one = lend(db, "DR-01", "Ada", sample::today());
        if (++runs == 1) throw rowan::conflict_error({.message = "as if another had been faster", .retryable = true});
        return one;
    });
    check(runs == 2 && made.due == rowan::date::parse("2026-03-17"), "a transaction that lost is run again");
    check(rowan::repository<loan>(db).count() == 8, "and stores one loan, not two");
    // [retries]
}

struct member_loans {
    using entity = member;
    rowan::id<member> id;
    std::string name;
    std::vector<loan> loans;
};
BOOST_DESCRIBE_STRUCT(member_loans, (), (id, name, loans))

void budgets(rowan::testing::database_template& workshop) {
    auto db = workshop.copy();
    // [budget]
    const auto pages = expect_statements(2, [&] { return rowan::from<member>(db).all<member_loans>(); });
    check(pages.size() == 5, "members and their loans are two statements");

    expect_statements(at_most(3), [&] { lend(db, "DR-01", "Eve", sample::today()); });
    // [budget]

    // [over budget]
    try {
        expect_statements(1, [&] {
            for (const char* serial : {"SW-01", "SW-02"})
                db->query_value<std::int64_t>("select count(*) from tools where serial_number = $1", serial);
        });
    } catch (const rowan::testing::unexpected_statements& wrong) {
        std::cout << wrong.what() << '\n';
    }
    // [over budget]
}

void frozen(rowan::testing::database_template& workshop) {
    auto db = workshop.copy();
    // [frozen]
    rowan::testing::frozen_time time(rowan::timestamp::parse("2026-03-10T09:00:00Z"));
    const rowan::testing::counted_ids ids;
    const rowan::repository<tool> tools(db);
    tool chisel = tools.insert({.category_id = 1, .serial = "CH-01", .name = "Chisel", .price = rowan::decimal("19.00")});
    time.advance(90min);
    chisel.name = "Bevel chisel";
    tools.update(chisel);
    chisel = tools.get(chisel.id);
    std::cout << chisel.id.to_string() << ' ' << chisel.created_at.to_string() << ' ' << chisel.updated_at.to_string() << '\n';
    // [frozen]
}

}  // namespace

int main(int count, char** words) {
    const std::string url = count > 1 ? words[1] : "sqlite://:memory:";
    // [template]
    rowan::testing::database_template workshop(url, [](rowan::session& db) {
        rowan::migrator(db, migrations()).upgrade();
        sample::add_rows(db);
    });
    // [template]
    copies(workshop);
    {
        auto db = workshop.copy();
        undone(db);
    }
    errors(workshop);
    retries(workshop);
    budgets(workshop);
    frozen(workshop);
}
