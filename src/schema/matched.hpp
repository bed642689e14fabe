#pragma once

#include <rowan/schema/database.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace rowan::schema {

template <class Object>
bool same_object(const Object& left, const Object& right) {
    if constexpr (requires { left.schema_name; }) {
        if (left.schema_name != right.schema_name) return false;
    }
    if constexpr (
        requires { left.event; } || requires { left.using_expression; }) {
        if (left.table != right.table) return false;  // its name is its table's
    }
    if constexpr (requires { left.identity; }) {
        if (left.identity != right.identity || left.kind != right.kind) return false;
    }
    if constexpr (requires { left.identity_arguments; }) {
        const auto arguments = [](const Object& of) -> const std::string& {
            return of.identity_arguments.empty() ? of.arguments : of.identity_arguments;
        };
        if (arguments(left) != arguments(right)) return false;
    }
    return left.name == right.name;
}

template <class Object>
const Object* find_same(const std::vector<Object>& in, const Object& one) {
    const auto at = std::find_if(in.begin(), in.end(), [&](const Object& each) { return same_object(each, one); });
    return at == in.end() ? nullptr : &*at;
}

/// Two lists of objects, by their names.
template <class Object>
struct matched {
    std::vector<const Object*> gone;
    std::vector<const Object*> come;
    std::vector<std::pair<const Object*, const Object*>> kept;

    matched(const std::vector<Object>& from, const std::vector<Object>& to) {
        for (const Object& each : from) {
            if (const Object* other = find_same(to, each))
                kept.emplace_back(&each, other);
            else
                gone.push_back(&each);
        }
        for (const Object& each : to) {
            if (find_same(from, each) == nullptr) come.push_back(&each);
        }
    }
};

}  // namespace rowan::schema
