#pragma once

#include <rowan/dialect/dialect.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Rendered text that was read by a person once and is kept in tests/dialect/golden/<dialect>/<name>.sql.
///
/// After a wanted change: ROWAN_UPDATE_GOLDEN=1 build/tests/test_dialect writes the files anew and fails, so that no
/// build server can pass this way; then read the difference.
namespace rowan::test {

std::filesystem::path golden_folder(const dialect& by);
std::string golden(const dialect& by, std::string_view name);
void check_golden(const dialect& by, std::string_view name, const std::string& rendered);

/// Both, for tests that go through them.
const std::vector<const dialect*>& dialects();

}  // namespace rowan::test
