#include <rowan/session/pool.hpp>

#include "pool_hosts.hpp"
#include "retry.hpp"
#include "session_core.hpp"
#include "throw_error.hpp"

#include <optional>

namespace rowan {

detail::session_source::~session_source() = default;

namespace {
struct no_set_up {
    void operator()(session&) const {}
};
}  // namespace

session& pooled_session::operator*() const noexcept { return entry_->db; }
void pooled_session::give_back() noexcept { core_->give_back(*entry_); }

pool::pool(std::string url, const pool_options& options)
    : pool(url, options, new detail::session_source_with<no_set_up>(options.session, {})) {}

pool::pool(const std::string& url, const pool_options& options, detail::session_source* source)
    : hosts_(new detail::pool_hosts(url, options, std::unique_ptr<detail::session_source>(source))) {}

pool::~pool() { delete hosts_; }

pooled_session pool::take() {
    const auto [core, entry] = hosts_->take(nullptr);
    return pooled_session(*core, *entry);
}
pooled_session pool::read() {
    const auto [core, entry] = hosts_->read(0);
    return pooled_session(*core, *entry);
}
pool_counters pool::counters() const { return hosts_->counters(); }
std::vector<pool_host> pool::hosts() const { return hosts_->hosts(); }
void pool::tidy() { hosts_->tidy(); }

void pool::run_transaction(const transaction_options& options, void* with,
                           void (*work)(session& on, const transaction_options& how, void* with),
                           detail::write_mark* mark) {
    detail::told_failure lost;
    for (detail::retry_course course(options.retry);;) {
        std::optional<pooled_session> on;
        try {
            const auto [core, entry] = hosts_->take(mark);
            on.emplace(pooled_session(*core, *entry));
            if (course.attempts() > 1) detail::pool_core::tell_retry(**on, course, lost);
            return work(**on, options, with);
        } catch (const commit_unknown&) { throw; } catch (const connection_error& fault) {
            const bool ours = !on || (*on)->is_lost();
            on.reset();
            lost = detail::current_failure();
            hosts_->look_now();
            if (!ours || !detail::may_come_back(fault) || !course.again()) throw;
        } catch (const read_only_error&) {
            const bool misled = on && hosts_->is_misled(**on);
            on.reset();
            lost = detail::current_failure();
            if (!misled || !course.again()) throw;
        }
    }
}

}  // namespace rowan
