#include <rowan/session/transaction.hpp>

#include <support/database.hpp>

#include <array>
#include <fstream>
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
        line.insert(line.begin(), ROWAN_BUILD_DIR "/rowan");
        std::vector<char*> pointers;
        for (std::string& each : line) pointers.push_back(each.data());
        pointers.push_back(nullptr);
        child_ = forkpty(&side_, nullptr, nullptr, nullptr);
        REQUIRE(child_ >= 0);
        if (child_ == 0) {
            execv(pointers.front(), pointers.data());
            _exit(127);
        }
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

class folder {
public:
    folder() {
        write("0001_people.sql", "-- up\ncreate table people (id integer primary key);\n-- down\ndrop table people;\n");
    }
    void write(const std::string& name, const std::string& text) const { std::ofstream(folder_.path() / name) << text; }
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
