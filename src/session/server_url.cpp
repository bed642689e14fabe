#include "server_url.hpp"

#include "url.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace rowan::detail {
namespace {
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

void keep_secret(server_url& url, std::string_view text) {
    if (text.empty()) return;
    url.secrets.emplace_back(text);
    for (auto& form : {std::optional(without_blanks(text)), percent_decoded(text)}) {
        if (form && *form != text && !form->empty()) url.secrets.push_back(*form);
    }
}

// libpq ends user and password at the first `@` and lets no `/` into them: with one of these unescaped it would take
// the rest of a password for a host or a port, and name it in its errors.
void redact_user(server_url& url, std::string_view& rest) {
    const auto query = std::min(rest.find('?'), rest.size());
    const auto path = std::min(rest.find('/'), rest.size());
    const auto at = std::min(rest.find('@'), rest.size());
    if (rest.substr(0, query).rfind('@') != (at < query ? at : std::string_view::npos) || (path < at && at < query))
        refuse_url("an @ or a / within the user's name, the password or the database's name is written %40 or %2F");
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

void redact_options(server_url& url, std::string_view query) {
    char separator = '?';
    for (const auto& [name, value] : url_options(query)) {
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
    refuse_url("pooler is none of transaction (it lends connections), none, look (find out)");
}

// What is rowan's own, libpq does not know.
std::string take_pooler(server_url& url, std::string_view text) {
    const auto question = std::min(text.find('?'), text.size());
    std::string result(text.substr(0, question));
    char separator = '?';
    for (const auto& [name, value] : url_options(text.substr(std::min(question + 1, text.size())))) {
        if (name == "pooler") {
            url.pooler = parse_pooler(decoded(value, "the value of pooler"));
            continue;
        }
        result += separator;
        result.append(name.data(), static_cast<std::size_t>(value.data() + value.size() - name.data()));
        separator = '&';
    }
    return url.pooler ? result : std::string(text);
}

}  // namespace

server_url parse_server_url(std::string_view text) {
    if (text.substr(text.find(':')).substr(0, 3) != "://") refuse_url("after postgresql: come two slashes");
    server_url url;
    url.connect_string = for_soci(take_pooler(url, text));
    auto rest = text.substr(text.find("://") + 3);
    url.description = text.substr(0, text.size() - rest.size());
    redact_user(url, rest);
    const auto question = std::min(rest.find('?'), rest.size());
    url.description += rest.substr(0, question);
    redact_options(url, rest.substr(std::min(question + 1, rest.size())));
    return url;
}

std::string server_url::without_secrets(std::string text) const {
    for (const auto& secret : secrets) {
        for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3))
            text.replace(at, secret.size(), "***");
    }
    return text;
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

std::vector<database_host> hosts_of(std::string_view text) {
    const auto [begin, end] = authority_of(text);
    if (chooses_host(text)) return {};
    std::vector<database_host> result;
    for (auto at = begin; at <= end;) {
        const auto comma = std::min(text.find(',', at), end);
        const auto name = text.substr(at, comma - at);
        result.push_back({fmt::format("{}{}{}", text.substr(0, begin), name, text.substr(end)), std::string(name)});
        at = comma + 1;
    }
    return result;
}

bool names_hosts(const server_url& url) {
    if (chooses_host(url.connect_string)) return false;
    const auto [begin, end] = authority_of(url.connect_string);
    if (std::string_view(url.connect_string).substr(begin, end - begin).find(',') != std::string_view::npos)
        return true;
    const auto question = std::min(url.connect_string.find('?'), url.connect_string.size());
    for (const auto& [name, value] : url_options(std::string_view(url.connect_string).substr(question).substr(1))) {
        if ((name == "host" || name == "hostaddr") && decoded(value, name).find(',') != std::string::npos) return true;
    }
    return false;
}

namespace {
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
}  // namespace

server_url with_schemas(server_url url, const std::vector<std::string>& schemas) {
    if (schemas.empty()) return url;
    if (url.connect_string.find("options=") != std::string::npos)
        throw usage_error(
            "the URL has options already, and schemas would take their place: write -c search_path=… there");
    url.connect_string += "&options=" + search_path_option(schemas);
    return url;
}

}  // namespace rowan::detail
