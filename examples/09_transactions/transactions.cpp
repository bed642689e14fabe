// Transactions, retries, limits and errors. Run it: build/examples/transactions [URL]

#include "../01_mapping/sample.hpp"

#include <rowan/session/limit.hpp>

#include <chrono>
#include <iostream>

using rowan::field;
using namespace std::chrono_literals;

namespace {


void plain(rowan::session& db) {
    // [transaction]
    {
        rowan::transaction work(db);
        rowan::repository<member>(db).insert({.name = "Fay", .joined = sample::today()});
        work.commit();
    }
    {
        rowan::transaction work(db);
        rowan::repository<member>(db).insert({.name = "Gil", .joined = sample::today()});
    }  // no commit: rolled back
    std::cout << rowan::repository<member>(db).count() << " members\n";
    // [transaction]
}

void again(rowan::session& db) {
    // [transact]
    const rowan::repository<tool> tools(db);
    const rowan::decimal price = db.transact([&] {
        tool one = tools.where(field<&tool::serial> == "SW-01").one();
        one.price = one.price + rowan::decimal("1.50");
        tools.update(one);
        return one.price;
    });
    std::cout << price.to_string() << '\n';
    // [transact]

    // [lost]
    int runs = 0;
    db.transact([&] {
        if (++runs < 3) throw rowan::conflict_error({.message = "lost on purpose", .retryable = true});
    });
    std::cout << "it took " << runs << " runs\n";
    // [lost]

    // [options]
    const rowan::transaction_options careful{
        .level = rowan::isolation::serializable,
        .within = 5s,
        .retry = {.attempts = 5, .first_pause = 10ms},
    };
    const auto lent = db.transact(careful, [&] { return rowan::repository<loan>(db).count(); });
    // [options]
    std::cout << lent << " loans\n";
}

void nested(rowan::session& db) {
    // [nested]
    const rowan::repository<member> members(db);
    db.transact([&] {
        members.insert({.name = "Hal", .email = "hal@example.org", .joined = sample::today()});
        try {
            db.transact([&] { members.insert({.name = "Ian", .email = "ada@example.org", .joined = sample::today()}); });
        } catch (const rowan::constraint_error& error) {
            std::cout << "without Ian: " << error.constraint() << '\n';
        }
    });
    std::cout << members.where(field<&member::name> == "Hal").count() << '\n';
    // [nested]
}

void errors(rowan::session& db) {
    // [classes]
    const rowan::repository<member> members(db);
    try {
        members.insert({.name = "Joe", .email = "ada@example.org", .joined = sample::today()});
    } catch (const rowan::constraint_error& error) {
        if (error.which() == rowan::constraint_kind::unique)
            std::cout << error.table() << '.' << error.columns().front() << " is taken [" << error.sqlstate() << "]\n";
    }
    try {
        db.execute("update members set name = $1 where name = 'Ada'", std::string(200, 'x'));
    } catch (const rowan::data_error& error) {
        std::cout << "too long [" << error.sqlstate() << "]\n";
    }
    try {
        db.execute("select nonsense from members");
    } catch (const rowan::undefined_error& error) {
        std::cout << "no column " << error.columns().front() << '\n';
    }
    // [classes]
}

void limits(rowan::session& db) {
    // [limit]
    const char* const endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";
    try {
        rowan::limit soon(db, 50ms);
        db.query_value<std::int64_t>(endless);
    } catch (const rowan::canceled_error& error) {
        std::cout << (error.cause() == rowan::cancel_cause::deadline ? "its time was up\n" : "stopped\n");
    }
    std::cout << db.query_value<int>("select 7") << '\n';
    // [limit]

    // [stop]
    std::stop_source shutdown;
    shutdown.request_stop();  // in a service: by another thread
    try {
        rowan::limit until(db, shutdown.get_token());
        db.query_value<std::int64_t>(endless);
    } catch (const rowan::canceled_error& error) {
        std::cout << (error.cause() == rowan::cancel_cause::deadline ? "its time was up\n" : "stopped\n");
    }
    // [stop]
}

void unknown(rowan::session& db) {
    // [unknown]
    const auto order = rowan::uuid::generate();  // made before, so that it can be looked for
    try {
        db.transact([&] { db.execute("insert into orders values ($1)", order); });
    } catch (const rowan::commit_unknown&) {
        rowan::session fresh = rowan::open("postgresql://…");
        const auto found = fresh.query_value<std::int64_t>("select count(*) from orders where id = $1", order);
        std::cout << (found == 1 ? "stored\n" : "not stored: do it again\n");
    }
    // [unknown]
}

}  // namespace

int main(int count, char** words) {
    rowan::session db = sample::opened(count, words);
    plain(db);
    again(db);
    nested(db);
    errors(db);
    limits(db);
    db.execute_script("create table orders (id uuid primary key)");
    unknown(db);
}
