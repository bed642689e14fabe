// Typed queries, from one condition to recursion. Run it: build/examples/queries [URL]

#include "../01_mapping/sample.hpp"

#include <iostream>

// [using]
using rowan::field, rowan::from, rowan::row;
// [using]

// [rows]
struct price_tag {
    std::string name;
    rowan::decimal price;
};
BOOST_DESCRIBE_STRUCT(price_tag, (), (name, price))

struct lent {
    std::string tool;
    std::string member;
    rowan::date due;
};
BOOST_DESCRIBE_STRUCT(lent, (), (tool, member, due))
// [rows]

// [optional rows]
struct last_visit {
    std::string name;
    std::optional<rowan::date> taken;
};
BOOST_DESCRIBE_STRUCT(last_visit, (), (name, taken))
// [optional rows]

struct invitation {
    std::string name;
    std::optional<std::string> by;
};
BOOST_DESCRIBE_STRUCT(invitation, (), (name, by))

// [group rows]
struct category_figures {
    std::string name;
    std::int64_t tools = 0;
    std::int64_t ready = 0;
    std::optional<rowan::decimal> worth;
};
BOOST_DESCRIBE_STRUCT(category_figures, (), (name, tools, ready, worth))
// [group rows]

struct running {
    rowan::date taken;
    std::string member;
    std::int64_t nth = 0;
    std::int64_t so_far = 0;
};
BOOST_DESCRIBE_STRUCT(running, (), (taken, member, nth, so_far))

