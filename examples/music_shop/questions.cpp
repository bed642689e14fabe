#include "music_shop/questions.hpp"

namespace music_shop {

std::vector<question> questions() {
    std::vector<question> result;
    for (const auto part :
         {catalogue_questions, playlist_questions, customer_questions, sales_questions, staff_questions}) {
        for (const question& one : part()) result.push_back(one);
    }
    return result;
}

}  // namespace music_shop
