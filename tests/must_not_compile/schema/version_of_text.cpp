// expected: version takes an integer member

#include <rowan/schema/table_of.hpp>

struct task {
    int id;
    std::string at;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, at))

#ifdef ROWAN_CONTROL
constexpr auto described = rowan::table<task>("tasks").primary_key<&task::id>();
#else
constexpr auto described = rowan::table<task>("tasks").primary_key<&task::id>().version<&task::at>();
#endif
