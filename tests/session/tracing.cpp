#include "support/database.hpp"

#include <rowan/session/tracing.hpp>
#include <rowan/session/transaction.hpp>

#include <map>
#include <memory>

using namespace rowan;
using test::containing;

namespace {
struct span {
    std::string name;
    span* parent = nullptr;
    std::map<std::string, std::string> with;
    bool ended = false;
    bool failed = false;
};

struct recorder final : span_source {
    std::vector<std::unique_ptr<span>> all;

    void* start(const span_start& what) override {
        all.push_back(std::make_unique<span>());
        all.back()->name = what.name;
        all.back()->parent = static_cast<span*>(what.parent);
        add(*all.back(), what.attributes);
        return all.back().get();
    }
    void end(void* of, const span_end& what) override {
        auto& one = *static_cast<span*>(of);
        CHECK(!one.ended);
        one.ended = true;
        one.failed = what.failed;
        add(one, what.attributes);
    }
    static void add(span& to, std::span<const span_attribute> from) {
        for (const auto& one : from)
            to.with[std::string(one.name)] =
                one.text.data() == nullptr ? std::to_string(one.number) : std::string(one.text);
    }
};

std::shared_ptr<recorder> watch(session& db) {
    auto result = std::make_shared<recorder>();
    db.observe(std::make_shared<tracing>(result));
    return result;
}

void create_things(session& db) { db.execute_script("create table things (id bigint primary key, name text)"); }
}  // namespace

TEST_CASE("a text that runs again has the span that it had before", "[tracing]") {
    session db("sqlite://:memory:");
    create_things(db);
    const auto seen = watch(db);
    for (int round = 0; round != 2; ++round) {
        db.execute("insert into things values ($1, 'x')", round);
        db.execute("select 'secret' from things");
        db.execute("select name from things where id = 1");
    }
    REQUIRE(seen->all.size() == 6);
    for (std::size_t i = 0; i != 3; ++i) {
        CHECK(seen->all[i]->name == seen->all[i + 3]->name);
        CHECK(seen->all[i]->with == seen->all[i + 3]->with);
    }
    CHECK(seen->all[4]->with.at("db.query.text") == "select ? from things");
}

DATABASE_TEST_CASE("the span of a statement about one table has its names", "[tracing]") {
    auto& db = database.session();
    create_things(db);
    const auto seen = watch(db);
    db.execute("insert into \"things\" values ($1, $2)", 1, "one");
    REQUIRE(seen->all.size() == 1);
    const span& one = *seen->all[0];
    CHECK(one.name == "INSERT things");
    CHECK(one.with.at("db.system.name") == db.dialect().name());
    CHECK(one.with.at("db.operation.name") == "INSERT");
    CHECK(one.with.at("db.collection.name") == "things");
    CHECK(one.with.at("db.query.text") == "insert into \"things\" values ($1, $2)");
    CHECK(!one.with.at("db.namespace").empty());
    CHECK(one.ended);
    CHECK(!one.failed);
    CHECK(one.parent == nullptr);
    CHECK(one.with.count("server.address") == (database.is("postgresql") ? 1 : 0));
    CHECK(one.with.count("error.type") == 0);
}

DATABASE_TEST_CASE("the span of a statement about many tables has their summary", "[tracing]") {
    auto& db = database.session();
    db.execute_script("create table a (id integer); create table b (id integer)");
    const auto seen = watch(db);
    db.query_value<std::int64_t>("with c as (select * from b) select count(*) from a, c join b on b.id = c.id");
    CHECK(seen->all.at(0)->name == "SELECT a b");
    CHECK(seen->all.at(0)->with.count("db.collection.name") == 0);
}

DATABASE_TEST_CASE("what is written in a text without parameters is not in its span", "[tracing]") {
    auto& db = database.session();
    create_things(db);
    const auto seen = watch(db);
    db.execute("insert into things values (4711, 'geheim')");
    db.execute_script("update things set name = 'geheim too' where id = 4711");
    CHECK(seen->all.at(0)->with.at("db.query.text") == "insert into things values (?, ?)");
    CHECK(seen->all.at(1)->with.at("db.query.text") == "update things set name = ? where id = ?");
}

DATABASE_TEST_CASE("a transaction's span is the parent of those of its statements", "[tracing]") {
    auto& db = database.session();
    create_things(db);
    const auto seen = watch(db);
    db.transact([&] { db.execute("delete from things"); });
    db.execute("delete from things");
    REQUIRE(seen->all.size() == 5);  // transaction, begin, delete, commit, delete
    CHECK(seen->all[0]->name == "TRANSACTION");
    CHECK(seen->all[0]->ended);
    for (std::size_t i = 1; i != 4; ++i) CHECK(seen->all[i]->parent == seen->all[0].get());
    CHECK(seen->all[2]->name == "DELETE things");
    CHECK(seen->all[4]->parent == nullptr);
}

DATABASE_TEST_CASE("the span of a statement that failed has the database's code", "[tracing]") {
    auto& db = database.session();
    create_things(db);
    db.execute("insert into things values (1, 'a')");
    const auto seen = watch(db);
    CHECK_THROWS(db.execute("insert into things values ($1, $2)", 1, "geheim"));
    const span& one = *seen->all.at(0);
    CHECK(one.failed);
    CHECK(one.ended);
    CHECK(one.with.at("db.response.status_code") == (database.is("sqlite") ? "1555" : "23505"));
    CHECK(one.with.at("error.type") == one.with.at("db.response.status_code"));
}

DATABASE_TEST_CASE("spans of statements that run in each other end each for itself", "[tracing]") {
    auto& db = database.session();
    const auto seen = watch(db);
    for (auto rows = db.query("select 1 union all select 2"); rows.next();) db.query_value<int>("select 3");
    CHECK(seen->all.size() == 3);
    for (const auto& one : seen->all) CHECK(one->ended);
}

DATABASE_TEST_CASE("a bulk insert has a span", "[tracing]") {
    auto& db = database.session();
    if (!db.dialect().can().bulk_copy) return;  // there is none
    create_things(db);
    const auto seen = watch(db);
    const std::vector<std::string> columns{"id"};
    auto rows = db.bulk_insert({"", "things"}, columns);
    rows->set_integer(0, 1);
    rows->end_row();
    rows->finish();
    REQUIRE(seen->all.size() == 1);
    CHECK(seen->all[0]->name == "COPY things");
    CHECK(seen->all[0]->ended);
}
