#pragma once

#include <string>

namespace rowan::schema {

/// A name in a line for people.
inline std::string quoted(const std::string& name) { return '"' + name + '"'; }

}  // namespace rowan::schema
