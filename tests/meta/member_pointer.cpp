#include <rowan/meta/member_pointer.hpp>

#include <support/catch.hpp>

#include <string>

namespace meta = rowan::meta;

namespace {
struct stamped {
    int created_at;
    int updated_at;
};
BOOST_DESCRIBE_STRUCT(stamped, (), (created_at, updated_at))

struct article : stamped {
    std::string title;
    std::string body;
    int secret;
};
BOOST_DESCRIBE_STRUCT(article, (stamped), (title, body))
}  // namespace

static_assert(std::is_same_v<meta::class_of<&article::title>, article>);
static_assert(std::is_same_v<meta::class_of<&article::created_at>, stamped>);
static_assert(std::is_same_v<meta::type_of_member<&article::title>, std::string>);

TEST_CASE("index_of counts the members of the bases first") {
    CHECK(meta::index_of<article, &article::created_at>() == 0);
    CHECK(meta::index_of<article, &article::updated_at>() == 1);
    CHECK(meta::index_of<article, &article::body>() == 3);
}

TEST_CASE("has_member knows members of the bases, and of no other struct") {
    CHECK(meta::has_member<article, &article::updated_at>);
    CHECK(meta::has_member<stamped, &article::updated_at>);
    CHECK_FALSE(meta::has_member<stamped, &article::title>);
}

TEST_CASE("has_member is false for a member that is not described") {
    CHECK_FALSE(meta::has_member<article, &article::secret>);
}

TEST_CASE("name_of is the name in the macro") {
    CHECK(meta::name_of<&article::body> == "body");
    CHECK(meta::name_of<&article::updated_at> == "updated_at");
}
