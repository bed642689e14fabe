#include "migrate/names_near.hpp"

#include <algorithm>
#include <numeric>

namespace rowan::migrate {

namespace {

/// Levenshtein: how many characters to insert, drop or replace.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i != a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j != b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string nearest_names(std::string_view wanted, const std::vector<std::string_view>& names, std::size_t count) {
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return distance(wanted, names[a]) < distance(wanted, names[b]);
    });
    order.resize(std::min(count, order.size()));
    std::sort(order.begin(), order.end());
    std::string result;
    for (const std::size_t each : order) result.append(result.empty() ? "" : ", ").append(names[each]);
    return result;
}

}  // namespace rowan::migrate
