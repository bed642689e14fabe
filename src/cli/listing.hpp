#pragma once

#include <rowan/migrate/graph.hpp>
#include <rowan/migrate/history.hpp>
#include <rowan/types/json_writer.hpp>

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::cli {

/// `002  Add notes  [billing]`: id, message, the labels of its branches.
std::string line(const migrate::graph& in, const migrate::revision& which);

/// The members that every list of revisions has; the caller closes the object.
void begin_json(json_writer& to, const migrate::graph& in, const migrate::revision& which);
void write_json(json_writer& to, const std::vector<std::string>& names);
void write_json(json_writer& to, const migrate::history_entry& of);
void print(std::ostream& out, json_writer text);

/// Into that file, or, where it has no name, to `out`.
void write_output(const std::string& file, const std::string& text, std::ostream& out);

std::string_view text_of(migrate::direction way);

}  // namespace rowan::cli
