#include <rowan/migrate/tenants.hpp>

#include <rowan/session/introspect.hpp>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>

namespace rowan::migrate {

namespace {

/// Keeps what has been applied before a failure.
class applied_list final : public progress {
public:
    void end_revision(const revision& which, direction, std::int64_t) override { ids.push_back(which.id()); }
    std::vector<std::string> ids;
};

tenant_report upgrade(const tenant& one, const graph& revisions, const tenants_options& options) {
    const auto started = std::chrono::steady_clock::now();
    tenant_report result{.name = one.name, .state = tenant_state::failed, .applied = {}, .at = {}, .error = {}};
    applied_list seen;
    try {
        session database(one.url, {.schemas = one.schemas});
        migrator run(database, revisions);
        run.report_to(&seen).on_busy(options.busy).wait_at_most(options.wait_at_most).because(options.reason);
        const outcome done = run.upgrade(options.target);
        result.at = done.to;
        result.state = done.applied.empty() ? tenant_state::nothing_to_do : tenant_state::upgraded;
    } catch (const std::exception& failure) { result.error = failure.what(); }
    result.applied = std::move(seen.ids);
    result.milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started).count();
    return result;
}

/// Hands the tenants out to threads and collects what they say.
class tenants_run {
public:
    tenants_run(const std::vector<tenant>& all, const graph& revisions, const tenants_options& options,
                tenants_progress* progress)
        : tenants_(all), graph_(revisions), options_(options), progress_(progress) {
        for (const tenant& each : all) reports_.push_back({.name = each.name, .applied = {}, .at = {}, .error = {}});
    }

    std::vector<tenant_report> run() {
        std::vector<std::thread> threads;
        const std::size_t wanted = std::min(std::max<std::size_t>(options_.at_once, 1), tenants_.size());
        try {
            while (threads.size() < wanted) threads.emplace_back([this] { work(); });
        } catch (const std::system_error&) {
            if (threads.empty()) work();  // the system gives no more threads: those that are there do it
        }
        for (std::thread& each : threads) each.join();
        return std::move(reports_);
    }

private:
    void work() {
        for (std::size_t at = next(); at < tenants_.size(); at = next()) {
            tenant_report done = upgrade(tenants_[at], graph_, options_);
            const std::lock_guard lock(mutex_);
            has_failed_ = has_failed_ || done.state == tenant_state::failed;
            reports_[at] = std::move(done);
            if (progress_ != nullptr) progress_->on_tenant(reports_[at], ++done_, tenants_.size());
        }
    }

    std::size_t next() {
        const std::lock_guard lock(mutex_);
        return has_failed_ && options_.stop_at_failure ? tenants_.size() : next_++;
    }

    const std::vector<tenant>& tenants_;
    const graph& graph_;
    const tenants_options& options_;
    tenants_progress* progress_;
    std::mutex mutex_;
    std::vector<tenant_report> reports_;
    std::size_t next_ = 0;
    std::size_t done_ = 0;
    bool has_failed_ = false;
};

}  // namespace

std::vector<tenant_report> upgrade_each(const std::vector<tenant>& tenants, const graph& revisions,
                                        const tenants_options& options, tenants_progress* progress) {
    return tenants_run(tenants, revisions, options, progress).run();
}

std::vector<tenant> tenants_of(session& database, const std::string& url, std::string_view pattern) {
    std::vector<tenant> result;
    for (const std::string& each : schemas_like(database, pattern)) result.push_back({each, url, {each}});
    return result;
}

}  // namespace rowan::migrate
