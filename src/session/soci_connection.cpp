#include "soci_connection.hpp"

#include "drivers.hpp"
#include "soci_postgresql.hpp"
#include "sqlite_open.hpp"

#include <rowan/session/soci.hpp>

#include <fmt/format.h>

#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

namespace rowan::detail {
namespace {
// dynamic_cast does not link: Debian's SOCI 4.0.3 hides the type information of its backends.
auto& sqlite_handle(soci::session& in) { return static_cast<soci::sqlite3_session_backend*>(in.get_backend())->conn_; }

// SOCI's connect string knows neither mode=rw nor every file name, so SOCI opens a database in memory and is given the
// file's handle, which it closes in the end as it would its own.
soci_connection open_sqlite(const database_url& url, const session_options& options) {
    auto session = std::make_shared<soci::session>(*soci::factory_sqlite3(), ":memory:");
    void* const opened = open_sqlite_handle(url, options);
    auto& handle = sqlite_handle(*session);
    close_sqlite_handle(handle);
    handle = static_cast<std::remove_reference_t<decltype(handle)>>(opened);
    return {std::move(session), backend::sqlite, opened};
}

// PQconnectdb takes the server's own options as a command line: blanks and backslashes are escaped there, and
// everything in the URL.
std::string search_path_option(const std::vector<std::string>& schemas) {
    std::string path;
    for (const std::string& each : schemas) {
        path += path.empty() ? "-c search_path=\"" : ",\"";
        for (const char c : each) {
            if (c == ' ' || c == '\\') path += '\\';
            path += c == '"' ? "\"\"" : std::string(1, c);
        }
        path += '"';
    }
    std::string result;
    for (const char c : path) result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return result;
}

database_url with_schemas(database_url url, const std::vector<std::string>& schemas) {
    if (schemas.empty()) return url;
    if (url.on == backend::sqlite) throw usage_error("schemas are PostgreSQL's: SQLite has a file for each");
    if (url.connect_string.find("options=") != std::string::npos)
        throw usage_error(
            "the URL has options already, and schemas would take their place: write -c search_path=… there");
    url.connect_string += "&options=" + search_path_option(schemas);
    return url;
}
}  // namespace

soci_connection open_connection(const database_url& url, const session_options& options) {
    const database_url complete = with_schemas(url, options.schemas);
    return complete.on == backend::sqlite ? open_sqlite(complete, options) : open_postgresql(complete, options);
}

soci_connection borrow_connection(soci::session& existing) {
    if (existing.get_backend() == nullptr) throw usage_error("the SOCI session is not connected: open it first");
    const std::string name = existing.get_backend_name();
    std::shared_ptr<soci::session> session(&existing, [](soci::session*) {});
    if (name == "postgresql") return {session, backend::postgresql, postgresql_handle(existing)};
    if (name != "sqlite3")
        throw usage_error(fmt::format("rowan speaks to SOCI's backends sqlite3 and postgresql, not to {}", name));
    return {session, backend::sqlite, sqlite_handle(existing)};
}

namespace {
std::size_t lease(soci::connection_pool& from, duration wait) {
    if (wait <= duration()) return from.lease();
    constexpr std::int64_t longest = std::numeric_limits<int>::max();
    std::size_t place = 0;
    if (from.try_lease(place, static_cast<int>(std::min(wait.milliseconds(), longest)))) return place;
    throw pool_timeout(
        fmt::format("no session of the SOCI pool became free within {} ms: hold sessions shorter, or give it more",
                    wait.milliseconds()));
}

// What is lent next must be there; where there is no server now, it is tried again then.
void connect_again(soci::session& lost) noexcept {
    try {
        lost.reconnect();
    } catch (...) {}
}
}  // namespace

soci_connection lend_connection(soci::connection_pool& lender, duration wait) {
    const std::size_t place = lease(lender, wait);
    auto lost = std::make_shared<bool>(false);
    const std::shared_ptr<soci::session> lent(&lender.at(place), [&lender, place, lost](soci::session* back) {
        if (*lost) connect_again(*back);
        lender.give_back(place);
    });
    if (lent->get_backend() == nullptr) lent->reconnect();
    soci_connection result = borrow_connection(*lent);
    result.session = lent;
    result.lost = std::move(lost);
    return result;
}

#ifdef ROWAN_NO_POSTGRESQL
namespace {
[[noreturn]] void refuse_postgresql() {
    throw usage_error("this build of rowan has no PostgreSQL driver: build it with ROWAN_POSTGRESQL=ON");
}
}  // namespace

soci_connection open_postgresql(const database_url&, const session_options&) { refuse_postgresql(); }
void* postgresql_handle(soci::session&) { refuse_postgresql(); }
std::unique_ptr<driver> make_postgresql_driver(void*, std::string, std::optional<bool>) { refuse_postgresql(); }
#endif

}  // namespace rowan::detail
