#include "faults/ledger.hpp"

#include "support/catch.hpp"

#include <rowan/session/introspect.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>

using namespace faults;
using namespace rowan;

// Run by with_small_disk.sh, which has TMPDIR on a disk of 96 MB.
namespace {
namespace fs = std::filesystem;

/// Fills what is free but a little, until it is taken away.
class ballast {
public:
    ballast() : file_(fs::temp_directory_path() / "ballast") {
        std::ofstream out(file_, std::ios::binary);
        const std::string block(64 * 1024, 'x');
        while (fs::space(file_.parent_path()).available > 3 * 1024 * 1024 &&
               out.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {}
    }
    ballast(const ballast&) = delete;
    ballast& operator=(const ballast&) = delete;
    ~ballast() { fs::remove(file_); }

private:
    fs::path file_;
};

void require_small_disk() {
    INFO("these run by tests/faults/with_small_disk.sh");
    REQUIRE(fs::space(fs::temp_directory_path()).capacity < 200u * 1024 * 1024);
}

/// Writes until the disk is full, and a bit further.
template <class Write>
std::string fill(record& told, std::int64_t& id, Write write_one) {
    std::string state;
    for (int failures = 0; failures != 3;) {
        ++id;
        try {
            write_one(entry{.id = id, .amount = id, .note = std::string(20'000, static_cast<char>('a' + id % 26))});
            told.acknowledge(id);
        } catch (const commit_unknown&) {
            told.doubt(id);
            ++failures;
        } catch (const database_error& fault) {
            state = fault.sqlstate();
            ++failures;
        }
        REQUIRE(id < 100'000);
    }
    return state;
}
}  // namespace

TEST_CASE("a full disk under PostgreSQL loses no acknowledged row, and there is room again afterwards", "[.disk]") {
    require_small_disk();
    test::server server("synchronous_commit = on\nmax_wal_size = 4MB\nmin_wal_size = 2MB\nwal_keep_size = 0");
    {
        session db = server.open();
        create_tables(db, 1);
        db.execute("alter table entries alter column note set storage external");
    }
    record told;
    std::int64_t id = 0;
    pool sessions(server.url(), {.size = 2});
    const auto write_one = [&](const entry& one) { sessions.transact([&](session& db) { write(db, one); }); };
    {
        const ballast full;
        const std::string state = fill(told, id, write_one);
        INFO("SQLSTATE " << state);
        CHECK((state == "53100" || state.starts_with("08") || state.starts_with("57P")));
    }
    try {
        server.open();
    } catch (const connection_error&) {  // no room for the log: the server gave up, its operator starts it again
        server.kill();
        server.start();
    }
    write_one({.id = ++id, .amount = 5, .note = "after"});
    told.acknowledge(id);
    session db = server.open();
    told.check(db);
    CHECK(told.acknowledged() > 1);
}

TEST_CASE("a full disk under SQLite loses no acknowledged row, and there is room again afterwards", "[.disk]") {
    require_small_disk();
    const test::temporary_folder folder;
    const std::string url = test::sqlite_url(folder.path() / "ledger.db");
    session db = open(url);
    create_tables(db, 1);
    record told;
    std::int64_t id = 0;
    {
        const ballast full;
        const std::string state = fill(told, id, [&](const entry& one) { db.transact([&] { write(db, one); }); });
        CHECK(state == "53100");
    }
    db.transact([&] { write(db, {.id = ++id, .amount = 5, .note = "after"}); });
    told.acknowledge(id);
    told.check(db);
    CHECK(told.acknowledged() > 1);
}
