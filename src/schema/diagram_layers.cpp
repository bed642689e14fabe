#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "schema/diagram_layout.hpp"

namespace rowan::schema {

namespace {

using std::size_t;

constexpr size_t nothing = static_cast<size_t>(-1);
constexpr double gap = 18;        // between tables above each other
constexpr double lane = 9;        // between lines beside each other
constexpr double foot_room = 22;  // where the ends of lines are drawn

/// A table, or the place where lines pass a layer.
struct item {
    size_t table = nothing;
    size_t layer = 0;
    double y = 0;
    double height = 6;
    double order = 0;
};

/// From an item to one in the next layer, or back to itself.
struct segment {
    size_t left;
    size_t right;
    std::string left_column{};   ///< where `left` is a table
    std::string right_column{};  ///< likewise
    size_t net = 0;              ///< lines to one key are one line, as far as they go together
    double lane_x = 0;
};

/// Layered drawing after Sugiyama, Tagawa and Toda (1981): layers without cycles, few crossings by barycentres, then
/// heights by least squares in the order found.
class layered {
public:
    layered(const diagram& of, size_t group, layout& to) : of_(of), group_(of.groups[group]), to_(to) {}

    std::pair<double, double> run() {
        take_connected();
        put_in_layers();
        make_items();
        find_order();
        find_heights();
        find_lanes();
        place();
        draw();
        return place_single();
    }

private:
    struct edge {
        size_t relation;
        size_t low;  // the item of the table at the left
        size_t high;
        bool reversed;  // the one at the left has the key
    };

    void take_connected() {
        std::map<size_t, size_t> at;
        const auto take = [&](size_t table) {
            const auto [found, is_new] = at.emplace(table, items_.size());
            if (is_new) items_.push_back({.table = table, .height = to_.tables[table].height});
            return found->second;
        };
        for (size_t i = 0; i != of_.relations.size(); ++i) {
            const auto& each = of_.relations[i];
            if (!is_inside(each.from) || !is_inside(each.to)) continue;
            const size_t to = take(each.to);
            edges_.push_back({i, to, take(each.from), false});
        }
        for (const size_t each : group_.tables) {
            if (!at.contains(each)) single_.push_back(each);
        }
    }

    bool is_inside(size_t table) const { return std::binary_search(group_.tables.begin(), group_.tables.end(), table); }

    /// Turns round what would close a circle.
    void turn(size_t at, std::vector<int>& seen) {
        seen[at] = 1;
        for (edge& each : edges_) {
            if (each.reversed || each.high != at || each.low == at) continue;
            if (seen[each.low] == 1) {
                std::swap(each.low, each.high);
                each.reversed = true;
            } else if (seen[each.low] == 0) {
                turn(each.low, seen);
            }
        }
        seen[at] = 2;
    }

    void put_in_layers() {
        std::vector<int> seen(items_.size(), 0);
        for (size_t i = 0; i != items_.size(); ++i) {
            if (seen[i] == 0) turn(i, seen);
        }
        for (size_t pass = 0; pass != items_.size(); ++pass) {
            for (const edge& each : edges_) {
                if (each.low != each.high)
                    items_[each.high].layer = std::max(items_[each.high].layer, items_[each.low].layer + 1);
            }
        }
        for (size_t pass = 0; pass != items_.size(); ++pass) {  // and as near as they may be to what refers to them
            for (size_t i = 0; i != items_.size(); ++i) pull(i);
        }
        for (const item& each : items_) layer_count_ = std::max(layer_count_, each.layer + 1);
    }

    void pull(size_t which) {
        size_t nearest = nothing;
        for (const edge& each : edges_) {
            if (each.low == which && each.high != which) nearest = std::min(nearest, items_[each.high].layer);
        }
        if (nearest != nothing) items_[which].layer = std::max(items_[which].layer, nearest - 1);
    }

    std::string column_at(const edge& of, bool low) const {
        const auto& relation = of_.relations[of.relation];
        return low != of.reversed ? relation.referenced_column() : relation.first_column();
    }