struct named {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(named, (), (name))

struct status_line {
    std::string tool;
    std::string status;
    rowan::date until;
};
BOOST_DESCRIBE_STRUCT(status_line, (), (tool, status, until))

// [tree]
struct branch {
    std::int64_t id = 0;
    std::string path;
    std::int32_t depth = 0;
};
BOOST_DESCRIBE_STRUCT(branch, (), (id, path, depth))

inline constexpr auto branches = rowan::cte<branch, "branches">;
// [tree]

// [alias]
inline constexpr auto host = rowan::alias<member, "host">;
// [alias]

namespace {

// [print]
template <class Row>
void print(const std::vector<Row>& rows) {
    for (const Row& one : rows) std::cout << rowan::to_json(one) << '\n';
}
// [print]

template <class Condition>
void show(const char* written, const Condition& condition) {
    const std::string sql = from<tool>().where(condition).to_sql(rowan::postgresql_dialect()).sql;
    std::cout << written << "\n    " << sql.substr(sql.find(" where ") + 7) << '\n';
}
#define SHOW(...) show(#__VA_ARGS__, __VA_ARGS__)

void first_query(rowan::session& db) {
    // [first]
    const auto cheap = from<tool>(db)
        .where(field<&tool::state> == tool_state::ready && field<&tool::price> < 120)
        .order_by(field<&tool::price>.desc(), field<&tool::name>)
        .limit(2);
    for (const tool& one : cheap.all()) std::cout << one.name << ' ' << one.price.to_string() << '\n';
    // [first]
    std::cout << cheap.to_sql(rowan::postgresql_dialect()).sql << '\n';
}

void conditions() {
    SHOW(field<&tool::price> <= 50 || !(field<&tool::name> == "Hacksaw"));
    SHOW(field<&tool::serial>.in("SW-01", "SW-02"));
    SHOW(field<&tool::price>.between(10, rowan::decimal("49.90")));
    SHOW(field<&tool::name>.ilike("%plane"));
    SHOW(field<&tool::name>.starts_with("Block"));
    SHOW(field<&tool::tags>.contains("wood"));
    SHOW(rowan::length(field<&tool::name>) > 10);
    SHOW(field<&tool::updated_at> > field<&tool::created_at>);
}

// [search]
struct search {
    std::string text;
    std::optional<rowan::decimal> at_most;
    bool only_ready = false;
};

std::vector<tool> found(rowan::session& db, const search& by) {
    auto query = from<tool>(db).order_by(field<&tool::name>);
    if (!by.text.empty()) query = query.where(field<&tool::name>.contains(by.text));
    if (by.at_most) query = query.where(field<&tool::price> <= *by.at_most);
    if (by.only_ready) query = query.where(field<&tool::state> == tool_state::ready);
    return query.all();
}
// [search]

void projections(rowan::session& db) {
    // [projection]
    const std::vector<std::string> names = from<tool>(db).order_by(field<&tool::name>).select(field<&tool::name>).all();
    const std::vector<std::tuple<std::string, rowan::decimal>> pairs =
        from<tool>(db).select(field<&tool::name>, field<&tool::price>).all();
    print(from<tool>(db)
              .where(field<&tool::tags>.contains("sharp"))
              .select<price_tag>(field<&tool::name>, field<&tool::price> * rowan::decimal("1.19"))
              .order_by(field<&price_tag::price>)
              .all());
    // [projection]
    std::cout << names.size() << ' ' << pairs.size() << '\n';
}

void joins(rowan::session& db) {
    // [join]
    const auto overdue = from<loan>(db)
        .join<tool>()
        .join<member>()
        .where(field<&loan::returned>.is_null() && field<&loan::due> < sample::today())
        .select<lent>(field<&tool::name>, field<&member::name>, field<&loan::due>)
        .order_by(field<&lent::due>);
    print(overdue.all());
    // [join]
    std::cout << overdue.to_sql(rowan::postgresql_dialect()).sql << '\n';

    // [left join]
    const auto visits = from<member>(db)
        .left_join<loan>(field<&loan::member_id> == field<&member::id> && field<&loan::taken> >= sample::on("2026-02-20"))
        .select<last_visit>(field<&member::name>, field<&loan::taken>)
        .order_by(field<&last_visit::name>);
    print(visits.all());
    // [left join]

    // [rows of both]
    for (const auto& [one, last] : from<member>(db).left_join<loan>().select(row<member>, row<loan>).all()) {
        if (!last) std::cout << one.name << " never came\n";
    }
    // [rows of both]

    // [self join]
    print(from<member>(db)
              .left_join(host, host[field<&member::id>] == field<&member::invited_by>)
              .select<invitation>(field<&member::name>, host[field<&member::name>])
              .order_by(field<&invitation::name>)
              .limit(3)
              .all());
    // [self join]
}

void groups(rowan::session& db) {
    // [groups]
    print(from<category>(db)
              .join<tool>()
              .group_by(field<&category::name>)
              .having(rowan::count() > 1)
              .select<category_figures>(field<&category::name>, rowan::count(),
                                        rowan::count().filter(field<&tool::state> == tool_state::ready),
                                        rowan::sum(field<&tool::price>))
              .order_by(field<&category_figures::worth>.desc())
              .all());
    // [groups]
    // [sum]
    const std::optional<rowan::decimal> worth = from<tool>(db).select(rowan::sum(field<&tool::price>)).one();
    const rowan::decimal in_repair = from<tool>(db)
        .where(field<&tool::state> == tool_state::in_repair)
        .select(rowan::coalesce(rowan::sum(field<&tool::price>), 0))
        .one();
    // [sum]
    std::cout << worth->to_string() << ' ' << in_repair.to_string() << '\n';
    // [windows]
    const auto of_member = rowan::partition_by(field<&loan::member_id>).order_by(field<&loan::taken>);
    print(from<loan>(db)
              .join<member>()
              .select<running>(field<&loan::taken>, field<&member::name>, rowan::row_number().over(of_member),
                               rowan::count().over(rowan::order_by(field<&loan::taken>)))
              .order_by(field<&running::taken>)
              .limit(4)
              .all());
    // [windows]
}

void queries_in_queries(rowan::session& db) {
    // [exists]
    const auto own_loans = from<loan>().where(field<&loan::member_id> == field<&member::id>);
    const auto names = from<member>(db).order_by(field<&member::name>);
    print(names.where(not_exists(own_loans)).select(field<&member::name>).all());
    print(names.where(scalar(own_loans.select(rowan::count())) > 1).select(field<&member::name>).all());
    const auto hosts = from<member>().select(field<&member::invited_by>);
    print(names.where(field<&member::id>.in(hosts)).select(field<&member::name>).all());
    // [exists]

    // [recursion]
    const auto roots = from<category>()
        .where(field<&category::parent_id>.is_null())
        .select<branch>(field<&category::id>, field<&category::name>, 0);
    const auto children = from<category>()
        .join(branches, branches[field<&branch::id>] == field<&category::parent_id>)
        .select<branch>(field<&category::id>, branches[field<&branch::path>] + " > " + field<&category::name>,
                        branches[field<&branch::depth>] + 1);
    const auto all = rowan::with_recursive(db, branches.as(roots.union_all_with(children))).from(branches);
    print(all.where(branches[field<&branch::depth>] == 2).all());
    // [recursion]

    // [set]
    const auto borrowers = from<loan>(db).join<member>().select<named>(field<&member::name>);
    const auto inviting = from<member>(db)
        .join(host, host[field<&member::id>] == field<&member::invited_by>)
        .select<named>(host[field<&member::name>]);
    print(borrowers.intersect_with(inviting).order_by(field<&named::name>).all());
    print(borrowers.except_with(inviting).order_by(field<&named::name>).all());
    // [set]
}

void values(rowan::session& db) {
    // [values]
    const auto until = rowan::coalesce(field<&loan::returned>, sample::today());
    const auto status = rowan::case_when(field<&loan::returned>.is_null(), "out")
        .when(field<&loan::returned> > field<&loan::due>, "late")
        .otherwise("back");
    print(from<loan>(db)
              .join<tool>()
              .where(rowan::month(field<&loan::taken>) == 2)
              .select<status_line>(rowan::upper(field<&tool::serial>) + ": " + field<&tool::name>, status, until)
              .order_by(field<&status_line::tool>, field<&status_line::until>)
              .all());
    // [values]

    // [distinct on]
    print(from<loan>(db)
              .join<tool>()
              .join<member>()
              .distinct_on(field<&tool::name>)
              .order_by(field<&tool::name>, field<&loan::taken>.desc())
              .select<lent>(field<&tool::name>, field<&member::name>, field<&loan::due>)
              .all());
    // [distinct on]
}

void changes(rowan::session& db) {
    // [change]
    rowan::transaction trial(db);
    const auto heavy = from<tool>(db).where(field<&tool::tags>.contains("heavy"));
    std::cout << heavy.update(field<&tool::price> = field<&tool::price> * 2,
                              field<&tool::state> = tool_state::in_repair) << " changed\n";
    print(heavy.select(field<&tool::price>).all());

    const auto lent_tools = from<loan>().select(field<&loan::tool_id>);
    const std::vector<tool> gone = from<tool>(db).where(field<&tool::id>.not_in(lent_tools)).remove_returning();
    std::cout << gone.size() << " were never lent\n";
    trial.rollback();
    // [change]
}

void locks(rowan::session& db) {
    // [lock]
    rowan::transaction work(db);
    const std::optional<tool> next = from<tool>(db)
        .where(field<&tool::state> == tool_state::in_repair)
        .order_by(field<&tool::name>)
        .for_update()
        .skip_locked()
        .first();
    work.commit();
    // [lock]
    std::cout << "repair the " << next->name << '\n';
}

void seen(rowan::session& db) {
    // [to sql]
    const auto query = from<tool>().where(field<&tool::name>.ilike("%saw")).select(field<&tool::price>);
    std::cout << query.to_sql(rowan::postgresql_dialect()).sql << '\n';
    std::cout << query.to_sql(rowan::sqlite_dialect()).sql << '\n';
    const std::string plan = from<tool>(db).where(field<&tool::serial> == "SW-01").explain();
    // [to sql]
    std::cout << (plan.empty() ? "no plan\n" : "");
}

}  // namespace

int main(int count, char** words) {
    rowan::session db = sample::opened(count, words);
    first_query(db);
    conditions();
    for (const tool& one : found(db, {.text = "plane", .at_most = 100})) std::cout << one.name << '\n';
    projections(db);
    joins(db);
    groups(db);
    queries_in_queries(db);
    values(db);
    changes(db);
    locks(db);
    seen(db);
}
