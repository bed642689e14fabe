#include "postgresql_driver.hpp"
#include "server_url.hpp"

#include <rowan/session/error.hpp>
#include <rowan/session/soci.hpp>

#include <fmt/format.h>

#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace rowan::detail {
namespace {
struct known_failure {
    std::string_view text;
    std::string_view sqlstate;
    std::string_view hint;
    bool retryable = false;
};

// libpq keeps no SQLSTATE of a connection that was refused (PQresultErrorField needs a result), so it is told from the
// server's English words; in another language it stays 08001.
constexpr std::array known_failures{
    known_failure{"does not exist\n", "3D000", "create the database first, or correct its name in the URL"},
    known_failure{"password authentication failed", "28P01", "check user and password in the URL"},
    known_failure{"no password supplied", "28P01", "give a password in the URL, PGPASSWORD or ~/.pgpass"},
    known_failure{"no pg_hba.conf entry", "28000", "the server's pg_hba.conf does not let this user in from here"},
    known_failure{"too many clients", "53300", "the server's max_connections is reached", true},
    known_failure{"remaining connection slots", "53300", "the server's max_connections is reached", true},
    known_failure{"too many connections", "53300", "the connection limit of the user or database is reached", true},
    known_failure{"the database system is ", "57P03", "the server is starting or stopping", true},
    known_failure{"unsupported startup parameter", "08P01",
                  "a pooler takes no options for its connections: leave session_options::schemas and the URL's options "
                  "out, and set them for the role or the database (alter role … set search_path = …)"},
    known_failure{"could not translate host name", "08001", "check the host in the URL"},
    known_failure{"session is read-only", "08001", "none of the hosts is a primary now", true},
};

known_failure recognise(std::string_view text) {
    if (text.find("role \"") != std::string_view::npos && text.find("\" does not exist") != std::string_view::npos)
        return {text, "28000", "check the user in the URL"};
    for (const auto& one : known_failures) {
        if (text.find(one.text) != std::string_view::npos) return one;
    }
    return {text, "08001", ""};
}

// SOCI puts a sentence of its own before libpq's.
std::string libpq_message(std::string text) {
    constexpr std::string_view own = "Cannot establish connection to the database.\n";
    if (const auto at = text.find(own); at != std::string::npos) text.erase(0, at + own.size());
    return text;
}

// Has options already: the encoding, if no others. Of several hosts, one that can be written to is meant.
std::string connect_string(const server_url& url, const session_options& options) {
    std::string result = url.connect_string;
    if (names_hosts(url)) result += "&target_session_attrs=read-write";
    const auto milliseconds = options.connect_timeout.milliseconds();
    if (milliseconds <= 0 || result.find("connect_timeout=") != std::string::npos) return result;
    return fmt::format("{}&connect_timeout={}", result, std::max<std::int64_t>(2, (milliseconds + 999) / 1000));
}

[[noreturn]] void fail(const server_url& url, std::string text) {
    text = url.without_secrets(libpq_message(std::move(text)));
    const auto known = recognise(text + "\n");
    while (text.ends_with('\n')) text.pop_back();
    database_error::details what;
    what.message = fmt::format("cannot connect to {}: {}", url.description, text);
    what.sqlstate = known.sqlstate;
    what.hint = known.hint;
    what.retryable = known.retryable;
    throw connection_error(std::move(what));
}

std::optional<bool> is_lent(pooler said) {
    return said == pooler::look ? std::nullopt : std::optional(said == pooler::transaction);
}

// It may pass options over in silence (ignore_startup_parameters), and names would be looked for elsewhere.
[[noreturn]] void refuse_schemas(const server_url& url) {
    throw usage_error(fmt::format(
        "session_options::schemas cannot go through the pooler at {}, which lends its connections to all alike: set "
        "the "
        "path for the role or the database (alter role … set search_path = …), name the schema in rowan::table_of, or "
        "connect to the server itself",
        url.description));
}
}  // namespace

namespace {
void* handle_of(soci::session& in) {
    // As in sqlite_backend.cpp: no dynamic_cast.
    return static_cast<soci::postgresql_session_backend*>(in.get_backend())->conn_;
}
}  // namespace

std::unique_ptr<driver> open_postgresql(const server_url& url, const session_options& options) {
    check_postgresql_url(url);
    try {
        auto session = std::make_shared<soci::session>(*soci::factory_postgresql(), connect_string(url, options));
        void* const handle = handle_of(*session);
        const auto lent = set_up_own_postgresql(handle, is_lent(url.pooler.value_or(options.pooler)));
        if (lent.value_or(false) && !options.schemas.empty()) refuse_schemas(url);
        return make_postgresql_driver(std::move(session), handle, url.description, lent);
    } catch (const soci::soci_error& fault) { fail(url, fault.what()); }
}

std::unique_ptr<driver> borrow_postgresql(std::shared_ptr<soci::session> existing, std::string description) {
    void* const handle = handle_of(*existing);
    return make_postgresql_driver(std::move(existing), handle, std::move(description), std::nullopt);
}

}  // namespace rowan::detail
