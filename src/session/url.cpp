#include "url.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace rowan::detail {
namespace {
constexpr std::string_view sqlite_scheme = "sqlite://";
constexpr std::string_view accepted_forms =
    "accepted are:\n"
    "  sqlite://:memory:\n"
    "  sqlite:///relative/file\n"
    "  sqlite:////absolute/file   with ?mode=rwc|rw|ro and &busy_timeout=milliseconds\n"
    "  postgresql://user:password@host:port/database   with ?option=value as in libpq, and pooler=transaction|none";

[[noreturn]] void refuse(std::string_view why) {
    throw usage_error(fmt::format("malformed database URL: {}; {}", why, accepted_forms));
}

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Empty where a `%` is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i != text.size(); ++i) {
        if (text[i] != '%') {
            result += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) return std::nullopt;
        result += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return result;
}

std::string decode(std::string_view text, std::string_view where) {
    auto result = percent_decoded(text);
    if (!result) refuse(fmt::format("{} has a % without two hexadecimal digits after it (a % itself is %25)", where));
    if (result->find('\0') != std::string::npos) refuse(fmt::format("{} holds %00", where));
    return *std::move(result);
}

struct option {
    std::string_view name;
    std::string_view value;
};

std::vector<option> split_options(std::string_view query) {
    std::vector<option> result;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto one = query.substr(0, end);
        const auto equals = std::min(one.find('='), one.size());
        if (!one.empty()) result.push_back({one.substr(0, equals), one.substr(std::min(equals + 1, one.size()))});
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return result;
}

database_url::access parse_mode(const std::string& text) {
    if (text == "rwc") return database_url::access::create;
    if (text == "rw") return database_url::access::existing;
    if (text == "ro") return database_url::access::read_only;
    refuse("mode is none of rwc (create where missing), rw (must exist), ro (read only)");
}

int parse_timeout(const std::string& text) {
    int result = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), result);
    if (fault != std::errc() || end != text.data() + text.size() || result < 0)
        refuse("busy_timeout is no number of milliseconds from 0 to 2147483647");
    return result;
}

void set_sqlite_option(database_url& url, const option& given) {
    const std::string value = decode(given.value, fmt::format("the value of {}", given.name));
    if (given.name == "busy_timeout") {
        url.busy_timeout_milliseconds = parse_timeout(value);
    } else if (given.name != "mode") {
        refuse(fmt::format("SQLite has no option \"{}\", only mode and busy_timeout", given.name));
    } else if (url.file.empty()) {
        refuse("mode is for files, a database in memory has none");
    } else {
        url.mode = parse_mode(value);
    }
}

std::string parse_file(std::string_view place) {
    if (place == ":memory:") return {};
    if (!place.starts_with('/'))
        refuse("the name of an SQLite file comes after three slashes, an absolute one's own slash is the fourth");
    std::string file = decode(place.substr(1), "the file name");
    if (file.empty()) refuse("it names no file");
    if (file == ":memory:") refuse("a database in memory has two slashes only");
    return file;
}

database_url parse_sqlite(std::string_view text) {
    database_url url;
    url.description = text;
    const auto rest = text.substr(sqlite_scheme.size());
    const auto question = std::min(rest.find('?'), rest.size());
    url.file = parse_file(rest.substr(0, question));
    for (const auto& one : split_options(rest.substr(std::min(question + 1, rest.size())))) set_sqlite_option(url, one);
    return url;
}

// SOCI splits connect strings at `=` and blanks, takes quotes away and puts the parts together again (4.0.3:
// factory.cpp of the PostgreSQL backend, 4.1: connection-parameters.cpp).
std::string without_blanks(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == ' ' || (c >= '\t' && c <= '\r') || c == '\'' || c == '"') {
            result += fmt::format("%{:02X}", static_cast<unsigned>(c));
        } else {
            result += c;
        }
    }
    return result;
}

// Where there is no `=`, SOCI 4.0.3 puts one at the end. The option is one that rowan needs.
std::string for_soci(std::string_view text) {
    std::string result = without_blanks(text);
    if (result.find("client_encoding=") != std::string::npos) return result;
    if (result.find('?') == std::string::npos) {
        result += '?';
    } else if (!result.ends_with('?') && !result.ends_with('&')) {
        result += '&';
    }
    return result + "client_encoding=UTF8";
}

void keep_secret(database_url& url, std::string_view text) {
    if (text.empty()) return;
    url.secrets.emplace_back(text);
    for (auto& form : {std::optional(without_blanks(text)), percent_decoded(text)}) {
        if (form && *form != text && !form->empty()) url.secrets.push_back(*form);
    }
}