    /// The items between the ends of an edge, and the segments; edges to one key share them.
    void make_items() {
        std::map<std::pair<size_t, std::string>, size_t> nets;
        std::map<std::pair<size_t, size_t>, size_t> passes;  // by net and layer
        ways_.resize(edges_.size());
        for (size_t i = 0; i != edges_.size(); ++i) {
            const edge each = edges_[i];
            size_t net = net_count_;
            if (!each.reversed && each.low != each.high)
                net = nets.emplace(std::pair(each.low, column_at(each, true)), net_count_).first->second;
            net_count_ = std::max(net_count_, net + 1);
            size_t at = each.low;
            while (at != each.high && items_[at].layer + 1 < items_[each.high].layer) {
                const auto [found, is_new] = passes.emplace(std::pair(net, items_[at].layer + 1), items_.size());
                if (is_new) items_.push_back({.layer = items_[at].layer + 1});
                add_segment(i, at, found->second, net, at == each.low ? column_at(each, true) : std::string(), {});
                at = found->second;
            }
            add_segment(i, at, each.high, net, at == each.low ? column_at(each, true) : std::string(),
                        column_at(each, false));
        }
    }

    void add_segment(size_t edge_at, size_t left, size_t right, size_t net, std::string left_column,
                     std::string right_column) {
        ways_[edge_at].push_back(segments_.size());
        segments_.push_back({left, right, std::move(left_column), std::move(right_column), net});
    }

    std::vector<std::vector<size_t>> layers() const {
        std::vector<std::vector<size_t>> result(layer_count_);
        for (size_t i = 0; i != items_.size(); ++i) result[items_[i].layer].push_back(i);
        for (auto& each : result) {
            std::stable_sort(each.begin(), each.end(),
                             [&](size_t left, size_t right) { return items_[left].order < items_[right].order; });
        }
        return result;
    }

    size_t crossings() const {
        size_t result = 0;
        for (size_t i = 0; i != segments_.size(); ++i) {
            for (size_t j = 0; j != i; ++j) {
                const auto& one = segments_[i];
                const auto& other = segments_[j];
                if (items_[one.left].layer != items_[other.left].layer) continue;
                const double left = items_[one.left].order - items_[other.left].order;
                const double right = items_[one.right].order - items_[other.right].order;
                if (left * right < 0) ++result;
            }
        }
        return result;
    }

    void number(const std::vector<size_t>& layer) {
        for (size_t i = 0; i != layer.size(); ++i) items_[layer[i]].order = double(i);
    }

    void find_order() {
        for (const auto& each : layers()) number(each);
        auto best = items_;
        size_t fewest = crossings();
        for (int sweep = 0; sweep != 12 && fewest != 0; ++sweep) {
            for (size_t i = 0; i != layer_count_; ++i)
                sort_layer(sweep % 2 == 0 ? i : layer_count_ - 1 - i, sweep % 2 == 0);
            if (const size_t now = crossings(); now < fewest) {
                fewest = now;
                best = items_;
            }
        }
        items_ = std::move(best);
    }

    void sort_layer(size_t which, bool by_left) {
        auto layer = layers()[which];
        std::map<size_t, double> wanted;
        for (const size_t each : layer) wanted[each] = barycentre(each, by_left);
        std::stable_sort(layer.begin(), layer.end(),
                         [&](size_t left, size_t right) { return wanted[left] < wanted[right]; });
        number(layer);
    }

    double barycentre(size_t which, bool by_left) const {
        double sum = 0;
        double count = 0;
        for (const segment& each : segments_) {
            if (each.left == each.right || (by_left ? each.right : each.left) != which) continue;
            const double row =
                row_share(by_left ? each.left : each.right, by_left ? each.left_column : each.right_column);
            sum += items_[by_left ? each.left : each.right].order + row;
            ++count;
        }
        return count == 0 ? items_[which].order : sum / count;
    }

    /// How far down its table a row is, so that lines to one table come in the order of its rows.
    double row_share(size_t which, const std::string& column) const {
        if (items_[which].table == nothing) return 0.25;
        return (port(which, column) - items_[which].y) / items_[which].height / 2;
    }

