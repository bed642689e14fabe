#include "examples/program.hpp"

TEST_CASE("quickstart prints what its comments promise", "[examples]") {
    const auto ran = examples::runner().run("quickstart");
    CHECK(ran.status == 0);
    CHECK(ran.output == examples::expected("quickstart.txt"));
}

TEST_CASE("SOCI code and rowan commit together and roll back together", "[examples]") {
    const auto ran = examples::runner().run("existing_soci_session");
    CHECK(ran.status == 0);
    CHECK(ran.output == examples::expected("existing_soci_session.txt"));
}
