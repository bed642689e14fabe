#pragma once

#include <rowan/session/driver_databases.hpp>

#include "postgresql_connection.hpp"

namespace rowan::detail::postgresql {

class databases final : public driver_databases {
public:
    explicit databases(connection& on) noexcept : on_(on) {}

    std::string create() override;
    void drop(const std::string& name) noexcept override;
    std::string url_of(const std::string& name) override;
    std::string version() override;
    std::vector<std::string> contents() override;
    void clear() override;
    surroundings here() override;
    void settle(const surroundings& as_there) override;

private:
    void drop_leftovers() noexcept;
    std::vector<std::vector<std::string>> objects();

    connection& on_;
};

}  // namespace rowan::detail::postgresql
