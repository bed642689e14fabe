#pragma once

#include <rowan/session/notifications.hpp>
#include <rowan/session/session.hpp>

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

#include <rowan/export.hpp>

namespace rowan {

namespace detail {
class listener_core;
}

/// The connection was gone, and all channels are listened to again: what was told meanwhile was told to nobody here.
/// Whoever keeps something up to date by notifications reads it anew.
struct notification_gap {
    std::string why;  ///< the connection was lost
};

using listener_event = std::variant<notification, notification_gap>;

struct listener_options {
    /// When nothing was heard of the server for so long, it is asked for a sign of life: a connection that is silently
    /// dead is found out.
    duration ask_after = duration::of_milliseconds(15'000);
    /// For an answer, and for a connection.
    duration patience = duration::of_milliseconds(5'000);
    /// Before the server is tried again; it doubles each time, up to the longest, and a random part of up to a half is
    /// left out. The first try is at once.
    duration first_pause = duration::of_milliseconds(100);
    duration longest_pause = duration::of_milliseconds(10'000);
    /// A pooler between here and the server is refused, as nothing is heard through one that lends connections to
    /// others. True where it gives each client a connection of its own (PgBouncer's session mode).
    bool through_pooler = false;
    session_options session{};
};

/// Hears what others tell by `notify`, on a connection of its own:
///
///     rowan::listener changes(url);
///     changes.listen("tasks");
///     read_all_tasks();
///     while (!stop.stop_requested()) {
///         const auto event = changes.wait(1min, stop);
///         if (!event) continue;
///         if (const auto* told = std::get_if<rowan::notification>(&*event))
///             read_task(told->payload);
///         else
///             read_all_tasks();  // notification_gap
///     }
///
/// Has no thread of its own: whatever is to be done, `wait` does, a lost connection made again too. Of several hosts it
/// finds the primary. One thread at a time.
class ROWAN_EXPORT listener {
public:
    /// Throws usage_error where the URL is malformed, its database tells nobody anything (SQLite) or a pooler stands
    /// between; connection_error where nobody answers, or replicas only. Later on nothing throws these.
    explicit listener(std::string url, const listener_options& options = {});
    listener(const listener&) = delete;
    listener& operator=(const listener&) = delete;
    ~listener();

    /// What is committed after this has returned, `wait` returns. Where the connection is lost just now, the next
    /// `wait` makes it again, listens, and returns a gap. `channel` is taken as it is written, capitals too; throws
    /// usage_error where it is empty or longer than the backend has names (PostgreSQL: 63 bytes).
    void listen(std::string_view channel);
    /// Afterwards nothing of it is returned, not even what has come already.
    void unlisten(std::string_view channel);

    /// The next event, or nothing when the time is over or `stop` is asked for. In the order in which they were
    /// committed; after the connection was lost comes one gap, when all channels are listened to again.
    std::optional<listener_event> wait(duration within) { return wait(within, {}); }
    std::optional<listener_event> wait(duration within, std::stop_token stop);

    /// As of the last call: time passes unseen while nobody waits.
    bool is_connected() const noexcept;
    /// Why there is no connection; empty where there is one.
    const std::string& trouble() const noexcept;

private:
    detail::listener_core* core_;  // owned
};

/// Tells those who listen to `channel`, when the open transaction is committed, or now where there is none. Of several
/// that are the same in one transaction, one is told.
///
/// Throws usage_error where the backend tells nobody anything (SQLite), or `channel` or `payload` is longer than it
/// takes (PostgreSQL: 63 and 7999 bytes); read_only_error on a replica.
ROWAN_EXPORT void notify(session& in, std::string_view channel, std::string_view payload = {});

}  // namespace rowan
