#pragma once

#include "support/database.hpp"

#include <string>
#include <vector>

#include <sys/types.h>

namespace rowan::test {

class server;
struct replica_of {
    const server& primary;
};

/// A PostgreSQL server of its own in a temporary folder, listening on 127.0.0.1. It ends with its object, and where the
/// test's process is killed, with that one.
class server {
public:
    /// A new one. `settings`: lines of postgresql.conf.
    explicit server(std::string settings = {});
    /// A copy of `primary` that follows it by streaming.
    explicit server(replica_of one);
    server(const server&) = delete;
    server& operator=(const server&) = delete;
    ~server();

    std::string host() const;  ///< 127.0.0.1:port
    std::string url() const { return url_of({this}); }
    /// With several hosts.
    static std::string url_of(const std::vector<const server*>& all);
    rowan::session open() const { return rowan::open(url()); }

    void start();
    /// Returns when all of its processes are gone.
    void kill();
    void stop();
    void promote();
    /// Makes a killed server a replica of `primary`.
    void follow(const server& primary);

private:
    static const std::string& empty_data();
    void run(const std::vector<std::string>& words) const;
    void configure(const std::string& lines) const;
    std::string data() const { return (folder_.path() / "data").string(); }

    temporary_folder folder_;
    int port_ = 0;
    pid_t process_ = 0;
};

}  // namespace rowan::test
