#include "postgresql_outcome.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

#include "postgresql_connection.hpp"

namespace rowan::detail::postgresql {
namespace {
using std::chrono::steady_clock;
using connection_pointer = std::unique_ptr<PGconn, decltype(&PQfinish)>;

constexpr std::chrono::milliseconds pause{50};

// As the lost one was made, but not waiting for longer than there is time (whole seconds, no fewer than two).
connection_pointer connect_again(PGconn* lost, std::chrono::milliseconds left) {
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfo(lost), PQconninfoFree);
    const std::string seconds = std::to_string(std::max<std::int64_t>(2, left.count() / 1000));
    std::vector<const char*> words{"connect_timeout"};
    std::vector<const char*> values{seconds.c_str()};
    for (const PQconninfoOption* one = options.get(); one != nullptr && one->keyword != nullptr; ++one) {
        if (one->val == nullptr || std::strcmp(one->keyword, "connect_timeout") == 0) continue;
        words.push_back(one->keyword);
        values.push_back(one->val);
    }
    words.push_back(nullptr);
    values.push_back(nullptr);
    return {PQconnectdbParams(words.data(), values.data(), 0), PQfinish};
}

// Empty where nobody answers or the number is too old.
std::string status_of(PGconn* on, const std::string& number) {
    const char* const parameter = number.c_str();
    const result_pointer result(PQexecParams(on, "select pg_catalog.pg_xact_status($1::pg_catalog.xid8)", 1, nullptr,
                                             &parameter, nullptr, nullptr, 0));
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) return {};
    return PQgetvalue(result.get(), 0, 0);
}
}  // namespace

commit_outcome ask_outcome(pg_conn* lost, const std::string& number, duration patience) {
    const auto end = steady_clock::now() + std::chrono::milliseconds(patience.milliseconds());
    connection_pointer on(nullptr, PQfinish);
    for (auto now = steady_clock::now(); now < end; now = steady_clock::now()) {
        if (!on || PQstatus(on.get()) != CONNECTION_OK)
            on = connect_again(lost, std::chrono::duration_cast<std::chrono::milliseconds>(end - now));
        const std::string status = PQstatus(on.get()) == CONNECTION_OK ? status_of(on.get(), number) : std::string();
        if (status == "committed") return commit_outcome::committed;
        if (status == "aborted") return commit_outcome::aborted;
        std::this_thread::sleep_for(pause);  // the server is away, or the old connection's process still at work
    }
    return commit_outcome::unknown;
}

}  // namespace rowan::detail::postgresql
