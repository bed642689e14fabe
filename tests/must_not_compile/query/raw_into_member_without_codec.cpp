// expected: a member of this struct has no rowan::codec: no column of a result can be read into it

#include <rowan/query/raw.hpp>

struct colour {
    int red = 0;
};
struct line {
    std::string title;
#ifdef ROWAN_CONTROL
    int shade = 0;
#else
    colour shade;
#endif
};
BOOST_DESCRIBE_STRUCT(line, (), (title, shade))
auto found(rowan::session& db) { return rowan::raw(db, "select title, shade from tasks").one<line>(); }
