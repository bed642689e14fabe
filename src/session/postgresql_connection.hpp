#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "postgresql_types.hpp"

struct pg_conn;
struct pg_result;

namespace rowan::detail::postgresql {

struct result_deleter {
    void operator()(pg_result* result) const noexcept;
};
using result_pointer = std::unique_ptr<pg_result, result_deleter>;

/// By the number of the process that answers, which is not the one that the connection was told of. Empty where it cannot be
/// asked now.
std::optional<bool> is_lent_by_pooler(pg_conn* handle) noexcept;

/// The open handle, what is known of its server, and the statements prepared there.
class connection {
public:
    /// `lent` as in make_postgresql_driver.
    connection(pg_conn* handle, std::string description, std::optional<bool> lent)
        : handle_(handle), description_(std::move(description)), lent_(lent) {}
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    pg_conn* handle() const noexcept { return handle_; }
    const std::string& description() const noexcept { return description_; }

    /// Throws usage_error where the connection is in the middle of a bulk insert or does not speak UTF-8, connection_error
    /// where it was lost before.
    void check_ready() const;
    bool is_lost() const noexcept;
    bool is_copying() const noexcept { return copying_; }
    /// Keeps why the connection is gone, in its first words.
    void note_loss(std::string_view why) const;
    /// Runs `sql` by the simple protocol and throws where it fails.
    result_pointer run(const char* sql) const;
    /// Ends a COPY that `result` has started and throws usage_error; the connection can be used again.
    void refuse_copy(const result_pointer& result, std::string_view sql) const;

    /// Prepares and describes in one round trip. `name` may be empty: the statement that the next one replaces.
    result_pointer prepare(const std::string& name, const std::string& sql);
    /// A name that no other statement of this process has: two sessions may share one handle.
    std::string next_name();
    /// Deallocates `name` now, or where the transaction is aborted or the connection busy, before the next statement is
    /// prepared.
    void retire(std::string name) noexcept;
    /// Statements that retire from now on are deallocated together.
    void closing() noexcept { closing_ = true; }
    void deallocate_retired() noexcept;

    /// The types with these numbers, those that are not PostgreSQL's own read from the catalog. Lifetime: the
    /// connection's.
    std::vector<const wire_type*> types(const std::vector<std::uint32_t>& oids);

    /// A pooler lends the server's process to others between transactions: what was prepared there is not found again.
    bool is_lent() noexcept;

    bool in_transaction() const noexcept;
    /// Between these, a bulk insert has the connection.
    void copy_starts() noexcept;
    void copy_ended() noexcept { copying_ = false; }
    /// Begins a transaction that only reads where none is open; true where the cursor lives in such a one.
    bool cursor_opens();
    /// Of those that live in a transaction begun for them, the last one ends it.
    void cursor_closes() noexcept;

private:
    struct catalog_type {
        wire_type type;
        std::string name;
        bool is_text = false;
        std::uint32_t base = 0;
        std::uint32_t element = 0;
    };
    const wire_type* known(std::uint32_t oid) const noexcept;
    void read_catalog(const std::vector<std::uint32_t>& oids);
    void resolve(catalog_type& of);

    pg_conn* handle_;
    std::string description_;
    std::unordered_map<std::uint32_t, catalog_type> from_catalog_;
    std::vector<std::string> retired_;
    std::size_t prepared_ = 0;
    bool closing_ = false;
    mutable std::string loss_;  ///< empty while it is there
    bool copying_ = false;
    bool copies_in_transaction_ = false;
    std::optional<bool> lent_;
    std::size_t cursors_ = 0;  ///< in a transaction begun for them
};

}  // namespace rowan::detail::postgresql
