#include "rows.hpp"

#include <algorithm>
#include <random>

namespace rows {
namespace {

constexpr std::int64_t first_instant = 1'700'000'000'123'457;

// Whatever stands in `number`, 20 characters.
std::string title_of(std::int64_t number) {
    std::string digits = std::to_string(number);
    return "reading " + std::string(12 - digits.size(), '0') + digits;
}

template <class Reading>
void fill(Reading& to, std::int64_t number) {
    to.title = title_of(number);
    to.amount = static_cast<double>(number) * 1.25;
    to.quantity = static_cast<std::int32_t>(number % 1000);
    if (number % 2 == 0) to.note = "note " + std::to_string(number);
    to.recorded_at = {first_instant + number * 1'000'003};
}

}  // namespace

std::vector<reading> make_readings(std::size_t count) {
    std::vector<reading> result(count);
    std::int64_t number = 0;
    for (reading& one : result) {
        one.id = ++number;
        fill(one, number);
    }
    return result;
}

std::vector<reading> change(std::vector<reading> all) {
    for (reading& one : all) {
        one.note.reset();
        fill(one, one.id + 1'000'001);
    }
    return all;
}

std::vector<numbered_reading> make_numbered_readings(std::size_t count) {
    std::vector<numbered_reading> result(count);
    std::int64_t number = 0;
    for (numbered_reading& one : result) fill(one, ++number);
    return result;
}

std::vector<shelf> make_shelves(std::size_t authors, std::size_t books_of_each) {
    std::vector<shelf> result(authors);
    for (std::size_t i = 0; i != authors; ++i) {
        result[i].id = rowan::id<author>::generate();
        result[i].name = "author number " + std::to_string(i);
    }
    // Round after round, so that the books of an author lie apart.
    for (std::size_t i = 0; i != books_of_each; ++i) {
        for (shelf& one : result) {
            const auto number = static_cast<std::int64_t>(i);
            one.books.push_back({rowan::id<book>::generate(), one.id, title_of(number), static_cast<std::int32_t>(100 + number)});
        }
    }
    return result;
}

std::vector<std::int64_t> keys_of(const std::vector<reading>& all) {
    std::vector<std::int64_t> result;
    for (const reading& one : all) result.push_back(one.id);
    return result;
}

std::vector<std::int64_t> shuffled_keys(const std::vector<reading>& all) {
    std::vector<std::int64_t> result = keys_of(all);
    std::shuffle(result.begin(), result.end(), std::mt19937(1));
    return result;
}

}  // namespace rows
