#pragma once

#include <set>
#include <string>
#include <string_view>

// What things of a database are called in C++.
namespace rowan::migrate {

/// `name` where it is a good name in C++, else one like it: in small letters, without what no name has, no keyword.
/// `before` is put before one that begins with a digit, and stands for one of which nothing is left.
std::string cpp_name(std::string_view name, std::string_view before);
/// `categories` is `category`; what is no English plural is left as it is.
std::string singular(std::string name);
bool is_namespace(std::string_view text);

/// Names of one scope.
class name_scope {
public:
    explicit name_scope(std::set<std::string> taken = {}) : taken_(std::move(taken)) {}

    /// `name`, or `name_2` and so on where it is taken.
    std::string take(const std::string& name);
    bool has(const std::string& name) const { return taken_.contains(name); }

private:
    std::set<std::string> taken_;
};

}  // namespace rowan::migrate
