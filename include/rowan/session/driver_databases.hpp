#pragma once

#include <string>
#include <utility>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

/// The part of a driver whose server keeps several databases.
class ROWAN_EXPORT driver_databases {
public:
    /// Makes an empty database, encoded and sorted as the one that is connected, and returns its name. Those that were
    /// made so and that nobody uses any more, their maker having been killed, are dropped before.
    virtual std::string create() = 0;
    virtual void drop(const std::string& name) noexcept = 0;
    /// Connects to it as this session is connected; holds the password.
    virtual std::string url_of(const std::string& name) = 0;

    /// Servers of the same version write their catalogs alike.
    virtual std::string version() = 0;
    /// What the database holds that a new one does not, for people: `table public.tasks`.
    virtual std::vector<std::string> contents() = 0;
    /// Drops that.
    virtual void clear() = 0;

    /// What holds in a database, as opposed to another one of its server, for what is run in it.
    struct surroundings {
        std::string schema_name;  ///< in which things are made that have none in their name
        std::vector<std::pair<std::string, std::string>> settings;
    };
    virtual surroundings here() = 0;
    virtual void settle(const surroundings& as_there) = 0;

protected:
    ~driver_databases() = default;
};

}  // namespace rowan
