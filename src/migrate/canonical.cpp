#include "migrate/canonical.hpp"

#include "migrate/described.hpp"
#include "migrate/said_members.hpp"

#include <rowan/meta/enumerators.hpp>
#include <rowan/meta/type_name.hpp>
#include <rowan/migrate/lock_file.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

// What a checksum is taken of. A member that is new in a later version is left out of a revision's text where it has
// its first value, so that the checksums of databases stay true.

namespace rowan::migrate {

namespace {

class canonical_text {
public:
    template <class T>
        requires(!std::integral<T>)
    void add(const T& what) {
        if constexpr (std::is_enum_v<T>) {
            static_assert(described_enum<T>, "describe the enum in described.hpp");
            word(to_string(what));
        } else {
            add_members(what);
        }
    }
    // What a function does, nothing here can read.
    void add(const schema::run_code& what) { add(what.name); }
    void add(bool what) { word(what ? "true" : "false"); }
    template <std::integral Number>
    void add(Number what) {
        word(std::to_string(what));
    }
    // Its size before it, so that no text can be taken for two.
    void add(const std::string& what) { word(std::to_string(what.size()) + ':' + what); }
    void add(const schema::sql_text& what) {
        add(checked(what.text()));
        for (const auto& [dialect, sql] : what.others()) {
            word("on");
            add(dialect);
            add(checked(sql));
        }
    }
    template <class T>
    void add(const std::optional<T>& what) {
        if (what) add(*what);
    }
    template <class T>
    void add(const std::vector<T>& what) {
        word("[");
        for (const T& each : what) add(each);
        word("]");
    }
    template <class First, class Second>
    void add(const std::pair<First, Second>& what) {
        add(what.first);
        add(what.second);
    }
    template <class... T>
    void add(const std::variant<T...>& what) {
        std::visit([this](const auto& one) { add_named(one); }, what);
    }

    std::string text;

private:
    // Line ends and blanks at their end are no difference, as in files.
    static std::string checked(const std::string& sql) { return sql.empty() ? sql : checksum(sql); }

    void word(std::string_view what) { text.append(what).append(" "); }

    template <class Object>
    void add_named(const schema::create<Object>& what) {
        word("create");
        add_named(what.object);
    }
    template <class Object>
    void add_named(const schema::drop<Object>& what) {
        word("drop");
        add_named(what.object);
    }
    // Where it came from is no part of it.
    void add_named(const schema::run_sql& what) {
        word("run_sql");
        add(what.script);
    }
    template <class Object>
    void add_named(const schema::alter<Object>& what) {
        word("alter");
        add_named(what.from);
        add_named(what.to);
    }
    template <class T>
    void add_named(const T& what) {
        word(meta::type_name<T>);
        add(what);
    }

    template <class T>
    void add_members(const T& what) {
        word("{");
        for_each_said(what, [&](std::string_view name, const auto& member) {
            word(name);
            add(member);
        });
        word("}");
    }
};

}  // namespace

std::string canonical(const std::vector<schema::operation>& operations) {
    canonical_text result;
    result.add(operations);
    return std::move(result.text);
}

}  // namespace rowan::migrate
