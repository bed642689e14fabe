#include "drivers.hpp"
#include "sqlite_open.hpp"
#include "url.hpp"

#include <rowan/session/backend.hpp>
#include <rowan/session/database_copies.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/soci.hpp>

#include <fmt/format.h>

#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace rowan::detail {
namespace {
constexpr std::string_view scheme = "sqlite://";

sqlite_url::access parse_mode(const std::string& text) {
    if (text == "rwc") return sqlite_url::access::create;
    if (text == "rw") return sqlite_url::access::existing;
    if (text == "ro") return sqlite_url::access::read_only;
    refuse_url("mode is none of rwc (create where missing), rw (must exist), ro (read only)");
}

int parse_timeout(const std::string& text) {
    int result = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), result);
    if (fault != std::errc() || end != text.data() + text.size() || result < 0)
        refuse_url("busy_timeout is no number of milliseconds from 0 to 2147483647");
    return result;
}

void set_sqlite_option(sqlite_url& url, const url_option& given) {
    const std::string value = decoded(given.value, fmt::format("the value of {}", given.name));
    if (given.name == "busy_timeout") {
        url.busy_timeout_milliseconds = parse_timeout(value);
    } else if (given.name != "mode") {
        refuse_url(fmt::format("SQLite has no option \"{}\", only mode and busy_timeout", given.name));
    } else if (url.file.empty()) {
        refuse_url("mode is for files, a database in memory has none");
    } else {
        url.mode = parse_mode(value);
    }
}

std::string parse_file(std::string_view place) {
    if (place == ":memory:") return {};
    if (!place.starts_with('/'))
        refuse_url("the name of an SQLite file comes after three slashes, an absolute one's own slash is the fourth");
    std::string file = decoded(place.substr(1), "the file name");
    if (file.empty()) refuse_url("it names no file");
    if (file == ":memory:") refuse_url("a database in memory has two slashes only");
    return file;
}

sqlite_url parse_sqlite(std::string_view text) {
    sqlite_url url;
    url.description = text;
    if (!text.starts_with(scheme)) refuse_url("after sqlite: come two slashes or more");
    const auto rest = text.substr(scheme.size());
    const auto question = std::min(rest.find('?'), rest.size());
    url.file = parse_file(rest.substr(0, question));
    for (const auto& one : url_options(rest.substr(std::min(question + 1, rest.size())))) set_sqlite_option(url, one);
    return url;
}

// dynamic_cast does not link: Debian's SOCI 4.0.3 hides the type information of its backends.
auto& handle_of(soci::session& in) { return static_cast<soci::sqlite3_session_backend*>(in.get_backend())->conn_; }

class sqlite_address final : public database_address {
public:
    explicit sqlite_address(sqlite_url url) : url_(std::move(url)) {}

    const std::string& description() const noexcept override { return url_.description; }
    bool has_one_writer() const noexcept override { return true; }
    bool has_one_session() const noexcept override { return url_.file.empty(); }
    std::unique_ptr<testing::database_copies> copies(const session_options& options, void* with,
                                                     testing::database_copies::work prepare) const override {
        return make_sqlite_copies(options, with, prepare);
    }

    // SOCI's connect string knows neither mode=rw nor every file name, so SOCI opens a database in memory and is given
    // the file's handle, which it closes in the end as it would its own.
    std::unique_ptr<driver> open(const session_options& options) const override {
        if (!options.schemas.empty()) throw usage_error("schemas are PostgreSQL's: SQLite has a file for each");
        auto session = std::make_shared<soci::session>(*soci::factory_sqlite3(), ":memory:");
        void* const opened = open_sqlite_handle(url_, options);
        auto& handle = handle_of(*session);
        close_sqlite_handle(handle);
        handle = static_cast<std::remove_reference_t<decltype(handle)>>(opened);
        return make_sqlite_driver(std::move(session), opened, url_.description);
    }

    std::optional<database_file> file() const override {
        if (url_.file.empty() || url_.mode != sqlite_url::access::create) return std::nullopt;
        const char separator = url_.description.find('?') == std::string::npos ? '?' : '&';
        return database_file{.path = url_.file,
                             .existing = fmt::format("{}{}mode=rw", url_.description, separator),
                             .read_only = fmt::format("{}{}mode=ro", url_.description, separator)};
    }

private:
    sqlite_url url_;
};

class sqlite_backend final : public backend {
public:
    const rowan::dialect& dialect() const noexcept override { return sqlite_dialect(); }
    std::span<const std::string_view> schemes() const noexcept override {
        static constexpr std::array<std::string_view, 1> own{"sqlite"};
        return own;
    }
    std::string_view empty_url() const noexcept override { return "sqlite://:memory:"; }
    std::string_view url_start() const noexcept override { return "sqlite:///"; }
    std::string_view url_forms() const noexcept override {
        return "  sqlite://:memory:\n"
               "  sqlite:///relative/file\n"
               "  sqlite:////absolute/file   with ?mode=rwc|rw|ro and &busy_timeout=milliseconds";
    }
    std::unique_ptr<database_address> address(std::string_view url) const override {
        return std::make_unique<sqlite_address>(parse_sqlite(url));
    }

    std::string_view soci_name() const noexcept override { return "sqlite3"; }
    std::unique_ptr<driver> borrow(std::shared_ptr<soci::session> existing, std::string description) const override {
        void* const handle = handle_of(*existing);
        require_foreign_keys(handle);
        return make_sqlite_driver(std::move(existing), handle, std::move(description));
    }
};
}  // namespace

void* sqlite_handle_of(soci::session& in) { return handle_of(in); }

const backend& sqlite_entry() {
    static const sqlite_backend only;
    return only;
}

}  // namespace rowan::detail
