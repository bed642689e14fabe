#pragma once

#include <rowan/session/replication.hpp>

#include "postgresql_connection.hpp"

namespace rowan::detail::postgresql {

class replication final : public driver_replication {
public:
    explicit replication(connection& on) : on_(on) {}
    bool is_replica() override;
    server_standing standing() override;

private:
    connection& on_;
};

}  // namespace rowan::detail::postgresql
