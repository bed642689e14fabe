#pragma once

#include <rowan/migrate/folder.hpp>
#include <rowan/migrate/graph.hpp>
#include <rowan/schema/database.hpp>
#include <rowan/session/scratch_database.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <rowan/export.hpp>

namespace rowan::migrate {

/// There is no place to run the revisions in: the user may not create a database, and named none.
class ROWAN_EXPORT no_scratch_error : public migration_error {
public:
    using migration_error::migration_error;
};

/// A database in which revisions are run to see what they make; gone with this object. See scratch_database.
///
/// Throws no_scratch_error; usage_error, database_error of a scratch_database. Lifetime: `beside` and `revisions` must
/// outlive this.
class ROWAN_EXPORT replay {
public:
    replay(session& beside, const graph& revisions, const std::string& scratch = {});

    /// Applies what is missing up to `target`; throws revision_error.
    void upgrade(std::string_view target);
    session& place() noexcept { return database_.place(); }
    /// The schema as it is now: that of `take_snapshot`.
    schema::database made(const std::vector<std::string>& ignored = {});

private:
    const graph* graph_;
    scratch_database database_;
};

struct replay_options {
    /// Run behind the revisions.
    std::span<const named_script> repeatables{};
    /// URL of an empty database to run them in, for a user who may not create one.
    std::string scratch{};
    /// Tables that are left out, as in autogenerate_options.
    std::vector<std::string> ignored{};
};

/// The schema that the revisions make up to `up_to`, data and C++ steps run as they are, beside a database that is
/// not touched. Throws what replay does.
ROWAN_EXPORT schema::database replayed(session& beside, const graph& revisions, const position& up_to,
                                       const replay_options& how = {});

}  // namespace rowan::migrate
