#pragma once

#include <rowan/schema/table_of.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/session.hpp>

#include <array>
#include <span>
#include <string>
#include <vector>

#include <rowan/export.hpp>

namespace rowan {

/// One way in which the database is not what a struct takes it for.
struct difference {
    enum class kind {
        missing_table,
        missing_column,
        other_type,       ///< labels of an enum among them
        other_nullable,   ///< NULL where the struct has no place for it, or none where it has
        required_column,  ///< the struct does not know it, and a row without it is refused
        other_key,        ///< the primary key
        missing_index,    ///< none begins with the columns of a foreign key: a cascade looks at every row
    };

    kind what{};
    std::string table;
    std::string column;  ///< empty where it is not about one; several with commas
    std::string text;    ///< a line for people
};

/// What `verify` has found; true where that is nothing.
class ROWAN_EXPORT verification {
public:
    explicit verification(std::vector<difference> found, std::string where)
        : differences_(std::move(found)), where_(std::move(where)) {}

    explicit operator bool() const noexcept { return differences_.empty(); }
    const std::vector<difference>& differences() const noexcept { return differences_; }
    /// A line for each difference, under one that names the database; one line where there is none.
    std::string text() const;
    /// Throws mapping_error with `text()` where there are differences: for a program that shall not start with them.
    void require() const;

private:
    std::vector<difference> differences_;
    std::string where_;
};

namespace detail {
ROWAN_EXPORT verification verify(session& in, std::span<const schema::table* const> expected);
}

/// Compares the tables of these structs with the live ones, all of them, by a fixed number of queries:
///
///     rowan::verify<project, task>(db).require();
///
/// What a table has beyond its struct is no difference as long as rows can be written without it. Throws
/// database_error.
template <entity... T>
[[nodiscard]] verification verify(session& in) {
    const std::array<const schema::table*, sizeof...(T)> expected{&schema_table<T>()...};
    return detail::verify(in, expected);
}

}  // namespace rowan
