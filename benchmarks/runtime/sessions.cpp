#include "../ratio_reporter.hpp"
#include "postgresql_binary.hpp"
#include "rows.hpp"

#include <rowan/query/repository.hpp>
#include <rowan/session/log_lines.hpp>
#include <rowan/session/metrics.hpp>
#include <rowan/session/pool.hpp>
#include <rowan/session/tracing.hpp>

#include <libpq-fe.h>
#include <sqlite3.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// Sessions beside bare connections: eight threads with a pool, and what it takes to open one; and what observers cost.

namespace {

constexpr int threads = 8;
constexpr int gets = 400;  // by each thread
constexpr int transactions = 150;
constexpr int openings = 20;
constexpr std::int64_t keys = 10'000;

using connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using result = std::unique_ptr<PGresult, decltype(&PQclear)>;

void require(bool good, const char* what) {
    if (!good) throw std::runtime_error(what);
}

connection connect(const std::string& url) {
    connection made(PQconnectdb(url.c_str()), PQfinish);
    require(PQstatus(made.get()) == CONNECTION_OK, PQerrorMessage(made.get()));
    return made;
}

void command(PGconn* on, const char* sql) {
    const result done(PQexec(on, sql), PQclear);
    require(PQresultStatus(done.get()) == PGRES_COMMAND_OK, PQerrorMessage(on));
}

/// A connection with its two statements, as one would write it who knows the API.
class bare {
public:
    explicit bare(const std::string& url) : on_(connect(url)) {
        result(
            PQprepare(on_.get(), "get",
                      "select id, title, amount, quantity, note, recorded_at from readings where id = $1", 1, nullptr),
            PQclear);
        result(PQprepare(on_.get(), "add", "update readings set quantity = quantity + 1 where id = $1", 1, nullptr),
               PQclear);
    }

    rows::reading get(std::int64_t id) {
        const result row = run("get", id);
        require(PQntuples(row.get()) == 1, "no row");
        rows::reading read;
        read.id = postgresql_binary::get<std::int64_t>(PQgetvalue(row.get(), 0, 0));
        read.title = text(row.get(), 1);
        const auto amount = postgresql_binary::get<std::int64_t>(PQgetvalue(row.get(), 0, 2));
        read.amount = std::bit_cast<double>(amount);
        read.quantity = postgresql_binary::get<std::int32_t>(PQgetvalue(row.get(), 0, 3));
        if (PQgetisnull(row.get(), 0, 4) == 0) read.note = text(row.get(), 4);
        read.recorded_at.microseconds_since_epoch =
            postgresql_binary::get<std::int64_t>(PQgetvalue(row.get(), 0, 5)) + postgresql_binary::epoch;
        return read;
    }

    void add(std::int64_t id) {
        command(on_.get(), "begin");
        require(std::string_view(PQcmdTuples(run("add", id).get())) == "1", "no row");
        command(on_.get(), "commit");
    }

private:
    result run(const char* statement, std::int64_t id) {
        const std::int64_t sent = postgresql_binary::swapped(id);
        const auto* const value = reinterpret_cast<const char*>(&sent);
        const int size = sizeof sent;
        const int binary = 1;
        return {PQexecPrepared(on_.get(), statement, 1, &value, &size, &binary, 1), PQclear};
    }
    static std::string text(const PGresult* of, int column) {
        return {PQgetvalue(of, 0, column), static_cast<std::size_t>(PQgetlength(of, 0, column))};
    }

