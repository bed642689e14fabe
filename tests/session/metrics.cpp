#include "support/database.hpp"

#include <rowan/session/metrics.hpp>
#include <rowan/session/transaction.hpp>

#include <fmt/format.h>

#include <map>
#include <set>
#include <sstream>
#include <thread>

using namespace rowan;
using test::containing;

namespace {
/// The samples of a page, and what is wrong with it: a reader of the format of its own.
struct page {
    explicit page(const std::string& text) {
        CHECK(text.back() == '\n');
        std::istringstream in(text);
        std::string family;
        for (std::string line; std::getline(in, line);) {
            if (line.starts_with("# HELP ")) {
                family = line.substr(7, line.find(' ', 7) - 7);
                CHECK(families.insert(family).second);
            } else if (line.starts_with("# TYPE ")) {
                CHECK(line.substr(7, line.find(' ', 7) - 7) == family);
                types[family] = line.substr(line.rfind(' ') + 1);
            } else {
                const std::size_t value = line.rfind(' ');
                const std::string name = line.substr(0, std::min(line.find('{'), value));
                CHECK(name.starts_with(family));
                if (types[family] == "counter") CHECK(name.ends_with("_total"));
                CHECK(samples.emplace(line.substr(0, value), std::stod(line.substr(value + 1))).second);
            }
        }
    }
    std::set<std::string> families;
    std::map<std::string, std::string> types;
    std::map<std::string, double> samples;
};

std::shared_ptr<metrics> watch(session& db, const metrics_options& options = {}) {
    auto result = std::make_shared<metrics>(options);
    db.observe(result);
    return result;
}
}  // namespace