    double port(size_t which, const std::string& column) const {
        const item& at = items_[which];
        if (at.table == nothing) return at.y + at.height / 2;
        return height_of_row(of_.tables[at.table], {.y = at.y}, column);
    }

    void find_heights() {
        for (const auto& layer : layers()) {
            double y = 0;
            for (const size_t each : layer) {
                items_[each].y = y;
                y += items_[each].height + gap;
            }
        }
        for (int sweep = 0; sweep != 16; ++sweep) {
            const auto all = layers();
            for (size_t i = 0; i != layer_count_; ++i) settle(all[sweep % 2 == 0 ? i : layer_count_ - 1 - i]);
        }
        double top = 0;
        bool first = true;
        for (const item& each : items_) top = std::exchange(first, false) ? each.y : std::min(top, each.y);
        for (item& each : items_) each.y = std::round(each.y - top);
    }

    /// Where the lines of an item would be straight.
    double wanted_height(size_t which) const {
        double sum = 0;
        double count = 0;
        for (const segment& each : segments_) {
            if (each.left == each.right || (each.left != which && each.right != which)) continue;
            const double off = port(each.right, each.right_column) - port(each.left, each.left_column);
            const double weight = items_[each.left].table == nothing && items_[each.right].table == nothing
                                      ? 4
                                      : 1;  // long lines straight
            sum += weight * (each.left == which ? off : -off);
            count += weight;
        }
        return items_[which].y + (count == 0 ? 0 : sum / count);
    }

    /// The heights nearest to those wanted that keep the order: pools of neighbours that stand close together.
    void settle(const std::vector<size_t>& layer) {
        struct pool {
            double sum;
            double count;
        };
        std::vector<pool> pools;
        std::vector<double> offsets;
        double offset = 0;
        for (const size_t each : layer) {
            offsets.push_back(offset);
            pools.push_back({wanted_height(each) - offset, 1});
            offset += items_[each].height + (items_[each].table == nothing ? gap / 2 : gap);
            while (pools.size() > 1) {
                const pool last = pools.back();
                pool& before = pools[pools.size() - 2];
                if (before.sum / before.count <= last.sum / last.count) break;
                before = {before.sum + last.sum, before.count + last.count};
                pools.pop_back();
            }
        }
        size_t at = 0;
        for (const pool& each : pools) {
            for (size_t i = 0; i != static_cast<size_t>(each.count); ++i, ++at)
                items_[layer[at]].y = each.sum / each.count + offsets[at];
        }
    }

    double right_port(const segment& of) const { return port(of.right, of.right_column); }
    double left_port(const segment& of) const { return port(of.left, of.left_column); }

    struct trunk {
        double top;
        double bottom;
        double left;  // the height at which it comes in
        std::vector<size_t> segments;
    };

    /// What goes up and down between a layer and the next, by nets.
    std::vector<trunk> trunks(size_t layer) const {
        std::map<size_t, trunk> by_net;
        for (size_t i = 0; i != segments_.size(); ++i) {
            const segment& each = segments_[i];
            if (items_[each.left].layer != layer) continue;
            const double left = left_port(each);
            const double right = right_port(each);
            trunk& to = by_net.try_emplace(each.net, trunk{left, left, left, {}}).first->second;
            to.top = std::min({to.top, left, right});
            to.bottom = std::max({to.bottom, left, right});
            to.segments.push_back(i);
        }
        std::vector<trunk> result;
        for (auto& [net, each] : by_net) result.push_back(std::move(each));
        return result;
    }

    /// Lines that go down and begin lower are nearer to the left, and so are lines that go up and begin higher: then
    /// they do not cross each other.
    void find_lanes() {
        lanes_.assign(layer_count_, 0);
        for (size_t i = 0; i != layer_count_; ++i) {
            auto all = trunks(i);
            std::stable_sort(all.begin(), all.end(), [](const trunk& a, const trunk& b) {
                const bool down_a = a.bottom - a.left >= a.left - a.top;
                const bool down_b = b.bottom - b.left >= b.left - b.top;
                if (down_a != down_b) return down_b;
                return down_a ? a.left > b.left : a.left < b.left;
            });
            std::vector<std::vector<const trunk*>> lanes;
            for (const trunk& each : all) put_in_lane(each, lanes);
            lanes_[i] = lanes.size();
        }
    }

