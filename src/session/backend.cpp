#include <rowan/session/backend.hpp>

#include "drivers.hpp"

#include <rowan/session/database_copies.hpp>
#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace rowan {
namespace {
struct backend_list {
    std::mutex mutex;
    std::vector<const backend*> all{&detail::postgresql_entry(), &detail::sqlite_entry()};
};

backend_list& list() {
    static backend_list only;
    return only;
}

bool has_scheme(const backend& one, std::string_view name) {
    const auto names = one.schemes();
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string scheme_list() {
    std::string result;
    for (const backend* each : backends()) {
        for (const std::string_view scheme : each->schemes())
            result += fmt::format("{}{}://", result.empty() ? "" : ", ", scheme);
    }
    return result;
}
}  // namespace

std::unique_ptr<testing::database_copies> database_address::copies(const session_options&, void*,
                                                                   void (*)(void*, session&)) const {
    return nullptr;
}

std::unique_ptr<driver> backend::borrow(std::shared_ptr<soci::session>, std::string) const { return nullptr; }

void add_backend(const backend& one) {
    auto& in = list();
    const std::lock_guard held(in.mutex);
    for (const backend* each : in.all) {
        if (each->dialect().name() == one.dialect().name())
            throw usage_error(fmt::format("there is a backend \"{}\" already", one.dialect().name()));
        for (const std::string_view scheme : one.schemes()) {
            if (has_scheme(*each, scheme))
                throw usage_error(
                    fmt::format("the URLs of {} begin with {}:// already", each->dialect().name(), scheme));
        }
    }
    in.all.push_back(&one);
}

std::vector<const backend*> backends() {
    auto& in = list();
    const std::lock_guard held(in.mutex);
    return in.all;
}

const backend* find_backend(std::string_view dialect) {
    for (const backend* each : backends()) {
        if (each->dialect().name() == dialect) return each;
    }
    return nullptr;
}

void refuse_url(std::string_view why) {
    std::string message = fmt::format("malformed database URL: {}; accepted are:", why);
    for (const backend* each : backends()) message += fmt::format("\n{}", each->url_forms());
    throw usage_error(message);
}

const backend& backend_of(std::string_view url) {
    if (url.find('\0') != std::string_view::npos) refuse_url("it holds a NUL character");
    if (const auto colon = url.find(':'); colon != std::string_view::npos) {
        for (const backend* each : backends()) {
            if (has_scheme(*each, url.substr(0, colon))) return *each;
        }
    }
    refuse_url(url.empty() ? "it is empty" : fmt::format("it begins with none of {}", scheme_list()));
}

std::unique_ptr<database_address> address_of(std::string_view url) { return backend_of(url).address(url); }

}  // namespace rowan
