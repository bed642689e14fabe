#pragma once

#include <rowan/session/session.hpp>
#include <rowan/session/transaction.hpp>

#include <optional>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// How a backend comes to a place with nothing in it (`driver::scratch`): another database, or a script that is run in
/// a transaction.
struct scratch_means {
    std::string_view url{};
    std::string_view enter{};
};

/// A place beside a database, of the same server and version, where a schema can be tried out: objects without a schema
/// in their name come to be there, and nothing of it is left. Throws database_error where the user may not have one
/// (SQLSTATE 42501), usage_error where the backend has none. Lifetime: `beside` must outlive this, and is not to be
/// used meanwhile.
class ROWAN_EXPORT scratch {
public:
    explicit scratch(session& beside);
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch();

    session& place() noexcept { return apart_ ? *apart_ : *beside_; }

private:
    session* beside_;
    std::optional<session> apart_;
    std::optional<transaction> passing_;
};

}  // namespace rowan
