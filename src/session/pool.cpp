#include <rowan/session/pool.hpp>

#include "pool_core.hpp"
#include "retry.hpp"
#include "session_core.hpp"
#include "throw_error.hpp"
#include "url.hpp"

#include <optional>

namespace rowan {
namespace detail {
session_source::~session_source() = default;

namespace {
struct open_url {
    std::string url;
    session_options options;
    session operator()() const { return session(url, options); }
};

// Where there is a URL, it tells what kind of database it is.
pool_core* make_core(const std::string& url, pool_options options, std::unique_ptr<session_source> source) {
    bool in_memory = false;
    if (!url.empty()) {
        const database_url parsed = parse_url(url);
        options.one_writer = parsed.on == backend::sqlite;
        in_memory = options.one_writer && parsed.file.empty();
    }
    return new pool_core(options, std::move(source), in_memory);
}
}  // namespace
}  // namespace detail

session& pooled_session::operator*() const noexcept { return entry_->db; }
void pooled_session::give_back() noexcept { core_->give_back(*entry_); }

pool::pool(std::string url, const pool_options& options)
    : pool(url, options, new detail::session_source_of<detail::open_url>({url, options.session})) {}

pool::pool(const std::string& url, const pool_options& options, detail::session_source* source)
    : core_(detail::make_core(url, options, std::unique_ptr<detail::session_source>(source))) {}

pool::~pool() {
    core_->close();
    core_->release();
}

pooled_session pool::take() { return pooled_session(*core_, core_->take(false)); }
pooled_session pool::read() { return pooled_session(*core_, core_->take(true)); }
pool_counters pool::counters() const { return core_->counters(); }
void pool::tidy() { core_->tidy(); }

namespace {
// Not where the server answered that it will not have us.
bool may_come_back(const connection_error& fault) {
    return fault.retryable() || fault.sqlstate().starts_with("08") || fault.sqlstate().starts_with("57P0");
}
}  // namespace

void pool::run_transaction(const transaction_options& options, void* with,
                           void (*work)(session& on, const transaction_options& how, void* with)) {
    for (detail::retry_course course(options.retry);;) {
        std::optional<pooled_session> on;
        try {
            on.emplace(take());
            return work(**on, options, with);
        } catch (const commit_unknown&) { throw; } catch (const connection_error& fault) {
            const bool ours = !on || (*on)->is_lost();
            on.reset();
            if (!ours || !may_come_back(fault) || !course.again()) throw;
        }
    }
}

}  // namespace rowan
