#include "begin_text.hpp"

namespace rowan::detail {

std::string_view isolation_text(isolation level) noexcept {
    switch (level) {
        case isolation::usual: break;
        case isolation::read_committed: return "read committed";
        case isolation::repeatable_read: return "repeatable read";
        case isolation::serializable: return "serializable";
    }
    return {};
}

std::string begin_text(const transaction_options& options) {
    std::string result = "begin";
    if (options.level != isolation::usual) result.append(" isolation level ").append(isolation_text(options.level));
    if (options.read_only) result += " read only";
    if (options.deferrable) result += " deferrable";
    return result;
}

}  // namespace rowan::detail
