// expected: a column without a default is missing from the struct that is inserted
// expected: &task::title

#include <rowan/query/repository.hpp>

struct task {
    rowan::id<task> id;
    std::string title;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, title, note))
template <>
inline constexpr auto rowan::table_of<task> = rowan::table<task>("tasks").primary_key<&task::id>();

struct new_task {
#ifdef ROWAN_CONTROL
    std::string title;
#else
    std::string note;
#endif
};
#ifdef ROWAN_CONTROL
BOOST_DESCRIBE_STRUCT(new_task, (), (title))
#else
BOOST_DESCRIBE_STRUCT(new_task, (), (note))
#endif

task make(rowan::session& db) { return rowan::repository<task>(db).insert(new_task{"a"}); }
