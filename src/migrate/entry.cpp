#include "migrate/entry.hpp"

#include <rowan/version.hpp>

#include <rowan/migrate/lock_file.hpp>

#include "migrate/origin.hpp"
#include "migrate/way_down.hpp"

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

history_entry entry_for(entry_kind kind, const revision& which, const graph& in, direction way,
                        const std::string& reason, const dialect& with) {
    history_entry entry = entry_now(kind, which.id(), which.message(), way, reason);
    entry.checksum = checksum(which);
    entry.parents = which.parents();
    for (const revision* each : in.dependencies(which)) entry.needs.push_back(each->id());
    if (way == direction::upgrade) entry.way_down = way_down(which, with);
    return entry;
}

}  // namespace rowan::migrate
