#include <rowan/cli/cli.hpp>
#include <rowan/rowan.hpp>

#include <support/database.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string_view>

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program_run.hpp"

// The program as somebody sees it who sits at a terminal.

using rowan::test::containing;
using words = std::vector<std::string>;

namespace {

/// The program on a terminal of its own.
class terminal {
public:
    explicit terminal(words line) {
        std::vector<char*> pointers = pointers_of(line, ROWAN_BUILD_DIR "/rowan");
        if (begin()) return;
        execv(pointers.front(), pointers.data());
        _exit(127);
    }
    /// The same with a program of one's own.
    terminal(words line, const rowan::cli::program& of) {
        std::vector<char*> pointers = pointers_of(line, of.name);
        if (begin()) return;
        const int code = rowan::cli::main(static_cast<int>(line.size()), pointers.data(), of);
        std::cout.flush();
        _exit(code);
    }
    terminal(const terminal&) = delete;
    terminal& operator=(const terminal&) = delete;
    ~terminal() { close(side_); }

    void type(std::string_view text) { REQUIRE(write(side_, text.data(), text.size()) >= 0); }
    /// Reads until the text has come; false where the program ends without.
    bool sees(std::string_view text) {
        while (seen_.find(text) == std::string::npos) {
            if (!read_more()) return false;
        }
        return true;
    }
    int finish() {
        while (read_more()) continue;
        int status = 0;
        waitpid(child_, &status, 0);
        return WEXITSTATUS(status);
    }
    const std::string& seen() const { return seen_; }

private:
    static std::vector<char*> pointers_of(words& line, const std::string& name) {
        line.insert(line.begin(), name);
        std::vector<char*> result;
        for (std::string& each : line) result.push_back(each.data());
        result.push_back(nullptr);
        return result;
    }
    /// False on the other side.
    bool begin() {
        child_ = forkpty(&side_, nullptr, nullptr, nullptr);
        REQUIRE(child_ >= 0);
        return child_ != 0;
    }
    bool read_more() {
        std::array<char, 4096> room{};
        const auto count = read(side_, room.data(), room.size());
        if (count > 0) seen_.append(room.data(), static_cast<std::size_t>(count));
        return count > 0;
    }

    int side_ = -1;
    pid_t child_ = -1;
    std::string seen_;
};

struct card {
    std::int64_t id = 0;
    std::string headline;
};
BOOST_DESCRIBE_STRUCT(card, (), (id, headline))

}  // namespace

template <>
inline constexpr auto rowan::table_of<card> = rowan::table<card>("cards").primary_key<&card::id>();

namespace {

class folder {
public:
    folder() {
        write("0001_people.sql", "-- up\ncreate table people (id integer primary key);\n-- down\ndrop table people;\n");
    }
    void write(const std::string& name, const std::string& text) const { std::ofstream(folder_.path() / name) << text; }
    std::size_t size() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_.path()), {}));
    }
    words line(const rowan::test::test_database& on, const words& command) const {
        words result{"--migrations", folder_.path().string(), "--database", on.url()};
        result.insert(result.end(), command.begin(), command.end());
        return result;
    }

private:
    rowan::test::temporary_folder folder_;
};

}  // namespace

DATABASE_TEST_CASE("at a terminal, reset asks, and does nothing without a yes", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the program
    const folder all;
    CHECK(terminal(all.line(database, {"upgrade"})).finish() == 0);
    database.session().execute("insert into people values (1)");
    terminal no(all.line(database, {"reset"}));
    CHECK(no.sees("Type yes to go on: "));
    no.type("y\n");
    CHECK(no.finish() == 2);
    CHECK_THAT(no.seen(), containing("nothing was done"));
    CHECK(database.session().query_value<std::int64_t>("select count(*) from people") == 1);
    terminal yes(all.line(database, {"reset"}));
    CHECK(yes.sees("Type yes to go on: "));
    yes.type("yes\n");
    CHECK(yes.finish() == 0);
    CHECK(database.session().query_value<std::int64_t>("select count(*) from people") == 0);
}

DATABASE_TEST_CASE("at a terminal, a revision that takes long is shown with what it does, and the line goes away",
                   "[cli]") {
    if (!database.is("postgresql")) return;  // SQLite waits at the beginning of a transaction only
    const folder all;
    CHECK(terminal(all.line(database, {"upgrade"})).finish() == 0);
    all.write("0002_more.sql", "alter table people add column name text;\n");
    std::optional<rowan::transaction> holder(std::in_place, database.session());
    database.session().execute("insert into people values (1)");  // which the revision has to wait for
    terminal waiting(all.line(database, {"upgrade"}));
    CHECK(waiting.sees("[1/1] 0002  more: run SQL"));
    CHECK(waiting.sees(" s"));
    holder->commit();
    CHECK(waiting.finish() == 0);
    CHECK_THAT(waiting.seen(), containing("\r\x1b[K0002  more … "));
    CHECK_THAT(waiting.seen(), containing("at head: 0002\r\n"));
}

DATABASE_TEST_CASE("in a pipe there is nothing but whole lines", "[cli]") {
    if (!database.can_be_shared()) return;  // a database in memory is gone with the program
    const folder all;
    std::string command = rowan::test::rowan_program();
    for (const std::string& each : all.line(database, {"upgrade"})) command += ' ' + rowan::test::quoted(each);
    const auto done = rowan::test::shell(command);
    CHECK(done.code == 0);
    CHECK(done.text.find('\x1b') == std::string::npos);
    CHECK(done.text.find('\r') == std::string::npos);
}

TEST_CASE("at a terminal, what became of a column is asked until an answer fits", "[cli]") {
    const rowan::test::test_database database("file");
    const folder all;
    const rowan::cli::program cards{
        .name = "cards", .entities = rowan::schema_of<card>(), .migrations_folder = "migrations"};
    all.write("0001_people.sql", "create table cards (id bigint not null primary key, title text not null);\n");
    CHECK(terminal(all.line(database, {"upgrade"})).finish() == 0);
    terminal asked(all.line(database, {"create", "Headlines", "--autogenerate"}), cards);
    CHECK(asked.sees("column \"cards\".\"title\" is gone: is it \"headline\" now?"));
    asked.type("header\n");
    CHECK(asked.sees("is \"header\", which is not new there"));
    asked.type("  headline \n");
    CHECK(asked.finish() == 0);
    CHECK(all.size() == 2);
}

TEST_CASE("at a terminal, the end of input instead of an answer writes nothing", "[cli]") {
    const rowan::test::test_database database("file");
    const folder all;
    const rowan::cli::program cards{
        .name = "cards", .entities = rowan::schema_of<card>(), .migrations_folder = "migrations"};
    all.write("0001_people.sql", "create table cards (id bigint not null primary key, title text not null);\n");
    CHECK(terminal(all.line(database, {"upgrade"})).finish() == 0);
    terminal asked(all.line(database, {"create", "Headlines", "--autogenerate"}), cards);
    CHECK(asked.sees("or dropped): "));
    asked.type("\x04");
    CHECK(asked.finish() == rowan::cli::not_at_head);
    CHECK_THAT(asked.seen(), containing("nothing was written"));
    CHECK(all.size() == 1);
}
