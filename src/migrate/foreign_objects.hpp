#pragma once

#include <rowan/schema/database.hpp>
#include <rowan/session/session.hpp>

#include <string>
#include <vector>

namespace rowan::migrate {

/// Tables that belong to somebody else, and what belongs to these: rowan's own, those of other migration tools, and
/// those whose names are like a pattern.
class foreign_objects {
public:
    explicit foreign_objects(std::vector<std::string> patterns);
    /// With those of the other tools that are at work in `of`.
    foreign_objects(session& of, std::vector<std::string> patterns);

    schema::database without(schema::database all) const;

private:
    bool has(const std::string& schema_name, const std::string& name) const;

    std::vector<std::string> names_;
    std::vector<std::string> patterns_;
};

}  // namespace rowan::migrate
