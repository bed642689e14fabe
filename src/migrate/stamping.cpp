#include "migrate/stamping.hpp"

#include "migrate/entry.hpp"

#include <algorithm>
#include <set>

namespace rowan::migrate {

void stamping::forget(const position& unknown) {
    for (const std::string& id : unknown) append(id, "unknown to the program that forgot it", direction::downgrade, {});
}

void stamping::append(const graph& in, const position& from, const position& without, direction way) {
    auto all = in.held(from);
    const auto kept = in.held(without);
    const std::set<const revision*> others(kept.begin(), kept.end());
    if (way == direction::downgrade) std::reverse(all.begin(), all.end());
    for (const revision* each : all) {
        if (!others.contains(each)) append(each->id(), each->message(), way, each->checksum());
    }
}

void stamping::append(const std::string& id, const std::string& message, direction way, const std::string& checksum) {
    history_entry entry = entry_now(kind_, id, message, way, reason_);
    entry.checksum = checksum;
    history_.append(entry);
    done.push_back(id);
}

}  // namespace rowan::migrate
