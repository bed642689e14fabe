#include "migrate/entry.hpp"

#include <rowan/version.hpp>

#include "migrate/origin.hpp"

#include <utility>

namespace rowan::migrate {

history_entry entry_now(entry_kind kind, std::string revision, std::string message, direction way,
                        const std::string& reason) {
    const origin here = this_process();
    history_entry entry;
    entry.kind = kind;
    entry.revision = std::move(revision);
    entry.message = std::move(message);
    entry.direction = way;
    entry.applied_at = timestamp::now();
    entry.rowan_version = version();
    entry.user = here.user;
    entry.host = here.host;
    entry.pid = here.pid;
    entry.reason = reason;
    return entry;
}

}  // namespace rowan::migrate
