#include "music_shop/entities.hpp"
#include "music_shop/questions.hpp"

#include <rowan/rowan.hpp>

namespace music_shop {

namespace {

using rowan::count;
using rowan::field;
using rowan::from;
using rowan::session;

struct tree_line {
    int depth = 0;
    std::string name;
    std::string path;
};
BOOST_DESCRIBE_STRUCT(tree_line, (), (depth, name, path))

struct tree_row {
    std::int64_t id = 0;
    int depth = 0;
    std::string name;
    std::string path;
};
BOOST_DESCRIBE_STRUCT(tree_row, (), (id, depth, name, path))
inline constexpr auto tree = rowan::cte<tree_row, "tree">;

// From the one who reports to nobody, step by step to those who report to somebody in the tree already.
std::vector<tree_line> employee_tree(session& db) {
    const auto id = field<&employee::id>;
    const auto name = field<&employee::name>;
    const auto depth = tree[field<&tree_row::depth>];
    const auto path = tree[field<&tree_row::path>];
    const auto root =
        from<employee>().where(field<&employee::reports_to>.is_null()).select<tree_row>(id, 0, name, name);
    const auto below = from<employee>()
                           .join(tree, tree[field<&tree_row::id>] == field<&employee::reports_to>)
                           .select<tree_row>(id, depth + 1, name, path + " > " + name);
    return rowan::with_recursive(db, tree.as(root.union_all_with(below)))
        .from(tree)
        .select<tree_line>(depth, tree[field<&tree_row::name>], path)
        .order_by(field<&tree_line::path>)
        .all();
}

struct support_load {
    std::string employee;
    std::string title;
    std::int64_t customers = 0;
};
BOOST_DESCRIBE_STRUCT(support_load, (), (employee, title, customers))

std::vector<support_load> customers_per_employee(session& db) {
    return from<employee>(db)
        .left_join<customer>()
        .group_by(field<&employee::id>, field<&employee::name>, field<&employee::title>)
        .select<support_load>(field<&employee::name>, field<&employee::title>, count(field<&customer::id>))
        .order_by(field<&support_load::customers>.desc(), field<&support_load::employee>)
        .all();
}

struct person {
    std::string name;
    std::string kind;
};
BOOST_DESCRIBE_STRUCT(person, (), (name, kind))

std::vector<person> people(session& db) {
    return from<employee>(db)
        .select<person>(field<&employee::name>, "employee")
        .union_with(from<customer>().select<person>(field<&customer::name>, "customer"))
        .order_by(field<&person::name>, field<&person::kind>)
        .all();
}

struct manager_revenue {
    std::string manager;
    std::int64_t reports = 0;
    rowan::decimal revenue;
};
BOOST_DESCRIBE_STRUCT(manager_revenue, (), (manager, reports, revenue))

inline constexpr auto manager = rowan::alias<employee, "manager">;

std::vector<manager_revenue> managers_revenue(session& db) {
    return from(db, manager)
        .join<employee>(field<&employee::reports_to> == manager[field<&employee::id>])
        .left_join<customer>(field<&customer::support_rep_id> == field<&employee::id>)
        .left_join<invoice>()
        .group_by(manager[field<&employee::id>], manager[field<&employee::name>])
        .select<manager_revenue>(manager[field<&employee::name>], count_distinct(field<&employee::id>),
                                 coalesce(sum(field<&invoice::total>), 0))
        .order_by(field<&manager_revenue::revenue>.desc(), field<&manager_revenue::manager>)
        .all();
}

}  // namespace

std::vector<question> staff_questions() {
    return {
        asked<&employee_tree>("employee_tree", "Who works below whom?"),
        asked<&customers_per_employee>("customers_per_employee", "How many customers does each employee support?"),
        asked<&people>("people", "Who are all the people around the shop?"),
        asked<&managers_revenue>("managers_revenue", "What do the reports of each manager sell?"),
    };
}

}  // namespace music_shop
