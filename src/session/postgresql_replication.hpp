#pragma once

#include <rowan/session/replication.hpp>

#include <string>
#include <utility>
#include <vector>

#include "postgresql_connection.hpp"

namespace rowan::detail::postgresql {

class replication final : public driver_replication {
public:
    explicit replication(connection& on) : on_(on) {}
    bool is_replica() override;
    server_standing standing() override;
    void ask_also(std::vector<std::string> hosts) override { others_ = std::move(hosts); }
    const std::vector<std::string>& others() const noexcept { return others_; }

private:
    connection& on_;
    std::vector<std::string> others_;
};

}  // namespace rowan::detail::postgresql
