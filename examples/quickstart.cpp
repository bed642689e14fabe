// Two structs become two tables: create them, fill them, ask them, change them. Run it: build/examples/quickstart
//
// The database is SQLite in memory; rowan::open("postgresql://user:password@host/database") makes it PostgreSQL.

#include <rowan/rowan.hpp>

#include <iomanip>
#include <iostream>

using rowan::field;

enum class task_status { todo, in_progress, done };
BOOST_DESCRIBE_ENUM(task_status, todo, in_progress, done)

struct project {
    rowan::id<project> id;
    std::string name;
    std::optional<std::string> description;  // optional is NULL
    rowan::timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(project, (), (id, name, description, created_at))

struct task {
    rowan::id<task> id;
    rowan::id<project> project_id;
    std::string title;
    task_status status = task_status::todo;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, project_id, title, status))

// What a struct cannot say: keys, lengths, indexes.
template <>
inline constexpr auto rowan::table_of<project> = rowan::table<project>("projects")
    .primary_key<&project::id>()
    .max_length<&project::name>(255)
    .created_at<&project::created_at>();

template <>
inline constexpr auto rowan::table_of<task> = rowan::table<task>("tasks")
    .primary_key<&task::id>()
    .foreign_key<&task::project_id, &project::id>(rowan::on_delete::cascade)
    .index<&task::status>();

// A project with its tasks. The foreign key says which these are.
struct board : project {
    std::vector<task> tasks;
};
BOOST_DESCRIBE_STRUCT(board, (project), (tasks))

// How the database comes to these tables. A revision stays as it is when the structs move on: the next change is "002".
std::vector<rowan::migrate::revision> migrations() {
    return {rowan::migrate::revision("001", "Create projects and tasks").change([](auto& op) {
        op.create_enum("task_status", {"todo", "in_progress", "done"});
        op.create_table("projects", [](auto& t) {
            t.uuid("id").primary_key();
            t.varchar("name", 255);
            t.text("description").nullable();
            t.timestamp("created_at");
        });
        op.create_table("tasks", [](auto& t) {
            t.uuid("id").primary_key();
            t.uuid("project_id").references("projects", "id", rowan::on_delete::cascade);
            t.text("title");
            t.enumeration("status", "task_status").index();
        });
    })};
}

void print(const board& shown) {
    std::cout << shown.name << ": " << shown.description.value_or("no description yet") << '\n';
    for (const task& one : shown.tasks) {
        std::cout << "  " << std::left << std::setw(12) << rowan::to_string(one.status) << one.title << '\n';
    }
    std::cout << '\n';
}

int main() {
    auto db = rowan::open("sqlite://:memory:");
    rowan::migrator(db, migrations()).upgrade("head");

    rowan::repository<project> projects(db);
    rowan::repository<task> tasks(db);

    // What is inserted comes back with its key and the time.
    const project house = projects.insert({.name = "house"});
    tasks.insert_all({
        {.project_id = house.id, .title = "draw the plan", .status = task_status::done},
        {.project_id = house.id, .title = "lay the foundation"},
        {.project_id = house.id, .title = "raise the walls"},
        {.project_id = house.id, .title = "put on the roof"},
    });
    print(projects.get<board>(house.id));  // two statements, however many projects and tasks

    // Ask for rows: nothing runs before all(), first(), count() and their like.
    auto open = tasks.where(field<&task::status> != task_status::done).order_by(field<&task::title>).limit(20).all();

    // Change a row, some columns of a row, or all rows that meet a condition.
    open.front().status = task_status::in_progress;
    tasks.update(open.front());
    projects.patch(house.id, rowan::patch<project>().set<&project::description>("two floors and a garden"));
    tasks.where(field<&task::title> == "raise the walls")
        .update(rowan::patch<task>().set<&task::title>("raise the brick walls"));
    print(projects.get<board>(house.id));

    // The foreign key takes the tasks along.
    std::cout << tasks.count() << " tasks in " << projects.count() << " project\n";
    projects.remove(house.id);
    std::cout << tasks.count() << " tasks after the project was deleted\n";
}
