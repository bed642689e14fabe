#pragma once

#include "migrate/described.hpp"
#include "migrate/said_members.hpp"

#include <rowan/schema/sql_text.hpp>
#include <rowan/types/json.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// The schema model as JSON: described structs as objects without the members that are as they come, pairs as arrays of
// two, a text of several lines as an array of them, so that whoever compares two files sees which line it is.

namespace rowan::migrate {

/// A member that people look for, also where it is as it comes.
template <class T>
inline constexpr std::string_view always_said{};
template <>
inline constexpr std::string_view always_said<schema::column> = "type";
template <>
inline constexpr std::string_view always_said<sql_type> = "kind";

class model_writer {
public:
    explicit model_writer(json_writer& to) : to_(to) {}

    template <class T>
    requires(!std::integral<T>) void write(const T& what) {
        if constexpr (std::is_enum_v<T>) {
            write_json(to_, what);
        } else {
            to_.begin_object();
            for_each_said(
                what,
                [&](std::string_view name, const auto& member) {
                    to_.key(name);
                    write(member);
                },
                always_said<T>);
            to_.end_object();
        }
    }
    void write(bool what) { to_.boolean(what); }
    template <std::integral Number>
    void write(Number what) {
        to_.integer(what);
    }
    void write(const std::string& what) {
        if (what.find('\n') == std::string::npos) return to_.text(what);
        to_.begin_array();
        for (std::size_t at = 0; at <= what.size();) {
            const std::size_t end = std::min(what.find('\n', at), what.size());
            to_.text(std::string_view(what).substr(at, end - at));
            at = end + 1;
        }
        to_.end_array();
    }
    void write(const schema::sql_text& what) {
        if (what.others().empty()) return write(what.text());
        to_.begin_object();
        to_.key("text");
        write(what.text());
        for (const auto& [dialect, sql] : what.others()) {
            to_.key("on " + dialect);
            write(sql);
        }
        to_.end_object();
    }
    template <class T>
    void write(const std::optional<T>& what) {
        what ? write(*what) : to_.null();
    }
    template <class T>
    void write(const std::vector<T>& what) {
        to_.begin_array();
        for (const T& each : what) write(each);
        to_.end_array();
    }
    template <class First, class Second>
    void write(const std::pair<First, Second>& what) {
        to_.begin_array();
        write(what.first);
        write(what.second);
        to_.end_array();
    }

private:
    json_writer& to_;
};

template <class T>
std::string model_json(const T& what) {
    json_writer to;
    model_writer(to).write(what);
    return std::move(to).result();
}

/// Reads what `model_writer` writes. Throws mapping_error with the path of what is wrong.
class model_reader {
public:
    template <class T>
    requires(!std::integral<T>) static void read(const json_reader& from, T& to) {
        if constexpr (std::is_enum_v<T>) {
            read_json(from, to);
        } else {
            if (from.what() != json_reader::kind::object) from.fail("expected an object");
            for (std::size_t i = 0; i != from.size(); ++i) {
                const auto& known = meta::member_names<T>;
                if (std::find(known.begin(), known.end(), from.at(i).name()) == known.end())
                    from.at(i).fail("this rowan knows no such member: was it written by a newer one?");
            }
            meta::for_each_member(to, [&](std::size_t at, auto& member) {
                if (const auto place = from.member(meta::member_names<T>[at])) read(*place, member);
            });
        }
    }
    template <std::integral T>
    static void read(const json_reader& from, T& to) {
        read_json(from, to);
    }
    static void read(const json_reader& from, std::string& to) {
        if (from.what() != json_reader::kind::array) return read_json(from, to);
        to.clear();
        for (std::size_t i = 0; i != from.size(); ++i) (to += i == 0 ? "" : "\n") += from.at(i).text();
    }
    static void read(const json_reader& from, schema::sql_text& to) {
        std::string text;
        if (from.what() != json_reader::kind::object) {
            read(from, text);
            to = std::move(text);
            return;
        }
        if (const auto place = from.member("text")) read(*place, text);
        to = std::move(text);
        for (std::size_t i = 0; i != from.size(); ++i) {
            const json_reader place = from.at(i);
            if (place.name() == "text") continue;
            if (!place.name().starts_with("on ")) place.fail("expected \"text\" and texts \"on\" a dialect");
            read(place, text);
            to.on(place.name().substr(3), text);
        }
    }
    template <class T>
    static void read(const json_reader& from, std::optional<T>& to) {
        from.is_null() ? to.reset() : read(from, to.emplace());
    }
    template <class T>
    static void read(const json_reader& from, std::vector<T>& to) {
        if (from.what() != json_reader::kind::array) from.fail("expected an array");
        to.clear();
        for (std::size_t i = 0; i != from.size(); ++i) {
            read(from.at(i), to.emplace_back());
            if constexpr (requires { to.back().name; }) require_name(from.at(i), to.back());
        }
    }
    template <class First, class Second>
    static void read(const json_reader& from, std::pair<First, Second>& to) {
        if (from.what() != json_reader::kind::array || from.size() != 2) from.fail("expected an array of two");
        read(from.at(0), to.first);
        read(from.at(1), to.second);
    }

private:
    // A constraint may have none.
    template <class T>
    static void require_name(const json_reader& from, const T& what) {
        if constexpr (!requires { schema::constraint(what); }) {
            if (what.name.empty()) from.fail("it has no name");
        }
    }
};

}  // namespace rowan::migrate
