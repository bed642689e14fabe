// The history of a small database, and what to do where it breaks. Run it: build/examples/migrations [URL]

#include <rowan/rowan.hpp>

#include <iostream>

using rowan::migrate::revision;
using revisions = std::vector<revision>;

namespace {

// [first]
revision create_tools() {
    return revision("001", "Create tools").change([](auto& op) {
        op.create_table("tools", [](auto& t) {
            t.identity("id").primary_key();
            t.varchar("name", 80).unique();
        });
    });
}
// [first]

// [second]
revision add_notes() {
    return revision("002", "Add notes").after("001").change([](auto& op) {
        op.add_column("tools", [](auto& t) { t.text("note").nullable(); });
        op.sql("update tools set note = 'no note yet'", "");
    });
}
// [second]

// [branches]
revision create_members() {
    return revision("7c1f", "Create members").after("002").label("members").change([](auto& op) {
        op.create_table("members", [](auto& t) { t.identity("id").primary_key(); });
    });
}

revision create_repairs() {
    return revision("b20e", "Create repairs").after("002").label("repairs").change([](auto& op) {
        op.create_table("repairs", [](auto& t) { t.identity("id").primary_key(); });
    });
}
// [branches]

// [merge]
revision merge() {
    return revision("003", "Merge members and repairs").after("7c1f").after("b20e").change([](auto&) {});
}
// [merge]

// [stopped]
revision add_prices(const char* last) {
    revision result("004", "Add prices");
    result.after("003").without_transaction(rowan::migrate::direction::upgrade);
    return result.change([&](auto& op) {
        op.add_column("tools", [](auto& t) { t.bigint("price").nullable(); });
        op.create_index("ix_tools_price", "tools", {"price"}).concurrently();
        op.sql(last, "");
    });
}
// [stopped]

// [back-fill]
revision fill_prices() {
    return revision("005", "Fill prices").after("004").change([](auto& op) {
        op.backfill("tools").set("price", "5").where("price is null").batch(5000).pause(10).stays();
    });
}
// [back-fill]

// [edited]
revision create_longer_tools() {
    return revision("001", "Create tools").change([](auto& op) {
        op.create_table("tools", [](auto& t) {
            t.identity("id").primary_key();
            t.varchar("name", 200).unique();
        });
    });
}
// [edited]

std::string line(const rowan::migrate::position& at) { return rowan::migrate::text_of(at) + '\n'; }

/// The first line of what goes wrong.
template <class Work>
void show(Work work) {
    try {
        work();
    } catch (const rowan::migrate::migration_error& error) {
        const std::string text = error.what();
        std::cout << text.substr(0, text.find('\n')) << '\n';
    }
}

void up_and_down(rowan::session& db) {
    // [upgrade]
    rowan::migrator migrator(db, revisions{create_tools(), add_notes()});
    for (const revision* each : migrator.pending()) std::cout << each->id() << "  " << each->message() << '\n';
    migrator.upgrade("001");
    db.execute("insert into tools (name) values ('Block plane')");
    std::cout << line(migrator.upgrade().to);
    // [upgrade]
    // [downgrade]
    std::cout << line(migrator.downgrade("-1").to);
    std::cout << line(migrator.upgrade().to);
    // [downgrade]
}

void merging(rowan::session& db) {
    // [two heads]
    rowan::migrator divided(db, revisions{create_tools(), add_notes(), create_members(), create_repairs()});
    show([&] { divided.upgrade("head"); });
    std::cout << line(divided.upgrade("members@head").to);
    // [two heads]
    // [merged]
    rowan::migrator merged(db, revisions{create_tools(), add_notes(), create_members(), create_repairs(), merge()});
    for (const std::string& id : merged.upgrade().applied) std::cout << id << ' ';
    std::cout << "at " << line(merged.current());
    // [merged]
}

std::vector<revision> all_up_to_prices(const char* last) {
    return {create_tools(), add_notes(), create_members(), create_repairs(), merge(), add_prices(last), fill_prices()};
}

void half_way(rowan::session& db) {
    // [half-way]
    rowan::migrator broken(db, all_up_to_prices("update tols set price = 1"));
    show([&] { broken.upgrade(); });
    for (const auto& each : broken.unfinished())
        std::cout << each.revision << ": " << each.done << " of " << each.total << '\n';
    rowan::migrator repaired(db, all_up_to_prices("update tools set price = 1"));
    for (const std::string& id : repaired.upgrade().applied) std::cout << id << '\n';
    // [half-way]
    repaired.downgrade("003");
}

void edits(rowan::session& db) {
    // [found]
    rowan::migrator edited(db, revisions{create_longer_tools(), add_notes(), create_members(), create_repairs(), merge()});
    show([&] { edited.upgrade(); });
    edited.repair("001", "the column was widened by hand on all servers");
    std::cout << line(edited.upgrade().to);
    // [found]
}

void ahead(rowan::session& db) {
    // [ahead]
    rowan::migrator older(db, revisions{create_longer_tools(), add_notes()});
    show([&] { older.upgrade(); });
    std::cout << line(older.downgrade_stored("002").to);
    std::cout << line(older.upgrade().to);
    // [ahead]
}

void without_history(rowan::session& db) {
    db.execute_script("drop table rowan_heads; drop table rowan_history");
    // [occupied]
    rowan::migrator migrator(db, revisions{create_longer_tools(), add_notes(), create_members()});
    show([&] { migrator.upgrade(); });
    migrator.baseline("002", "made by hand before we had migrations");
    for (const std::string& id : migrator.upgrade().applied) std::cout << id << '\n';
    for (const auto& each : migrator.history()) std::cout << each.revision << ' ' << name_of(each.kind) << '\n';
    // [occupied]
}

void many(rowan::session& db) {
    // [many]
    rowan::migrator migrator(db, revisions{create_longer_tools(), add_notes(), create_members()});
    migrator.on_busy(rowan::migrate::when_busy::wait).wait_at_most(60'000);
    std::cout << (migrator.upgrade().applied.empty() ? "nothing to do\n" : "done\n");
    // [many]
}

}  // namespace

int main(int count, char** words) {
    rowan::session db = rowan::open(count > 1 ? words[1] : "sqlite://:memory:");
    up_and_down(db);
    merging(db);
    half_way(db);
    edits(db);
    ahead(db);
    without_history(db);
    many(db);
}
