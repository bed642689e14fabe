#include "server_url.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <libpq-fe.h>

#include <memory>

namespace rowan::detail {

void check_postgresql_url(const server_url& url) {
    char* fault = nullptr;
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(
        PQconninfoParse(url.connect_string.c_str(), &fault), PQconninfoFree);
    const std::unique_ptr<char, void (*)(void*)> message(fault, PQfreemem);
    if (options) return;
    std::string text = url.without_secrets(message ? message.get() : "out of memory");
    while (text.ends_with('\n')) text.pop_back();
    throw usage_error(fmt::format(
        "malformed database URL {}: {}; accepted is postgresql://user:password@host:port/database?option=value, "
        "with special characters as % and two hexadecimal digits",
        url.description, text));
}

}  // namespace rowan::detail