    connection on_;
};

template <class Work>
void in_threads(Work work) {
    std::vector<std::thread> all;
    for (int i = 0; i != threads; ++i) all.emplace_back([&work, i] { work(i); });
    for (auto& one : all) one.join();
}

std::int64_t key_of(int thread, int step) {
    return 1 + (std::int64_t{thread} * 1'299'709 + std::int64_t{step} * 7919) % keys;
}
/// No two threads write one row.
std::int64_t own_key_of(int thread, int step) { return 1 + thread + threads * (step % 1000); }

/// One piece of work, by hand and with rowan.
struct comparison {
    measured_work measured;
    std::function<void()> by_hand;
    std::function<void()> with_rowan;
};

void compare(ratio_reporter& reporter, const comparison& one, int repetitions) {
    reporter.expect(one.measured);
    const auto add = [&](const char* contender, const std::function<void()>& work) {
        benchmark::RegisterBenchmark((one.measured.name + '/' + contender).c_str(),
                                     [&](benchmark::State& state) {
                                         for ([[maybe_unused]] auto each : state) {
                                             try {
                                                 work();
                                             } catch (const std::exception& fault) { reporter.fail(fault.what()); }
                                         }
                                     })
            ->Iterations(1)
            ->Repetitions(repetitions)
            ->UseRealTime();
    };
    add("by hand", one.by_hand);
    add("rowan", one.with_rowan);
    benchmark::RunSpecifiedBenchmarks(&reporter, "all");
    benchmark::ClearRegisteredBenchmarks();
}

void fill(rowan::session& db) {
    db.execute_script("drop table if exists readings");
    db.apply(rowan::schema::create_table{rowan::schema_table<rows::reading>()});
    std::vector<rows::reading> all;
    for (std::int64_t i = 1; i <= keys; ++i)
        all.push_back({.id = i, .title = "a title of 20 letter", .amount = 0.5, .note = "note"});
    rowan::repository<rows::reading>(db).insert_all(all);
    db.execute_script(db.dialect().can().bulk_copy ? "vacuum analyze readings" : "analyze");
}

void require_title(const rows::reading& of) { require(of.title.size() == 20, "another row"); }

void compare_pool(ratio_reporter& reporter, const std::string& url, int repetitions) {
    std::vector<std::unique_ptr<bare>> connections;
    for (int i = 0; i != threads; ++i) connections.push_back(std::make_unique<bare>(url));
    rowan::pool sessions(url, {.size = threads});
    constexpr double bound = 1 / 0.95;
    compare(reporter,
            {{"8 threads, take a session and get by key", threads * gets, bound},
             [&] {
                 in_threads([&](int thread) {
                     for (int i = 0; i != gets; ++i) require_title(connections[thread]->get(key_of(thread, i)));
                 });
             },
             [&] {
                 in_threads([&](int thread) {
                     for (int i = 0; i != gets; ++i) {
                         auto db = sessions.take();
                         require_title(rowan::repository<rows::reading>(db).get(key_of(thread, i)));
                     }
                 });
             }},
            repetitions);
    const auto quantity = rowan::field<&rows::reading::quantity>;
    const rowan::transaction_options plain{.confirm_within = rowan::duration()};
    compare(reporter,
            {{"8 threads, a transaction of one update each", threads * transactions, bound},
             [&] {
                 in_threads([&](int thread) {
                     for (int i = 0; i != transactions; ++i) connections[thread]->add(own_key_of(thread, i));
                 });
             },
             [&] {
                 in_threads([&](int thread) {
                     for (int i = 0; i != transactions; ++i) {
                         sessions.transact(plain, [&](rowan::session& db) {
                             rowan::from<rows::reading>(db)
                                 .where(rowan::field<&rows::reading::id> == own_key_of(thread, i))
                                 .update(quantity = quantity + 1);
                         });
                     }
                 });
             }},
            repetitions);
}

void compare_opening(ratio_reporter& reporter, const std::string& url, int repetitions) {
    compare(reporter,
            {{"open a session, run its first statement", openings, 0},
             [&] {
                 for (int i = 0; i != openings; ++i) {
                     const auto on = connect(url);
                     const result one(PQexecParams(on.get(), "select 1", 0, nullptr, nullptr, nullptr, nullptr, 1),
                                      PQclear);
                     require(PQntuples(one.get()) == 1, "no row");
                 }
             },
             [&] {
                 for (int i = 0; i != openings; ++i)
                     require(rowan::open(url).query_value<int>("select 1") == 1, "another row");
             }},
            repetitions);
}

void compare_opening_sqlite(ratio_reporter& reporter, int repetitions) {
    compare(reporter,
            {{"open a session in memory, run its first statement", openings, 0},
             [] {
                 for (int i = 0; i != openings; ++i) {
                     sqlite3* db = nullptr;
                     sqlite3_stmt* one = nullptr;
                     require(sqlite3_open(":memory:", &db) == SQLITE_OK, "cannot open");
                     require(sqlite3_prepare_v2(db, "select 1", -1, &one, nullptr) == SQLITE_OK &&
                                 sqlite3_step(one) == SQLITE_ROW,
                             "no row");
                     sqlite3_finalize(one);
                     sqlite3_close(db);
                 }
             },
             [] {
                 for (int i = 0; i != openings; ++i)
                     require(rowan::open("sqlite://:memory:").query_value<int>("select 1") == 1, "another row");
             }},
            repetitions);
}

/// An exporter that takes every span and does nothing with it.
struct no_spans final : rowan::span_source {
    void* start(const rowan::span_start&) override { return this; }
    void end(void*, const rowan::span_end&) override {}
};

/// The same work on sessions of SQLite in memory, each with another observer: where a statement takes least.
void compare_observers(int repetitions) {
    std::vector<std::pair<const char*, rowan::session>> all;
    const auto add = [&](const char* name, std::vector<rowan::observer_reference> observers) {
        all.emplace_back(name, rowan::open("sqlite://:memory:", {.observers = std::move(observers)}));
        fill(all.back().second);
    };
    add("no observer", {});
    add("slow statements", {std::make_shared<rowan::slow_statements>([](std::string_view) {})});
    add("metrics", {std::make_shared<rowan::metrics>()});
    add("tracing", {std::make_shared<rowan::tracing>(std::make_shared<no_spans>())});
    std::vector<std::string> names;
    for (const auto& [name, db] : all) names.emplace_back(name);
    ratio_reporter reporter("Observers, SQLite in memory", clock_kind::cpu, names);
    const measured_work work{"get by key", 20 * gets, 0};
    reporter.expect(work);
    for (auto& [name, db] : all) {
        benchmark::RegisterBenchmark((work.name + '/' + name).c_str(),
                                     [&db = db](benchmark::State& state) {
                                         rowan::repository<rows::reading> readings(db);
                                         for ([[maybe_unused]] auto each : state) {
                                             for (int i = 0; i != 20 * gets; ++i)
                                                 require_title(readings.get(key_of(0, i)));
                                         }
                                     })
            ->Iterations(1)
            ->Repetitions(repetitions);
    }
    benchmark::RunSpecifiedBenchmarks(&reporter, "all");
    benchmark::ClearRegisteredBenchmarks();
}

}  // namespace

