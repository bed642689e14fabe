#pragma once

#include <string_view>
#include <vector>

namespace music_shop {

/// A question of the music shop asked by hand, in plain SQL.
struct by_hand {
    std::string_view question;
    std::string_view postgresql;
    std::string_view sqlite;  ///< empty: the same
};

const std::vector<by_hand>& questions_by_hand();

}  // namespace music_shop
