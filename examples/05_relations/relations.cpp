// Rows with the rows that belong to them. Run it: build/examples/relations [URL]

#include "../01_mapping/sample.hpp"

#include <rowan/session/observer.hpp>

#include <iostream>
#include <memory>

using rowan::field, rowan::from;

// [columns]
struct tool_line {
    using entity = tool;
    std::string name;
    rowan::decimal price;
};
BOOST_DESCRIBE_STRUCT(tool_line, (), (name, price))
// [columns]

// [children]
struct member_page : member {
    std::vector<loan> loans;
};
BOOST_DESCRIBE_STRUCT(member_page, (member), (loans))
// [children]

// [nested]
struct loan_line {
    using entity = loan;
    rowan::id<tool> tool_id;
    rowan::date taken;
    tool_line item;
};
BOOST_DESCRIBE_STRUCT(loan_line, (), (tool_id, taken, item))

struct member_history {
    using entity = member;
    rowan::id<member> id;
    std::string name;
    std::vector<loan_line> loans;
};
BOOST_DESCRIBE_STRUCT(member_history, (), (id, name, loans))
// [nested]

// [tree]
struct category_branch : category {
    std::optional<category> parent;
    std::vector<category> below;
};
BOOST_DESCRIBE_STRUCT(category_branch, (category), (parent, below))
// [tree]

// [chosen]
struct member_summary {
    using entity = member;
    rowan::id<member> id;
    std::string name;
    std::vector<loan_line> latest;
    std::vector<loan> out;
    std::int64_t visits = 0;
};
BOOST_DESCRIBE_STRUCT(member_summary, (), (id, name, latest, out, visits))

template <>
inline constexpr auto rowan::relation_of<&member_summary::latest> =
    rowan::children.order_by<rowan::descending<&loan::taken>>().limit(2);
template <>
inline constexpr auto rowan::relation_of<&member_summary::out> =
    rowan::children.where([] { return field<&loan::returned>.is_null(); });
template <>
inline constexpr auto rowan::relation_of<&member_summary::visits> = rowan::count_of<loan>;
// [chosen]

// [link]
struct course {
    std::int64_t id = 0;
    std::string title;
    rowan::id<member> taught_by;
    std::optional<rowan::id<member>> helped_by;
};
BOOST_DESCRIBE_STRUCT(course, (), (id, title, taught_by, helped_by))

struct participant {
    std::int64_t course_id = 0;
    rowan::id<member> member_id;
    std::int32_t seat = 0;
};
BOOST_DESCRIBE_STRUCT(participant, (), (course_id, member_id, seat))

template <>
inline constexpr auto rowan::table_of<course> = rowan::table<course>("courses")
    .identity<&course::id>()
    .foreign_key<&course::taught_by, &member::id>()
    .foreign_key<&course::helped_by, &member::id>();

template <>
inline constexpr auto rowan::table_of<participant> = rowan::table<participant>("participants")
    .primary_key<&participant::course_id, &participant::member_id>()
    .foreign_key<&participant::course_id, &course::id>(rowan::on_delete::cascade)
    .foreign_key<&participant::member_id, &member::id>();
// [link]

// [through]
struct seated {
    using entity = member;
    std::string name;
    std::int32_t seat = 0;
};
BOOST_DESCRIBE_STRUCT(seated, (), (name, seat))

struct course_page : course {
    member teacher;
    std::optional<member> helper;
    std::vector<seated> participants;
};
BOOST_DESCRIBE_STRUCT(course_page, (course), (teacher, helper, participants))

template <>
inline constexpr auto rowan::relation_of<&course_page::teacher> = rowan::via<&course::taught_by>;
template <>
inline constexpr auto rowan::relation_of<&course_page::helper> = rowan::via<&course::helped_by>;
template <>
inline constexpr auto rowan::relation_of<&course_page::participants> =
    rowan::through<participant>.order_by<&participant::seat>();
// [through]

namespace {

// [observer]
struct counter final : rowan::observer {
    int statements = 0;
    void on_statement(const rowan::statement_event&) noexcept override { ++statements; }
};
// [observer]

template <class Row>
void print(const std::vector<Row>& rows) {
    for (const Row& one : rows) std::cout << rowan::to_json(one) << '\n';
}

void shapes(rowan::session& db) {
    // [shape]
    print(from<tool>(db).where(field<&tool::price> > 150).order_by(field<&tool::name>).all<tool_line>());
    // [shape]
    std::cout << from<tool>().select<tool_line>().to_sql(rowan::postgresql_dialect()).sql << '\n';
}

void children(rowan::session& db) {
    // [pages]
    const auto counting = std::make_shared<counter>();
    db.observe(counting);
    const std::vector<member_page> pages = from<member>(db).order_by(field<&member::name>).all<member_page>();
    for (const member_page& one : pages) std::cout << one.name << " " << one.loans.size() << ", ";
    std::cout << counting->statements << " statements\n";
    // [pages]

    counting->statements = 0;
    // [history]
    const auto ben = from<member>(db).where(field<&member::name> == "Ben").one<member_history>();
    for (const loan_line& one : ben.loans) std::cout << one.taken.to_string() << ' ' << one.item.name << '\n';
    // [history]
    std::cout << counting->statements << " statements\n";
    db.observe(nullptr);
}

void trees(rowan::session& db) {
    // [branch]
    const auto drills = from<category>(db).where(field<&category::name> == "Drills").one<category_branch>();
    std::cout << drills.parent->name << " > " << drills.name << " > " << drills.below.front().name << '\n';
    // [branch]
}

void chosen(rowan::session& db) {
    const auto counting = std::make_shared<counter>();
    db.observe(counting);
    // [summary]
    for (const auto& one : from<member>(db).order_by(field<&member::name>).limit(3).all<member_summary>()) {
        std::cout << one.name << ": " << one.visits << " visits, " << one.out.size() << " out";
        for (const loan_line& last : one.latest) std::cout << ", " << last.taken.to_string() << ' ' << last.item.name;
        std::cout << '\n';
    }
    // [summary]
    std::cout << counting->statements << " statements\n";
    db.observe(nullptr);
}

void links(rowan::session& db) {
    std::vector<rowan::migrate::revision> all = migrations();
    all.push_back(rowan::migrate::revision("002", "Courses").after("001").change([](rowan::migrate::operations& op) {
        op.create_table("courses", [](auto& t) {
            t.identity("id").primary_key();
            t.text("title");
            t.uuid("taught_by").references("members", "id");
            t.uuid("helped_by").nullable().references("members", "id");
        });
        op.create_table("participants", [](auto& t) {
            t.bigint("course_id").references("courses", "id", rowan::on_delete::cascade);
            t.uuid("member_id").references("members", "id");
            t.integer("seat");
            t.primary_key({"course_id", "member_id"});
        });
    }));
    rowan::migrator(db, all).upgrade();

    const auto members = from<member>(db).order_by(field<&member::name>).all();
    const course sharpening = rowan::repository<course>(db).insert({.title = "Sharpening", .taught_by = members[0].id});
    rowan::repository<participant>(db).insert_all({{sharpening.id, members[3].id, 1}, {sharpening.id, members[1].id, 2}});

    // [course]
    const auto page = rowan::repository<course>(db).get<course_page>(sharpening.id);
    std::cout << page.title << " by " << page.teacher.name << (page.helper ? " with help\n" : " alone\n");
    print(page.participants);
    // [course]
}

}  // namespace

int main(int count, char** words) {
    rowan::session db = sample::opened(count, words);
    shapes(db);
    children(db);
    trees(db);
    chosen(db);
    links(db);
}
