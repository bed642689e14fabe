#pragma once

#include <rowan/schema/operation.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rowan::migrate {

/// Enum types and domains that operations create, to complete the columns that name them: a backend without such types
/// needs the definition where the column is. And the columns of each enum, which a change of it has to know.
class named_types {
public:
    /// A column whose type is not known.
    struct missing {
        std::string table;
        std::string column;
        sql_type type;
    };

    /// Learns from `list` and completes its columns, in order. The result is the first column that could not be.
    std::optional<missing> complete(std::vector<schema::operation>& list);

private:
    struct completer;

    bool complete(schema::column& column) const;
    void change(schema::alter_enum& op);

    std::map<std::string, std::vector<std::string>, std::less<>> enums_;
    std::map<std::string, schema::domain, std::less<>> domains_;
    std::vector<schema::enum_use> uses_;
};

}  // namespace rowan::migrate
