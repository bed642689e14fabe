#include <rowan/migrate/environment.hpp>

#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

namespace rowan::migrate {

namespace {

constexpr std::string_view table = "rowan_environment";

}  // namespace

std::string environment(session& of) {
    if (!table_exists(of, table)) return {};
    auto rows = of.query(R"(select "name" from "rowan_environment")");
    return rows.next() ? rows.get<std::string>(0) : std::string();
}

void set_environment(session& of, std::string_view name) {
    if (name.empty() && !table_exists(of, table)) return;
    transaction all(of);
    of.execute(R"(create table if not exists "rowan_environment" ("name" text not null primary key))");
    of.execute(R"(delete from "rowan_environment")");
    if (!name.empty()) of.execute(R"(insert into "rowan_environment" ("name") values ($1))", std::string(name));
    all.commit();
}

}  // namespace rowan::migrate
