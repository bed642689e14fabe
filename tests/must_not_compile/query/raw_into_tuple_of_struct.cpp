// expected: rowan::raw reads rows as a struct with BOOST_DESCRIBE_STRUCT, as a value that has a rowan::codec, or as a std::tuple of such values

#include <rowan/query/raw.hpp>

struct line {
    std::string title;
};
BOOST_DESCRIBE_STRUCT(line, (), (title))
#ifdef ROWAN_CONTROL
using row = std::tuple<int, std::string>;
#else
using row = std::tuple<int, line>;
#endif
auto found(rowan::session& db) { return rowan::raw(db, "select rank, title from tasks").first<row>(); }
