#pragma once

#include "music_shop/table.hpp"

#include <string_view>
#include <type_traits>
#include <vector>

namespace music_shop {

/// Something to be known about the shop. How it is asked is in the .cpp files of questions/.
struct question {
    std::string_view name;
    std::string_view words;
    table (*answer)(rowan::session&);
    /// The rows that SQL of another's making returns, in the same form.
    table (*answer_by_sql)(rowan::session&, std::string_view sql);
};

std::vector<question> catalogue_questions();
std::vector<question> playlist_questions();
std::vector<question> customer_questions();
std::vector<question> sales_questions();
std::vector<question> staff_questions();

std::vector<question> questions();

/// `Ask` is a function of a session that returns rows.
template <auto Ask>
question asked(std::string_view name, std::string_view words) {
    using row = typename std::invoke_result_t<decltype(Ask), rowan::session&>::value_type;
    return {name, words, [](rowan::session& db) { return as_table(Ask(db)); },
            [](rowan::session& db, std::string_view sql) { return as_table(read_all<row>(db.query(sql))); }};
}

}  // namespace music_shop
