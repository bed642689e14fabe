// SQL in the database's own words, with bound values and typed rows. Run it: build/examples/raw_sql [URL]

#include "../01_mapping/sample.hpp"

#include <rowan/session/soci.hpp>

#include <iostream>

using rowan::raw;

// [row]
struct usage {
    std::string name;
    std::int64_t loans = 0;
    std::optional<rowan::date> last;
};
BOOST_DESCRIBE_STRUCT(usage, (), (name, loans, last))
// [row]

// [shape]
struct tool_with_loans : tool {
    std::vector<loan> loans;
};
BOOST_DESCRIBE_STRUCT(tool_with_loans, (tool), (loans))
// [shape]

namespace {

template <class Row>
void print(const std::vector<Row>& rows) {
    for (const Row& one : rows) std::cout << rowan::to_json(one) << '\n';
}

void named_parameters(rowan::session& db) {
    // [raw]
    const auto since = [&](const char* day) {
        return raw(db, R"(
            select t.name, count(l.id) as loans, max(l.taken) as last
            from tools t left join loans l on l.tool_id = t.id and l.taken >= :since
            where t.state in (:states)
            group by t.name having count(l.id) >= :least
            order by t.name)")
            .bind("since", rowan::date::parse(day))
            .bind("states", std::vector{tool_state::ready, tool_state::in_repair});
    };
    print(since("2026-02-01").bind("least", 1).all<usage>());
    // [raw]
    // [to sql]
    const rowan::raw_query by_serial = raw("select name from tools where serial_number in (:serials) and price < :most")
                                           .bind("serials", std::vector<std::string>{"SW-01", "SW-02"})
                                           .bind("most", rowan::decimal("30"));
    std::cout << by_serial.to_sql(rowan::postgresql_dialect()) << '\n';
    // [to sql]
}

void rows(rowan::session& db) {
    // [results]
    const auto names = raw(db, "select name from members order by name").all<std::string>();
    const auto pair = raw(db, "select count(*), min(joined) from members").one<std::tuple<std::int64_t, rowan::date>>();
    const auto nobody = raw(db, "select * from members where name = :name").bind("name", "Zoe").first<member>();
    // [results]
    std::cout << names.size() << ' ' << std::get<1>(pair).to_string() << ' ' << nobody.has_value() << '\n';

    // [relations]
    const auto lent = raw(db, "select * from tools where id in (select tool_id from loans) order by name")
        .all<tool_with_loans>();
    for (const auto& one : lent) std::cout << one.name << ": " << one.loans.size() << '\n';
    // [relations]
}

void literal_colons(rowan::session& db) {
    // [colons]
    const auto text = raw(db, "select ':name' || ' at 10:30' /* not :this */ where 1 = :one")
        .bind("one", 1)
        .one<std::string>();
    std::cout << text << '\n';
    // [colons]
}

void errors(rowan::session& db) {
    // [errors]
    try {
        raw(db, "select name from members where joined > :since").bind("sinse", rowan::date::today()).all<std::string>();
    } catch (const rowan::usage_error& error) {
        std::cout << error.what() << '\n';
    }
    try {
        raw(db, "select name, 1 as loan, null as last from tools").all<usage>();
    } catch (const rowan::usage_error& error) {
        std::cout << error.what() << '\n';
    }
    // [errors]
}

void without_names(rowan::session& db) {
    // [session]
    db.execute("update tools set state = $1 where serial_number = $2", tool_state::ready, "SW-02");
    const auto ready = db.query_value<std::int64_t>("select count(*) from tools where state = $1", tool_state::ready);
    std::cout << ready << " ready\n";
    const char* const text = "select name, price from tools where serial_number like $1 order by name";
    for (auto row = db.query(text, "SW-%"); row.next();) {
        std::cout << row.get<std::string>(0) << ' ' << row.get<rowan::decimal>("price").to_string() << '\n';
    }
    db.execute_script("create table notes (text text not null); insert into notes values ('oil the press')");
    // [session]
}

void soci_beside(rowan::session& db) {
    // [soci]
    rowan::transaction both(db);
    soci::session& sql = rowan::soci_session(db);
    const std::string text = "sharpen the planes";
    sql << "insert into notes values (:text)", soci::use(text);
    std::cout << raw(db, "select count(*) from notes").one<int>() << " notes\n";
    both.rollback();
    std::cout << raw(db, "select count(*) from notes").one<int>() << " note\n";
    // [soci]
}

}  // namespace

int main(int count, char** words) {
    rowan::session db = sample::opened(count, words);
    named_parameters(db);
    rows(db);
    literal_colons(db);
    errors(db);
    without_names(db);
    soci_beside(db);
}
