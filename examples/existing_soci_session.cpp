// A program that speaks SOCI need not be rewritten: rowan works on the session it has, in the transaction it has.
//
// Both write to one table here. What is committed is kept from both, what is rolled back is lost from both.

#include <rowan/rowan.hpp>
#include <rowan/session/soci.hpp>

#include <soci/sqlite3/soci-sqlite3.h>

#include <iostream>

using rowan::field;

struct account {
    std::int64_t id = 0;
    std::string owner;
    std::int64_t cents = 0;
};
BOOST_DESCRIBE_STRUCT(account, (), (id, owner, cents))

template <>
inline constexpr auto rowan::table_of<account> = rowan::table<account>("accounts")
    .identity<&account::id>()
    .unique<&account::owner>();

void print(std::string_view when, const rowan::repository<account>& accounts) {
    std::cout << when << '\n';
    for (const account& one : accounts.order_by(field<&account::owner>).all()) {
        std::cout << "  " << one.owner << " has " << one.cents << " cents\n";
    }
}

int main() {
    // What the program had before: a SOCI session, a table, SQL.
    soci::session sql(*soci::factory_sqlite3(), ":memory:");
    sql << "create table accounts (id integer primary key, owner text not null unique, cents integer not null)";

    // What is new: rowan on the same connection. The session stays the program's own.
    rowan::session db = rowan::open(sql);
    const rowan::repository<account> accounts(db);
    {
        soci::transaction both(sql);
        sql << "insert into accounts (owner, cents) values ('Ada', 1000)";
        accounts.insert({.owner = "Grace", .cents = 500});
        both.commit();
    }
    print("SOCI and rowan inserted one each, committed:", accounts);
    {
        soci::transaction neither(sql);
        sql << "update accounts set cents = cents - 300 where owner = 'Ada'";
        accounts.where(field<&account::owner> == "Grace").update(rowan::patch<account>().set<&account::cents>(800));
        print("SOCI and rowan changed one each, not committed yet:", accounts);
        neither.rollback();
    }
    print("and rolled back:", accounts);

    // It works the other way round too: rowan's transaction, SOCI in it.
    {
        rowan::transaction transfer(db);
        accounts.where(field<&account::owner> == "Grace").update(rowan::patch<account>().set<&account::cents>(800));
        rowan::soci_session(db) << "update accounts set cents = 700 where owner = 'Ada'";
        transfer.commit();
    }
    print("the same again in a transaction of rowan's, committed:", accounts);
}
