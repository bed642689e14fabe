// expected: soft_delete takes a std::optional<rowan::timestamp> member

#include <rowan/schema/table_of.hpp>

struct task {
    int id;
    rowan::timestamp at;
};
BOOST_DESCRIBE_STRUCT(task, (), (id, at))

#ifdef ROWAN_CONTROL
constexpr auto described = rowan::table<task>("tasks").primary_key<&task::id>();
#else
constexpr auto described = rowan::table<task>("tasks").primary_key<&task::id>().soft_delete<&task::at>();
#endif
