// expected: rowan::raw reads rows as a struct with BOOST_DESCRIBE_STRUCT, as a value that has a rowan::codec, or as a std::tuple of such values

#include <rowan/query/raw.hpp>

struct line {
    std::string title;
};
#ifdef ROWAN_CONTROL
BOOST_DESCRIBE_STRUCT(line, (), (title))
#endif
auto found(rowan::session& db) { return rowan::raw(db, "select title from tasks").all<line>(); }
