#include "examples/program.hpp"

#include <support/pgbouncer.hpp>
#include <support/server.hpp>

using rowan::test::server;

namespace {

/// Chapter 16's program does the same wherever its URL leads.
void check_board(const std::string& url) {
    const auto ran = examples::runner().run("from_one_machine_to_many " + examples::quoted(url));
    CHECK(ran.status == 0);
    CHECK(ran.output == examples::expected("from_one_machine_to_many.txt"));
}

}  // namespace

DATABASE_TEST_CASE("one machine and many: a file, a server, and a cluster where there is one", "[book]") {
    if (!database.can_be_shared()) return;  // another process has no access to it
    check_board(database.url());
}

DATABASE_TEST_CASE("one machine and many: behind a pooler", "[book][pooler]") {
    if (!database.is("postgresql") || database.is_pooled()) return;
    check_board(rowan::test::pgbouncer(database.url()).url());
}

TEST_CASE("one machine and many: a primary and its replica", "[book][replicas]") {
    server primary;
    server replica(rowan::test::replica_of{primary});
    check_board(server::url_of({&replica, &primary}));
}