// libpq ends user and password at the first `@` and lets no `/` into them: with one of these unescaped it would take
// the rest of a password for a host or a port, and name it in its errors.
void redact_user(database_url& url, std::string_view& rest) {
    const auto query = std::min(rest.find('?'), rest.size());
    const auto path = std::min(rest.find('/'), rest.size());
    const auto at = std::min(rest.find('@'), rest.size());
    if (rest.substr(0, query).rfind('@') != (at < query ? at : std::string_view::npos) || (path < at && at < query))
        refuse("an @ or a / within the user's name, the password or the database's name is written %40 or %2F");
    if (at > path || at == rest.size()) return;
    const auto user = rest.substr(0, at);
    if (const auto colon = user.find(':'); colon != std::string_view::npos) {
        keep_secret(url, user.substr(colon + 1));
        url.description += fmt::format("{}:***", user.substr(0, colon));
    } else {
        url.description += user;
    }
    rest.remove_prefix(at);
}

bool is_secret(std::string_view name) {
    const auto decoded = percent_decoded(name);
    return !decoded || decoded->find("password") != std::string::npos;
}

void redact_options(database_url& url, std::string_view query) {
    char separator = '?';
    for (const auto& [name, value] : split_options(query)) {
        const bool secret = is_secret(name);
        if (secret) keep_secret(url, value);
        url.description += fmt::format("{}{}={}", separator, name, secret ? "***" : value);
        separator = '&';
    }
}

pooler parse_pooler(const std::string& text) {
    if (text == "transaction") return pooler::transaction;
    if (text == "none") return pooler::none;
    if (text == "look") return pooler::look;
    refuse("pooler is none of transaction (it lends connections), none, look (find out)");
}

// What is rowan's own, libpq does not know.
std::string take_pooler(database_url& url, std::string_view text) {
    const auto question = std::min(text.find('?'), text.size());
    std::string result(text.substr(0, question));
    char separator = '?';
    for (const auto& [name, value] : split_options(text.substr(std::min(question + 1, text.size())))) {
        if (name == "pooler") {
            url.pooler = parse_pooler(decode(value, "the value of pooler"));
            continue;
        }
        result += separator;
        result.append(name.data(), static_cast<std::size_t>(value.data() + value.size() - name.data()));
        separator = '&';
    }
    return url.pooler ? result : std::string(text);
}

database_url parse_postgresql(std::string_view text) {
    database_url url;
    url.on = backend::postgresql;
    url.connect_string = for_soci(take_pooler(url, text));
    auto rest = text.substr(text.find("://") + 3);
    url.description = text.substr(0, text.size() - rest.size());
    redact_user(url, rest);
    const auto question = std::min(rest.find('?'), rest.size());
    url.description += rest.substr(0, question);
    redact_options(url, rest.substr(std::min(question + 1, rest.size())));
    return url;
}
}  // namespace

std::string database_url::without_secrets(std::string text) const {
    for (const auto& secret : secrets) {
        for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3))
            text.replace(at, secret.size(), "***");
    }
    return text;
}

database_url parse_url(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) refuse("it holds a NUL character");
    if (text.starts_with(sqlite_scheme)) return parse_sqlite(text);
    if (text.starts_with("sqlite:")) refuse("after sqlite: come two slashes or more");
    if (text.starts_with("postgresql://") || text.starts_with("postgres://")) return parse_postgresql(text);
    refuse(text.empty() ? "it is empty" : "it begins neither with sqlite:// nor with postgresql://");
}

namespace {
// Between the user and the database's name.
struct authority {
    std::size_t begin;
    std::size_t end;
};

authority authority_of(std::string_view url) {
    const auto scheme = url.find("://");
    const auto begin = scheme == std::string_view::npos ? url.size() : scheme + 3;
    const auto end = std::min(url.find_first_of("/?", begin), url.size());
    const auto at = url.substr(begin, end - begin).rfind('@');
    return {at == std::string_view::npos ? begin : begin + at + 1, end};
}

bool chooses_host(std::string_view url) { return url.find("target_session_attrs=") != std::string_view::npos; }
}  // namespace

std::vector<std::string> host_urls(std::string_view text) {
    const auto [begin, end] = authority_of(text);
    if (text.starts_with(sqlite_scheme) || chooses_host(text)) return {std::string(text)};
    std::vector<std::string> result;
    for (auto at = begin; at <= end;) {
        const auto comma = std::min(text.find(',', at), end);
        result.push_back(fmt::format("{}{}{}", text.substr(0, begin), text.substr(at, comma - at), text.substr(end)));
        at = comma + 1;
    }
    return result;
}

std::string host_name(std::string_view url) {
    const auto [begin, end] = authority_of(url);
    return std::string(url.substr(begin, end - begin));
}

bool names_hosts(const database_url& url) {
    if (chooses_host(url.connect_string)) return false;
    const auto [begin, end] = authority_of(url.connect_string);
    if (std::string_view(url.connect_string).substr(begin, end - begin).find(',') != std::string_view::npos) return true;
    const auto question = std::min(url.connect_string.find('?'), url.connect_string.size());
    for (const auto& [name, value] : split_options(std::string_view(url.connect_string).substr(question).substr(1))) {
        if ((name == "host" || name == "hostaddr") && decode(value, name).find(',') != std::string::npos) return true;
    }
    return false;
}

}  // namespace rowan::detail
