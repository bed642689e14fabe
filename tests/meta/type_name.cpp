#include <rowan/meta/type_name.hpp>

#include <support/catch.hpp>

enum class at_global_scope { a };

namespace app::deeper {
enum class status { a };
struct task {
    enum class priority { low };
    struct inner {};
};
template <class T>
struct page {
    enum class order { ascending };
    template <class U>
    struct part {};
};
}  // namespace app::deeper

namespace {
enum class in_anonymous_namespace { a };
}

using rowan::meta::type_name;

TEST_CASE("type_name has no namespace") {
    CHECK(type_name<app::deeper::status> == "status");
    CHECK(type_name<at_global_scope> == "at_global_scope");
    CHECK(type_name<in_anonymous_namespace> == "in_anonymous_namespace");
}

TEST_CASE("type_name has no enclosing class") {
    CHECK(type_name<app::deeper::task::priority> == "priority");
    CHECK(type_name<app::deeper::task::inner> == "inner");
}

TEST_CASE("type_name of an enum in a class template is the enum's") {
    CHECK(type_name<app::deeper::page<app::deeper::task>::order> == "order");
    CHECK(type_name<app::deeper::page<app::deeper::page<int>>::order> == "order");
}

TEST_CASE("type_name has no template arguments") {
    CHECK(type_name<app::deeper::page<app::deeper::task>> == "page");
    CHECK(type_name<app::deeper::page<app::deeper::page<app::deeper::task>>> == "page");
    CHECK(type_name<app::deeper::page<int>::part<app::deeper::task::inner>> == "part");
}

TEST_CASE("type_name of a type in a function is the type's") {
    enum class local { a };
    CHECK(type_name<local> == "local");
}