    void put_in_lane(const trunk& which, std::vector<std::vector<const trunk*>>& lanes) {
        size_t at = lanes.size();
        while (at != 0 && std::all_of(lanes[at - 1].begin(), lanes[at - 1].end(), [&](const trunk* other) {
                   return which.bottom + 4 < other->top || other->bottom + 4 < which.top;
               })) {
            --at;
        }
        if (at == lanes.size()) lanes.emplace_back();
        lanes[at].push_back(&which);
        for (const size_t each : which.segments) segments_[each].lane_x = foot_room + double(at) * lane;
    }

    void place() {
        double x = 0;
        for (size_t i = 0; i != layer_count_; ++i) {
            double wide = 0;
            for (const item& each : items_) {
                if (each.layer == i && each.table != nothing) wide = std::max(wide, to_.tables[each.table].width);
            }
            for (item& each : items_) {
                if (each.layer != i || each.table == nothing) continue;
                to_.tables[each.table] = {x, each.y, wide, each.height};
                height_ = std::max(height_, each.y + each.height);
            }
            x += wide;
            right_.push_back(x);
            width_ = x + (lanes_[i] == 0 ? 0 : foot_room + double(lanes_[i]) * lane);
            x += lanes_[i] == 0 ? 40 : 2 * foot_room + double(lanes_[i] - 1) * lane;
        }
        for (const item& each : items_) height_ = std::max(height_, each.y + each.height);
    }

    double left_of(size_t which) const { return to_.tables[items_[which].table].x; }

    void draw() {
        for (size_t i = 0; i != edges_.size(); ++i) {
            std::vector<point> line;
            for (const size_t each : ways_[i]) draw(segments_[each], line);
            if (!edges_[i].reversed && edges_[i].low != edges_[i].high) std::reverse(line.begin(), line.end());
            if (edges_[i].low == edges_[i].high) std::reverse(line.begin(), line.end());
            to_.lines[edges_[i].relation] = std::move(line);
        }
    }

    void draw(const segment& each, std::vector<point>& to) const {
        const double side = right_[items_[each.left].layer];
        const double across = side + each.lane_x;
        if (items_[each.left].table != nothing) to.push_back({side, left_port(each)});
        to.push_back({across, left_port(each)});
        to.push_back({across, right_port(each)});
        if (each.left == each.right)
            to.push_back({side, right_port(each)});
        else if (items_[each.right].table != nothing)
            to.push_back({left_of(each.right), right_port(each)});
    }

    /// Tables without relations to others of the group stand below, in rows.
    std::pair<double, double> place_single() {
        double area = 0;
        for (const size_t each : single_) area += (to_.tables[each].width + gap) * (to_.tables[each].height + gap);
        const double wide = std::max(width_, std::sqrt(area * 1.5));
        double x = 0;
        double y = height_ == 0 ? 0 : height_ + gap;
        double below = y;
        for (const size_t each : single_) {
            box& at = to_.tables[each];
            if (x > 0 && x + at.width > wide) {
                x = 0;
                y = below;
            }
            at.x = x;
            at.y = y;
            x += at.width + gap;
            below = std::max(below, y + at.height + gap);
            width_ = std::max(width_, at.x + at.width);
            height_ = std::max(height_, at.y + at.height);
        }
        return {width_, height_};
    }

    const diagram& of_;
    const diagram_group& group_;
    layout& to_;
    std::vector<item> items_;
    std::vector<edge> edges_;
    std::vector<segment> segments_;
    std::vector<std::vector<size_t>> ways_;  // of each edge its segments
    std::vector<size_t> single_;
    std::vector<size_t> lanes_;  // behind each layer
    std::vector<double> right_;  // of each layer
    size_t layer_count_ = 0;
    size_t net_count_ = 0;
    double width_ = 0;
    double height_ = 0;
};

}  // namespace

std::pair<double, double> lay_out_group(const diagram& of, std::size_t group, layout& to) {
    return layered(of, group, to).run();
}

}  // namespace rowan::schema
