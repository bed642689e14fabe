#pragma once

#include "support/database.hpp"

#include <memory>
#include <string>

#include <sys/types.h>

namespace rowan::test {

/// A PgBouncer in transaction mode before a server, with fewer connections to it than it takes. Each transaction runs
/// on another one of them than the last.
class pgbouncer {
public:
    /// `prepared_statements`: as max_prepared_statements, where this PgBouncer has it (1.21). `setting`: one more line.
    explicit pgbouncer(const std::string& server, int prepared_statements = 0, const std::string& setting = {});
    pgbouncer(const pgbouncer&) = delete;
    pgbouncer& operator=(const pgbouncer&) = delete;
    ~pgbouncer();

    const std::string& url() const noexcept { return url_; }
    /// What lives on its connections to the server though no transaction is open: prepared statements, settings, locks,
    /// temporary tables, channels listened to. A line for each, empty where there is none.
    std::string left_behind();

private:
    void start(const std::string& file);
    void open_all();

    struct client;
    temporary_folder folder_;
    std::string url_;
    pid_t pid_ = 0;
    std::vector<client> clients_;  ///< as many as it has connections to the server
};

}  // namespace rowan::test
