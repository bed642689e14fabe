#pragma once

#include <rowan/session/notifications.hpp>

#include "postgresql_connection.hpp"

namespace rowan::detail::postgresql {

class notifications final : public driver_notifications {
public:
    explicit notifications(connection& on) : on_(on) {}
    std::string_view notify_statement() const noexcept override { return "select pg_catalog.pg_notify($1, $2)"; }
    std::size_t longest_channel() const noexcept override { return 63; }
    std::size_t longest_payload() const noexcept override { return 7999; }  // manual, NOTIFY: shorter than 8000
    std::unique_ptr<notification_wire> wire(bool through_pooler) override;

private:
    connection& on_;
};

}  // namespace rowan::detail::postgresql