int main(int argc, char** argv) {
    const char* const url = std::getenv("ROWAN_TEST_POSTGRESQL");
    const bool only_observers = argc > 1 && std::string_view(argv[1]) == "--observers";
    if (url == nullptr && !only_observers) {
        std::fputs(
            "ROWAN_TEST_POSTGRESQL is not set: start this with sh benchmarks/run.sh, or set it to "
            "postgresql://user:password@host:port/database\n",
            stderr);
        return 2;
    }
    int repetitions = 21;
    bool check = false;
    for (int i = 1; i != argc; ++i) {
        const std::string_view given(argv[i]);
        if (given.starts_with("--repetitions=")) repetitions = std::atoi(argv[i] + 14);
        check = check || given == "--check";
    }
    static std::string program = "sessions", interleave = "--benchmark_enable_random_interleaving=true";
    std::array<char*, 2> words{program.data(), interleave.data()};
    int count = static_cast<int>(words.size());
    benchmark::Initialize(&count, words.data());
    compare_observers(repetitions);
    if (only_observers) return 0;
    rowan::session db = rowan::open(url);
    fill(db);
    ratio_reporter reporter("Sessions", clock_kind::wall, {"by hand", "rowan"});
    compare_pool(reporter, url, repetitions);
    compare_opening(reporter, url, repetitions);
    compare_opening_sqlite(reporter, repetitions);
    return check ? reporter.failures() : 0;
}
