#include "cli/screen.hpp"

#include <fmt/format.h>

#include <ostream>

namespace rowan::cli {

void progress_lines::begin_revision(const migrate::revision& which, migrate::direction) {
    out_ << which.id() << "  " << which.message() << " … " << std::flush;
    open_ = true;
}

void progress_lines::end_revision(const migrate::revision&, migrate::direction, std::int64_t milliseconds) {
    out_ << milliseconds << " ms\n";
    open_ = false;
    for (const std::string& note : notes_) out_ << "  " << note << '\n';
    notes_.clear();
    out_ << std::flush;
}

void progress_lines::note(const migrate::revision&, std::string_view text) { notes_.emplace_back(text); }

void progress_lines::interrupt() {
    if (open_) out_ << "failed\n" << std::flush;
    open_ = false;
}

void statement_lines::on_statement(const statement_event& event) noexcept {
    try {
        const double milliseconds = static_cast<double>(event.nanoseconds) / 1e6;
        out_ << fmt::format("  [{:.1f} ms] {}\n", milliseconds, event.sql);
    } catch (...) {  // a lost line stops no migration
    }
}

}  // namespace rowan::cli