TEST_CASE("texts that are more than metrics remember are counted all the same", "[metrics]") {
    session db("sqlite://:memory:");
    const auto numbers = watch(db);
    for (int round = 0; round != 2; ++round) {
        for (int i = 0; i != 5'000; ++i) db.execute(fmt::format("select {}", i));
    }
    db.execute("select 1 /* " + std::string(20'000, 'x') + " */");
    CHECK(page(numbers->text()).samples.at(R"(rowan_statement_duration_seconds_count{operation="SELECT",table=""})") ==
          10'001);
}

DATABASE_TEST_CASE("metrics count statements and rows by operation and table", "[metrics]") {
    auto& db = database.session();
    db.execute_script("create table things (id bigint primary key, name text)");
    const auto numbers = watch(db);
    db.execute("insert into things values ($1, $2), ($3, $4)", 1, "a", 2, "b");
    for (int i = 0; i != 3; ++i) db.query_value<std::int64_t>("select \"id\" from \"things\" where id = $1", 1);
    const page seen(numbers->text());
    CHECK(seen.samples.at(R"(rowan_statement_duration_seconds_count{operation="SELECT",table="things"})") == 3);
    CHECK(seen.samples.at(R"(rowan_statement_rows_total{operation="SELECT",table="things"})") == 3);
    CHECK(seen.samples.at(R"(rowan_statement_rows_total{operation="INSERT",table="things"})") == 2);
    CHECK(seen.samples.at(R"(rowan_statement_duration_seconds_sum{operation="SELECT",table="things"})") > 0);
}

DATABASE_TEST_CASE("the buckets of a histogram are cumulative, and the last one is its count", "[metrics]") {
    auto& db = database.session();
    const auto numbers = watch(db);
    for (int i = 0; i != 5; ++i) db.query_value<int>("select 1");
    const page seen(numbers->text());
    double before = 0;
    for (const double end : metrics_options().buckets) {
        const double now = seen.samples.at(
            fmt::format(R"(rowan_statement_duration_seconds_bucket{{operation="SELECT",table="",le="{}"}})", end));
        CHECK(now >= before);
        before = now;
    }
    CHECK(seen.samples.at(R"(rowan_statement_duration_seconds_bucket{operation="SELECT",table="",le="+Inf"})") == 5);
    CHECK(seen.types.at("rowan_statement_duration_seconds") == "histogram");
}

DATABASE_TEST_CASE("metrics count errors by kind, transactions by outcome", "[metrics]") {
    auto& db = database.session();
    const auto numbers = watch(db);
    CHECK_THROWS(db.execute("select * from no_such_table"));
    CHECK_THROWS(db.transact([&] { throw std::runtime_error("x"); }));
    db.transact([&] { db.query_value<int>("select 1"); });
    const page seen(numbers->text());
    CHECK(seen.samples.at(R"(rowan_statement_errors_total{kind="undefined_error",sqlstate="42P01"})") == 1);
    CHECK(seen.samples.at(R"(rowan_transactions_total{outcome="committed"})") == 1);
    CHECK(seen.samples.at(R"(rowan_transactions_total{outcome="rolled_back"})") == 1);
    CHECK(seen.samples.at("rowan_transaction_duration_seconds_count") == 2);
}

DATABASE_TEST_CASE("metrics count statements that break a rule by its kind", "[metrics]") {
    auto& db = database.session();
    db.execute_script("create table t (id bigint primary key); insert into t values (1)");
    const auto numbers = watch(db);
    for (int i = 0; i != 2; ++i) CHECK_THROWS(db.execute("insert into t values ($1)", 1));
    CHECK(
        page(numbers->text()).samples.at(R"(rowan_statement_errors_total{kind="constraint_error",sqlstate="23505"})") ==
        2);
}

DATABASE_TEST_CASE("metrics have so many series, however many tables there are", "[metrics]") {
    auto& db = database.session();
    const auto numbers = watch(db, {.series = 3});
    for (int i = 0; i != 20; ++i) {
        db.execute(fmt::format("create table t{} (id integer)", i));
        db.query_value<std::int64_t>(fmt::format("select count(*) from t{}", i));
    }
    const page seen(numbers->text());
    std::size_t series = 0;
    for (const auto& [name, value] : seen.samples) series += name.starts_with("rowan_statement_rows_total") ? 1 : 0;
    CHECK(series == 4);
    CHECK(seen.samples.at(R"(rowan_statement_duration_seconds_count{operation="other",table="other"})") == 37);
}

DATABASE_TEST_CASE("what a table's name has in it is escaped in a label", "[metrics]") {
    auto& db = database.session();
    const auto numbers = watch(db);
    db.execute("create table \"a\"\"b\\c\nd\" (id integer)");
    CHECK_THAT(numbers->text(), containing(R"(table="a\"b\\c\nd")"));
}

DATABASE_TEST_CASE("metrics tell the numbers of pools", "[metrics][pool]") {
    pool sessions(database.url());
    const auto lent = sessions.take();
    const page seen(metrics().text({{"main", sessions.counters()}, {"other \"one\"", {}}}));
    CHECK(seen.samples.at(R"(rowan_pool_sessions{pool="main",state="in_use"})") == 1);
    CHECK(seen.samples.at(R"(rowan_pool_taken_total{pool="main"})") == 1);
    CHECK(seen.samples.at(R"(rowan_pool_taken_total{pool="other \"one\""})") == 0);
}

DATABASE_TEST_CASE("metrics add up from many threads", "[metrics][threads]") {
    if (!database.can_be_shared()) return;  // each thread has a session
    const auto numbers = std::make_shared<metrics>();
    std::vector<std::thread> threads;
    for (int i = 0; i != 4; ++i) {
        threads.emplace_back([&] {
            auto db = database.open({.observers = {numbers}});
            for (int run = 0; run != 200; ++run) {
                db.query_value<int>(fmt::format("select {}", run % 20));
                if (run % 50 == 0) numbers->text();
            }
        });
    }
    for (auto& one : threads) one.join();
    CHECK(page(numbers->text()).samples.at(R"(rowan_statement_duration_seconds_count{operation="SELECT",table=""})") ==
          800);
}
