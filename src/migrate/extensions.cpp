#include "migrate/extensions.hpp"

#include <rowan/migrate/error.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/introspect.hpp>
#include <rowan/session/transaction.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rowan::migrate {

void require_extensions(session& on, const std::vector<schema::operation>& steps) {
    if (!on.dialect().can().extensions) return;
    std::vector<std::string> missing;
    std::vector<std::string> packages;
    for (const schema::operation& each : steps) {
        const auto* made = std::get_if<schema::create_extension>(&each);
        if (made == nullptr) continue;
        const extension_state state = introspect_extension(on, made->object.name);
        if (state.created || state.available) continue;
        missing.push_back('"' + made->object.name + '"');
        packages.push_back(state.package);
    }
    if (missing.empty()) return;
    throw migration_error(
        fmt::format("the server does not have the extension {}, so nothing of this revision was run\n"
                    "  Install its package where the server runs, by Debian's names: {}. Then run again",
                    fmt::join(missing, ", "), fmt::join(packages, ", ")));
}

bool has_extension(session& on, std::string_view name) {
    return on.dialect().can().extensions && introspect_extension(on, name).created;
}

// The server knows best what hangs on an extension or a type, by ways that only its catalog has: so it is asked.
std::optional<std::string> drop_unless_used(session& on, const schema::operation& which) {
    transaction attempt(on);
    try {
        on.apply(which);
    } catch (const database_error& refused) {
        if (refused.sqlstate() == "2BP01") return "something else uses it: " + refused.message();
        if (refused.sqlstate() == "42501") return "it belongs to somebody else: " + refused.message();
        throw;
    }
    attempt.commit();
    return std::nullopt;
}

}  // namespace rowan::migrate
