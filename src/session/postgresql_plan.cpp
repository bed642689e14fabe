#include "postgresql_plan.hpp"

#include <rowan/dialect/dialect.hpp>

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "dialect/sql_tokens.hpp"
#include "sql_summary.hpp"

namespace rowan::detail::postgresql {
namespace {
constexpr int first_with_generic_plan = 160000;

bool has_plan(std::string_view sql) {
    constexpr std::array<std::string_view, 8> verbs{"select", "insert", "update", "delete",
                                                    "merge",  "with",   "values", "table"};
    sql_tokens tokens(sql, postgresql_dialect().can());
    const sql_token first = tokens.next();
    return first.is('(') ||
           std::any_of(verbs.begin(), verbs.end(), [&](std::string_view verb) { return first.is(verb); });
}

// What is set and taken within it ends with it: locks are not waited for, and what fails spoils no transaction.
class aside {
public:
    explicit aside(const connection& on) : on_(on), outermost_(PQtransactionStatus(on.handle()) == PQTRANS_IDLE) {
        const std::string begin = outermost_ ? "begin read only" : "savepoint rowan_plan";
        run((begin +
             "; set local lock_timeout = '100ms'; set local statement_timeout = '1s'; set local plan_cache_mode = "
             "force_generic_plan")
                .c_str());
    }
    aside(const aside&) = delete;
    aside& operator=(const aside&) = delete;
    ~aside() { run(outermost_ ? "rollback" : "rollback to savepoint rowan_plan; release savepoint rowan_plan"); }

private:
    void run(const char* sql) const noexcept { PQclear(PQexec(on_.handle(), sql)); }
    const connection& on_;
    bool outermost_;
};

bool may_ask(const connection& on) {
    const auto status = PQtransactionStatus(on.handle());
    return !on.is_copying() && (status == PQTRANS_IDLE || status == PQTRANS_INTRANS);
}

// The values stand in the conditions; the lines of the nodes have their costs.
std::string lines_of(const result_pointer& from) {
    std::string result;
    if (PQresultStatus(from.get()) != PGRES_TUPLES_OK) return result;
    for (int i = 0; i != PQntuples(from.get()); ++i) {
        const std::string_view line(PQgetvalue(from.get(), i, 0));
        if (!result.empty()) result += '\n';
        const bool is_node = line.find("(cost=") != std::string_view::npos;
        result += is_node ? std::string(line) : without_literals(line, postgresql_dialect().can());
    }
    return result;
}

std::string explain(const connection& on, const std::string& sql, const server_cursor::arguments& with) {
    const aside nothing_stays(on);
    return lines_of(result_pointer(PQexecParams(on.handle(), sql.c_str(), static_cast<int>(with.types.size()),
                                                with.types.data(), with.values, with.sizes, with.formats, 0)));
}
}  // namespace

std::string plan_with(const connection& on, const std::string& sql, const server_cursor::arguments& with) {
    return has_plan(sql) && may_ask(on) ? explain(on, "explain " + sql, with) : std::string();
}

std::string plan_for_any(const connection& on, const std::string& name, const std::string& sql,
                         std::size_t parameters) {
    if (!has_plan(sql) || !may_ask(on)) return {};
    if (parameters == 0) return explain(on, "explain " + sql, {});
    if (!name.empty()) {
        std::string nulls;
        for (std::size_t i = 0; i != parameters; ++i) nulls += i == 0 ? "null" : ", null";
        return explain(on, "explain execute \"" + name + "\" (" + nulls + ')', {});
    }
    if (PQserverVersion(on.handle()) < first_with_generic_plan) return {};
    const aside nothing_stays(on);
    return lines_of(result_pointer(PQexec(on.handle(), ("explain (generic_plan) " + sql).c_str())));
}

database_place place_of(const connection& on) {
    const auto text = [](const char* from) { return std::string(from == nullptr ? "" : from); };
    const std::string port = text(PQport(on.handle()));
    return {"postgresql", text(PQdb(on.handle())), text(PQhost(on.handle())),
            static_cast<std::uint16_t>(std::strtoul(port.c_str(), nullptr, 10))};
}

}  // namespace rowan::detail::postgresql
