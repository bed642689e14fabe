#pragma once

#include <rowan/migrate/graph.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// Small graphs of revisions that do nothing.
namespace rowan::test {

using ids = std::vector<std::string>;

inline migrate::revision step(const std::string& id, std::initializer_list<const char*> parents = {}) {
    migrate::revision result(id, "message of " + id);
    for (const char* parent : parents) result.after(parent);
    return result;
}

inline ids names(const std::vector<const migrate::revision*>& path) {
    ids result;
    for (const migrate::revision* each : path) result.push_back(each->id());
    return result;
}

inline ids up(const migrate::graph& of, const migrate::position& from, std::string_view target) {
    return names(of.upgrade_path(from, target));
}

inline ids down(const migrate::graph& of, const migrate::position& from, std::string_view target) {
    return names(of.downgrade_path(from, target));
}

//     a - b1 - b2      the branch left
//      \  c1 - c2      the branch right
inline migrate::graph forked() {
    return migrate::graph({step("a"), step("b1", {"a"}).label("left"), step("b2", {"b1"}),
                           step("c1", {"a"}).label("right"), step("c2", {"c1"})});
}

/// Forked, and m after b2 and c2.
inline migrate::graph merged() {
    return migrate::graph({step("a"), step("b1", {"a"}).label("left"), step("b2", {"b1"}),
                           step("c1", {"a"}).label("right"), step("c2", {"c1"}), step("m", {"b2", "c2"})});
}

//     a1 - b1 - c1 - d1          the branch lib
//     a2 - b2 (needs c1) - c2    the branch app
inline migrate::graph dependent() {
    return migrate::graph({step("a1").label("lib"), step("b1", {"a1"}), step("c1", {"b1"}), step("d1", {"c1"}),
                           step("a2").label("app"), step("b2", {"a2"}).depends_on("c1"), step("c2", {"b2"})});
}

}  // namespace rowan::test
