#include "migrate/names_near.hpp"

#include "meta/edit_distance.hpp"

#include <algorithm>
#include <numeric>

namespace rowan::migrate {

std::string nearest_names(std::string_view wanted, const std::vector<std::string_view>& names, std::size_t count) {
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::size_t> distances;
    for (const std::string_view name : names) distances.push_back(detail::edit_distance(wanted, name));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return distances[a] < distances[b]; });
    order.resize(std::min(count, order.size()));
    std::sort(order.begin(), order.end());
    std::string result;
    for (const std::size_t each : order) result.append(result.empty() ? "" : ", ").append(names[each]);
    return result;
}

}  // namespace rowan::migrate
