// Before a migration runs: what it would do to others, and what it does. Run it: build/examples/linting [URL]

#include <rowan/cli/cli.hpp>
#include <rowan/migrate/lint.hpp>
#include <rowan/migrate/trace.hpp>
#include <rowan/rowan.hpp>

#include <iostream>
#include <string_view>
#include <vector>

using rowan::migrate::revision;

namespace {

// [revisions]
revision create_orders() {
    return revision("001", "Create orders").change([](auto& op) {
        op.create_table("orders", [](auto& t) {
            t.bigint("id").primary_key();
            t.text("state").nullable();
        });
    });
}

revision require_state() {
    return revision("002", "Require a state").after("001").change([](auto& op) {
        op.create_index("ix_orders_state", "orders", {"state"});
        op.alter_column(
            "orders", [](auto& t) { t.text("state").nullable(); }, [](auto& t) { t.text("state"); });
    });
}
// [revisions]

// [lint]
void look_at(const rowan::migrate::graph& all) {
    std::vector<const revision*> which;
    for (const revision& each : all.revisions()) which.push_back(&each);
    for (const rowan::migrate::finding& each : rowan::migrate::lint(all, which, rowan::postgresql_dialect()))
        std::cout << each.revision << '/' << each.operation << ' ' << name_of(each.severity) << ": " << each.code
                  << '\n';
}
// [lint]

// [safer]
revision index_states() {
    return revision("002", "Index states").after("001").change([](auto& op) {
        op.create_index("ix_orders_state", "orders", {"state"}).concurrently();
    });
}

revision promise_states() {
    return revision("003", "Promise states").after("002").change([](auto& op) {
        op.add_constraint("orders", [](auto& t) { t.check("ck_orders_state", "state is not null").not_valid(); });
    });
}

revision require_states() {
    return revision("004", "Require states").after("003").change([](auto& op) {
        op.validate_constraint("orders", "ck_orders_state");
    });
}
// [safer]

// [ignore]
revision drop_notes() {
    return revision("002", "Drop notes")
        .after("001")
        .up([](auto& op) { op.sql("drop table notes"); })
        .irreversible("nobody knows what they were for")
        .ignore("drop-table", "empty since the first release");
}
// [ignore]

void file() {
    // [file]
    constexpr std::string_view text =
        "set lock_timeout = '1s';\n"
        "-- rowan:ignore drop-column nobody has read it since version 2\n"
        "alter table orders drop column remark;\n"
        "alter table orders rename column state to status;\n"
        "-- rowan:ignore truncate there was one once\n"
        "select 1;\n";
    const std::vector<rowan::migrate::embedded_file> files{{"0007_states.sql", text}};
    for (const auto& each : rowan::migrate::lint(files, rowan::postgresql_dialect()))
        std::cout << each.file << ':' << each.line << ": " << each.what << '\n';
    // [file]
}

void shell() {
    // [shell]
    const rowan::cli::program shop{.name = "shop", .migrations = {create_orders(), require_state()}};
    const int code = rowan::cli::run({"lint", "002", "--dialect", "sqlite"}, shop, std::cout, std::cerr);
    std::cout << "exit code " << code << '\n';
    // [shell]
}

void tracing(rowan::session& db) {
    rowan::migrator(db, std::vector<revision>{create_orders()}).upgrade();
    db.execute("insert into orders (id, state) values (1, 'new')");
    // [trace]
    const revision next = revision("002", "Mark orders").after("001").up([](auto& op) {
        op.sql(
            "create index ix_orders_state on orders (state);\n"
            "update orders set state = 'open' where state || '' = 'new';\n"
            "insert into orders (id) values (1);\n"
            "drop table orders");
    });
    const std::vector<const revision*> which{&next};
    const rowan::migrate::trace_report report = rowan::migrate::trace(db, which);
    for (const auto& each : report.revisions.front().statements) {
        std::cout << each.text.substr(0, each.text.find(' ')) << ':';
        for (const auto& name : each.made) std::cout << " makes " << name;
        for (const auto& name : each.scanned) std::cout << " reads all of " << name;
        if (!each.error.empty()) std::cout << " fails with " << each.sqlstate;
        std::cout << '\n';
    }
    std::cout << db.query_value<std::string>("select state from orders") << '\n';
    // [trace]
}

}  // namespace

int main(int count, char** words) {
    rowan::session db = rowan::open(count > 1 ? words[1] : "sqlite://:memory:");
    look_at(rowan::migrate::graph({create_orders(), require_state()}));
    std::cout << "---\n";
    look_at(rowan::migrate::graph({create_orders(), index_states(), promise_states(), require_states()}));
    look_at(rowan::migrate::graph({create_orders(), drop_notes()}));
    std::cout << "---\n";
    file();
    shell();
    tracing(db);
}
