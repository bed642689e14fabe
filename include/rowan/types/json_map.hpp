#pragma once

#include <rowan/types/json.hpp>

#include <map>
#include <utility>

namespace rowan {

/// A JSON object with names of its own: `std::map<std::string, T>`. Apart from json.hpp for the price of `<map>`.
template <class T>
struct json_form<std::map<std::string, T>> {
    static void write(json_writer& to, const std::map<std::string, T>& from) {
        to.begin_object();
        for (const auto& [name, value] : from) {
            to.key(name);
            write_json(to, value);
        }
        to.end_object();
    }
    static void read(const json_reader& from, std::map<std::string, T>& to) {
        if (from.what() != json_reader::kind::object) from.fail("expected an object");
        to.clear();
        for (std::size_t i = 0; i != from.size(); ++i) {
            const json_reader place = from.at(i);
            T value{};
            read_json(place, value);
            to.insert_or_assign(std::string(place.name()), std::move(value));
        }
    }
};

}  // namespace rowan
