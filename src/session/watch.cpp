#include "watch.hpp"

#include "retry.hpp"

#include <rowan/session/error.hpp>

#include <algorithm>
#include <utility>

namespace rowan {

observer_reference::observer_reference(observer* by, void* owner, void (*release)(void*))
    : held_(new std::shared_ptr<observer>(std::shared_ptr<void>(owner, release), by)) {}
observer_reference::observer_reference(const observer_reference& from)
    : held_(from.held_ == nullptr ? nullptr : new auto(*static_cast<std::shared_ptr<observer>*>(from.held_))) {}
observer_reference::~observer_reference() { delete static_cast<std::shared_ptr<observer>*>(held_); }
observer* observer_reference::get() const noexcept {
    return held_ == nullptr ? nullptr : static_cast<std::shared_ptr<observer>*>(held_)->get();
}

namespace detail {
namespace {
using clock = std::chrono::steady_clock;

std::int64_t nanoseconds_since(clock::time_point start) noexcept {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(clock::now() - start).count();
}

std::uint64_t next_session() noexcept {
    static std::atomic<std::uint64_t> last = 0;
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

thread_local observer* watches_this_thread = nullptr;

// From the narrow to the wide.
std::string_view class_of(const database_error& fault) {
    struct known {
        bool (*is)(const database_error&);
        std::string_view name;
    };
#define ROWAN_ERROR(name)                                                                           \
    known {                                                                                         \
        [](const database_error& one) { return dynamic_cast<const name*>(&one) != nullptr; }, #name \
    }
    static constexpr known all[]{
        ROWAN_ERROR(commit_unknown),    ROWAN_ERROR(connection_error), ROWAN_ERROR(constraint_error),
        ROWAN_ERROR(conflict_error),    ROWAN_ERROR(lock_error),       ROWAN_ERROR(schema_changed),
        ROWAN_ERROR(transaction_error), ROWAN_ERROR(canceled_error),   ROWAN_ERROR(data_error),
        ROWAN_ERROR(undefined_error),   ROWAN_ERROR(permission_error), ROWAN_ERROR(read_only_error),
        ROWAN_ERROR(resource_error)};
#undef ROWAN_ERROR
    const auto found = std::find_if(std::begin(all), std::end(all), [&](const known& one) { return one.is(fault); });
    return found == std::end(all) ? "database_error" : found->name;
}
}  // namespace

std::atomic<int> thread_observer::count_ = 0;

observer* thread_observer::of_this_thread() noexcept { return watches_this_thread; }

observer* thread_observer::exchange(observer* next) noexcept {
    observer* const before = std::exchange(watches_this_thread, next);
    count_ += (next != nullptr ? 1 : 0) - (before != nullptr ? 1 : 0);
    return before;
}

told_failure current_failure() {
    try {
        throw;
    } catch (const database_error& fault) {
        return {fault.message(), class_of(fault), fault.sqlstate(), fault.native_code()};
    } catch (const usage_error& fault) {
        return {fault.what(), "usage_error", {}, 0};
    } catch (const mapping_error& fault) {
        return {fault.what(), "mapping_error", {}, 0};
    } catch (const std::exception& fault) { return {fault.what(), "exception", {}, 0}; } catch (...) {
        return {"unknown error", "unknown", {}, 0};
    }
}

watch::watch(database_place place) : place_(std::move(place)), session_(next_session()) {}

void watch::add(observer_reference by) {
    plans_from_ = std::min(plans_from_, by.get()->plans_from());
    all_.push_back(std::move(by));
}

void watch::remove(const observer& by) noexcept {
    std::erase_if(all_, [&](const observer_reference& one) { return one.get() == &by; });
}

template <class Tell>
void watch::each(Tell tell) const noexcept {
    for (const observer_reference& one : all_) tell(*one.get());
    if (observer* const here = thread_observer::of_this_thread()) tell(*here);
}

observed_run watch::begin(std::string_view sql, statement_kind kind) noexcept {
    const statement_start event{sql, kind, session_, ++runs_, &place_};
    each([&](observer& one) { one.on_start(event); });
    return {clock::now(), event.run};
}

void watch::end(const observed_run& run, std::string_view sql, statement_kind kind, std::uint64_t rows,
                const told_failure* failure, const std::string* plan) noexcept {
    statement_event event{.sql = sql, .nanoseconds = nanoseconds_since(run.started), .rows = rows, .error = {}};
    event.kind = kind;
    event.session = session_;
    event.run = run.number;
    event.place = &place_;
    if (failure != nullptr) {
        event.error = failure->message;
        event.failure = failure->event();
    }
    if (kind <= statement_kind::copy) ++in_transaction_;
    if (plan != nullptr) event.plan = *plan;
    each([&](observer& one) { one.on_statement(event); });
}

void watch::failed_to_prepare(clock::time_point started, std::string_view sql, const told_failure& failure) noexcept {
    const observed_run run = begin(sql, statement_kind::statement);
    end({started, run.number}, sql, statement_kind::statement, 0, &failure);
}

bool watch::asks_for_plan(const observed_run& run, std::string_view sql) const noexcept {
    const std::int64_t time = nanoseconds_since(run.started);
    bool result = false;
    if (time < plans_from_) return false;
    for (const observer_reference& one : all_)
        result = (one.get()->plans_from() <= time && one.get()->wants_plan(sql, time)) || result;
    return result;
}

void watch::begin_transaction() noexcept {
    transaction_ = clock::now();
    in_transaction_ = 0;
    each([&](observer& one) { one.on_transaction_start({session_, &place_}); });
}

void watch::end_transaction(transaction_outcome outcome) noexcept {
    if (!transaction_) return;
    const transaction_event event{outcome, nanoseconds_since(*transaction_), in_transaction_, session_, &place_};
    transaction_.reset();
    each([&](observer& one) { one.on_transaction(event); });
}

void watch::retry(const retry_course& of, const told_failure& failure) const noexcept {
    const retry_event event{of.attempts(), failure.event(), session_, &place_,
                            std::chrono::nanoseconds(of.pause()).count()};
    each([&](observer& one) { one.on_retry(event); });
}

}  // namespace detail
}  // namespace rowan
