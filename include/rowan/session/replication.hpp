#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

/// Where a server stands among those that hold the same data.
struct server_standing {
    bool replica = false;
    std::uint64_t position = 0;  ///< of the last write; on a replica of the last one that can be read there
    std::uint32_t reign = 0;     ///< of a primary: grows with every promotion
};

/// The part of a driver whose servers may have replicas, which follow the positions of one primary's writes.
class ROWAN_EXPORT driver_replication {
public:
    /// As the server has said last; it is asked only where it does not say so by itself.
    virtual bool is_replica() = 0;
    virtual server_standing standing() = 0;
    /// The other servers, `host:port`: one that was promoted since may know what became of a commit whose connection was lost.
    virtual void ask_also(std::vector<std::string> hosts) = 0;

protected:
    ~driver_replication() = default;
};

}  // namespace rowan
