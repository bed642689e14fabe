#include <rowan/session/expect_statements.hpp>

#include "watch.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rowan::testing {

struct statement_recorder::state final : observer {
    void on_statement(const statement_event& told) noexcept override {
        all.push_back({std::string(told.sql), told.rows, std::string(told.error), told.kind});
        if (before != nullptr) before->on_statement(told);
    }

    std::vector<statement_record> all;
    session* of = nullptr;       ///< null: those of the thread
    observer* before = nullptr;  ///< of the thread, which sees the same
};

namespace {
bool is_counted(const statement_record& one) noexcept { return one.kind <= statement_kind::copy; }
}  // namespace

statement_recorder::statement_recorder(session& of) : state_(new state) {
    state_->of = &of;
    of.observe(static_cast<observer*>(state_));
}

statement_recorder::statement_recorder() : state_(new state) {
    state_->before = rowan::detail::thread_observer::exchange(state_);
}

statement_recorder::~statement_recorder() {
    if (state_->of != nullptr) {
        state_->of->stop_observing(*state_);
    } else {
        rowan::detail::thread_observer::exchange(state_->before);
    }
    delete state_;
}

std::size_t statement_recorder::count() const {
    return static_cast<std::size_t>(std::count_if(state_->all.begin(), state_->all.end(), is_counted));
}

const std::vector<statement_record>& statement_recorder::all() const { return state_->all; }
std::string statement_recorder::last() const { return state_->all.empty() ? std::string() : state_->all.back().sql; }
void statement_recorder::clear() { state_->all.clear(); }

std::string statement_recorder::listed() const {
    std::string result;
    std::size_t number = 0;
    for (const statement_record& one : state_->all) {
        result += is_counted(one) ? fmt::format("\n  {}. {}", ++number, one.sql) : fmt::format("\n     {}", one.sql);
        result +=
            one.error.empty() ? fmt::format("  -- rows: {}", one.rows) : fmt::format("  -- failed: {}", one.error);
    }
    return result;
}

unexpected_statements::unexpected_statements(const std::string& message, std::size_t count,
                                             std::vector<statement_record> ran)
    : error(message), count_(count), ran_(std::move(ran)) {}

void check_statements(const statement_recorder& ran, statement_budget budget) {
    const std::size_t count = ran.count();
    if (count >= budget.least && count <= budget.most) return;
    const std::string wanted = budget.least == budget.most ? fmt::format("{}", budget.least)
                               : budget.least == 0         ? fmt::format("at most {}", budget.most)
                                                           : fmt::format("at least {}", budget.least);
    throw unexpected_statements(fmt::format("{} statement{} ran, expected {}:{}", count, count == 1 ? "" : "s", wanted,
                                            ran.all().empty() ? " none" : ran.listed()),
                                count, ran.all());
}

}  // namespace rowan::testing
