#include "music_shop/random.hpp"

#include <initializer_list>

namespace music_shop {

namespace {

constexpr std::string_view first_syllables[] = {"Al", "Be", "Co", "Da", "El", "Fi", "Ga", "Ha", "Il", "Jo",
                                                "Ka", "Lu", "Ma", "Ne", "Or", "Pa", "Ro", "Sa", "Ti", "Va"};
constexpr std::string_view middle_syllables[] = {"ra", "li", "no", "mi", "ve", "do",
                                                 "sa", "ri", "lo", "né", "ja", "tu"};
constexpr std::string_view last_syllables[] = {"n",  "s", "la",  "ria", "don", "ne",
                                               "th", "x", "rik", "vin", "ska", "mund"};

constexpr std::string_view adjectives[] = {"Amber",  "Bitter",   "Broken", "Crimson", "Distant", "Empty", "Frozen",
                                           "Gentle", "Golden",   "Hollow", "Lost",    "Lunar",   "Naïve", "Pale",
                                           "Quiet",  "Restless", "Silver", "Slow",    "Velvet",  "Wild"};
constexpr std::string_view nouns[] = {"Anchor",  "Avenue",  "Bridge", "Café",   "Cellar",  "Compass",
                                      "Engine",  "Fjord",   "Garden", "Harbor", "Island",  "Lantern",
                                      "Letter",  "Machine", "Meadow", "Mirror", "Morning", "Ocean",
                                      "Orchard", "Raven",   "River",  "Signal", "Thunder", "Winter"};
constexpr std::string_view verbs[] = {"Burn",   "Carry", "Chase", "Draw",  "Follow", "Forget",
                                      "Invent", "Leave", "Paint", "Thank", "Wake",   "Whistle"};
constexpr std::string_view countries[] = {"Ardenia", "Belmora", "Castria",  "Dorvania", "Elvland", "Fenmark",
                                          "Galdia",  "Hestria", "Islemark", "Jorvia",   "Kelmont", "Norrland"};
constexpr std::string_view city_ends[] = {"ford", "burg", "haven", "mouth", "stad", "ville"};
constexpr std::string_view company_ends[] = {"& Daughters", "Brothers", "Ltd.", "Works"};

// A braced list is evaluated from left to right, the operands of + in any order.
std::string joined(std::initializer_list<std::string_view> parts) {
    std::string result;
    for (const std::string_view part : parts) result += part;
    return result;
}

std::string word(random& from) {
    std::string result(from.pick(first_syllables));
    if (from.chance(70)) result += from.pick(middle_syllables);
    return result += from.pick(last_syllables);
}

}  // namespace

rowan::uuid random::uuid() noexcept {
    rowan::uuid result;
    for (std::uint8_t& octet : result.octets) octet = static_cast<std::uint8_t>(next() >> 56);
    result.octets[6] = static_cast<std::uint8_t>((result.octets[6] & 0x0F) | 0x40);  // version 4
    result.octets[8] = static_cast<std::uint8_t>((result.octets[8] & 0x3F) | 0x80);
    return result;
}

std::string person_name(random& from) { return joined({word(from), " ", word(from)}); }

std::string artist_name(random& from) {
    switch (from.below(4)) {
        case 0: return joined({"The ", from.pick(adjectives), " ", from.pick(nouns), "s"});
        case 1: return joined({word(from), " & the ", from.pick(nouns), "s"});
        case 2: return joined({from.pick(adjectives), " ", word(from)});
        default: return person_name(from);
    }
}

std::string company_name(random& from) { return joined({word(from), " ", from.pick(company_ends)}); }

std::string city_name(random& from) { return joined({word(from), from.pick(city_ends)}); }

std::string title(random& from) {
    switch (from.below(12)) {
        case 0: return joined({"The ", from.pick(nouns)});
        case 1: return joined({from.pick(nouns), "'s ", from.pick(nouns)});  // a quote, for SQL's sake
        case 2: return joined({from.pick(verbs), " the ", from.pick(adjectives), " ", from.pick(nouns)});
        case 3: return joined({"100% ", from.pick(nouns)});  // wildcards of LIKE
        case 4: return joined({from.pick(adjectives), "_", from.pick(nouns)});
        case 5: return joined({from.pick(nouns), " of the ", from.pick(nouns)});
        case 6:
        case 7: return joined({from.pick(verbs), " my ", from.pick(nouns)});
        case 8: return joined({from.pick(nouns), " in ", word(from)});
        default: return joined({from.pick(adjectives), " ", from.pick(nouns)});
    }
}

std::string_view country(random& from) { return countries[from.mostly_low(std::size(countries))]; }

}  // namespace music_shop
