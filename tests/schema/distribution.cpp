#include <rowan/schema/table.hpp>
#include <rowan/schema/table_of.hpp>
#include <rowan/types/error.hpp>

#include "support/catch.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>

namespace {
struct owned {
    std::int64_t tenant = 0;
};
BOOST_DESCRIBE_STRUCT(owned, (), (tenant))

struct drawer : owned {
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(drawer, (owned), (number))

struct sheet : owned {
    std::int64_t number = 0;
    std::int64_t drawer_number = 0;
};
BOOST_DESCRIBE_STRUCT(sheet, (owned), (number, drawer_number))

struct stray {
    std::int64_t tenant = 0;
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(stray, (), (tenant, number))
}  // namespace

template <>
inline constexpr auto rowan::table_of<drawer> = rowan::table<drawer>("drawers")
                                                    .primary_key<&drawer::tenant, &drawer::number>()
                                                    .column_name<&drawer::number>("no")
                                                    .distributed_by<&drawer::tenant>();
template <>
inline constexpr auto rowan::table_of<sheet> =
    rowan::table<sheet>("sheets")
        .primary_key<&sheet::tenant, &sheet::number>()
        .foreign_key<rowan::columns<&sheet::tenant, &sheet::drawer_number>,
                     rowan::columns<&drawer::tenant, &drawer::number>>(rowan::on_delete::cascade)
        .distributed_by<&sheet::tenant>("drawers");
template <>
inline constexpr auto rowan::table_of<stray> =
    rowan::table<stray>("strays").primary_key<&stray::number>().distributed_by<&stray::tenant>();

TEST_CASE("a table says by which column it is distributed, and beside which other", "[schema][distributed]") {
    CHECK(rowan::schema_table<sheet>().distribution == rowan::schema::distribution{"tenant", "drawers"});
}

TEST_CASE("a foreign key of several columns leads to the entity that has them all", "[schema]") {
    const auto& key = rowan::schema_table<sheet>().foreign_keys.at(0);
    CHECK(key.name == "sheets_tenant_drawer_number_fkey");
    CHECK(key.columns == std::vector<std::string>{"tenant", "drawer_number"});
    CHECK(key.referenced_table == "drawers");
    CHECK(key.referenced_columns == std::vector<std::string>{"tenant", "no"});
    CHECK(key.on_delete == rowan::on_delete::cascade);
}

TEST_CASE("a key without the column that its table is distributed by is refused", "[schema][distributed]") {
    CHECK_THROWS_WITH(rowan::schema_table<stray>(),
                      rowan::test::containing("\"strays\"") && rowan::test::containing("missing from \"strays_pkey\""));
}
