#pragma once

#include <rowan/schema/operation.hpp>

#include <string>
#include <vector>

namespace rowan::migrate {

/// Operations as a text that is the same on every backend, with every compiler and in every later version: names and
/// values, and of these only what is not left as it comes.
std::string canonical(const std::vector<schema::operation>& operations);

}  // namespace rowan::migrate
