#include "drivers.hpp"
#include "sqlite_open.hpp"

#include <rowan/session/error.hpp>
#include <rowan/session/soci.hpp>

#include <fmt/format.h>

#include <sqlite3.h>

#include <mutex>

namespace rowan::detail {
namespace {
using testing::database_copies;
using testing::database_copy;

sqlite3* handle_of(session& of) { return static_cast<sqlite3*>(sqlite_handle_of(soci_session(of))); }

void copy_all(sqlite3* from, sqlite3* to) {
    sqlite3_backup* const run = sqlite3_backup_init(to, "main", from, "main");
    if (run != nullptr) sqlite3_backup_step(run, -1);
    const int code = run == nullptr ? sqlite3_errcode(to) : sqlite3_backup_finish(run);
    if (code == SQLITE_OK) return;
    database_error::details what;
    what.message = fmt::format("the template cannot be copied: {}", sqlite3_errmsg(to));
    what.sqlstate = "58030";
    what.native_code = code;
    throw resource_error(std::move(what));
}

class sqlite_copies final : public database_copies {
public:
    sqlite_copies(const session_options& options, void* with, work prepare)
        : options_(options), made_(memory, options) {
        prepare(with, made_);
        if (made_.in_transaction()) throw usage_error("the template was left with a transaction open: commit it");
    }

    std::unique_ptr<database_copy::state> copy() override {
        auto result = std::make_unique<database_copy::state>();
        result->db.emplace(memory, options_);
        const std::lock_guard held(mutex_);
        copy_all(handle_of(made_), handle_of(*result->db));
        return result;
    }

private:
    static constexpr std::string_view memory = "sqlite://:memory:";
    session_options options_;
    std::mutex mutex_;
    session made_;
};
}  // namespace

std::unique_ptr<database_copies> make_sqlite_copies(const session_options& options, void* with,
                                                    database_copies::work prepare) {
    return std::make_unique<sqlite_copies>(options, with, prepare);
}

}  // namespace rowan::detail
