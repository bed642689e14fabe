#include <rowan/types/codec.hpp>

#include <support/catch.hpp>

namespace {
enum class mood { sad, happy };
BOOST_DESCRIBE_ENUM(mood, sad, happy)
}  // namespace

using rowan::column_type_of;
using rowan::sql_type;
using rowan::type_kind;

TEST_CASE("to_sql_type of an enum has its name and labels") {
    const sql_type type = column_type_of<mood>().to_sql_type();
    CHECK(type == sql_type{.kind = type_kind::enumeration, .name = "mood", .labels = {"sad", "happy"}});
}

TEST_CASE("to_sql_type of an array says so") {
    const sql_type type = column_type_of<std::vector<std::string>>().to_sql_type();
    CHECK(type == sql_type{.kind = type_kind::text, .array = true});
}

TEST_CASE("to_sql_type of a domain has its name") {
    const rowan::column_type type{.kind = type_kind::domain, .name = "email"};
    CHECK(type.to_sql_type() == sql_type{.kind = type_kind::domain, .name = "email"});
}
