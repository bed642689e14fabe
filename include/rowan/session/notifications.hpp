#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// What somebody told by `notify`.
struct notification {
    std::string channel;
    std::string payload;
    std::int64_t sender = 0;  ///< PostgreSQL: the server's process for it

    friend bool operator==(const notification&, const notification&) = default;
};

/// A connection that hears notifications, closed at first. No member of it waits.
class ROWAN_EXPORT notification_wire {
public:
    enum class state { closed, busy, ready };
    /// What it waits for while it is busy or ready.
    struct interest {
        int descriptor = -1;
        bool to_write = false;
    };

    virtual ~notification_wire() = default;

    /// Begins to connect, to the next host where there are several, and then to listen to `channels`.
    virtual void connect(std::span<const std::string> channels) = 0;
    virtual void close() noexcept = 0;
    /// Takes in what has come and goes on with what is under way.
    virtual state step() = 0;
    virtual interest waits_for() const noexcept = 0;
    /// Why it is closed.
    virtual const std::string& trouble() const noexcept = 0;

    /// These begin what `step` ends; only while it is ready.
    virtual void listen(std::string_view channel) = 0;
    virtual void unlisten(std::string_view channel) = 0;
    virtual void ask() = 0;

    /// What has come, one by one.
    virtual std::optional<notification> next() = 0;
};

/// The part of a driver whose database tells its clients things.
class ROWAN_EXPORT driver_notifications {
public:
    /// Tells `$2` to the channel `$1`, with the transaction.
    virtual std::string_view notify_statement() const noexcept = 0;
    virtual std::size_t longest_channel() const noexcept = 0;  ///< bytes
    virtual std::size_t longest_payload() const noexcept = 0;  ///< bytes
    /// To where the driver's own connection leads. `through_pooler`: as in listener_options.
    virtual std::unique_ptr<notification_wire> wire(bool through_pooler) = 0;

protected:
    ~driver_notifications() = default;
};

}  // namespace rowan
