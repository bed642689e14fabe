#include "cli/autogenerate.hpp"

#include "cli/answers_file.hpp"
#include "cli/failure.hpp"
#include "cli/listing.hpp"
#include "cli/new_revision.hpp"

#include <rowan/migrate/autogenerate.hpp>
#include <rowan/migrate/error.hpp>
#include <rowan/types/error.hpp>

#include <fmt/format.h>

#include <istream>
#include <ostream>

namespace rowan::cli {

namespace {

using migrate::generated_changes;
using schema::answer;
using schema::question;

void require_head(database_work& on) {
    const migrate::position at = on.place();
    if (on.has_unknown(at))
        throw migrate::ahead_error("the database is at a revision that this program does not know", at.front());
    const std::size_t left = on.graph().revisions().empty() ? 0 : on.graph().upgrade_path(at, "heads").size();
    if (left == 0) return;
    throw unsettled(fmt::format(
        "{} is at {}: {} {} to apply first, or the new revision would hold what they do once more; upgrade applies {}",
        on.name(), migrate::text_of(at), left, left == 1 ? "revision is" : "revisions are", left == 1 ? "it" : "them"));
}

std::string how_to_answer(const question& what) {
    std::string choices;
    for (const std::string& each : what.candidates) choices += each + ", ";
    if (what.what == question::kind::replace_object) return "SQL, or dropped";
    const bool is_rename = what.what != question::kind::fill_column && what.what != question::kind::fill_nulls;
    return is_rename ? choices + "or dropped" : "SQL, 0 or 'draft' or now(); or none where there are no such rows";
}

std::string trimmed(const std::string& line) {
    const auto begin = line.find_first_not_of(" \t\r");
    return begin == std::string::npos ? std::string() : line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

/// The answer of a person at a terminal.
answer ask(const question& open, const console& with) {
    std::string line;
    while (trimmed(line).empty()) {
        with.error << describe(open) << "\n  (" << how_to_answer(open) << "): " << std::flush;
        if (!std::getline(*with.answers, line)) throw unsettled("nothing was written");
    }
    return {key_of(open), trimmed(line)};
}

[[noreturn]] void refuse(const std::vector<question>& open) {
    std::string text = open.size() == 1 ? "a question is open, and there is no terminal to ask on"
                                        : "questions are open, and there is no terminal to ask on";
    for (const question& each : open)
        text += fmt::format("\n  {}\n    {} = …    ({})", describe(each), key_of(each), how_to_answer(each));
    throw unsettled(text + "\n  Nothing was written. Answer with --answer \"" + key_of(open.front()) +
                    " = …\", or with lines like that in a file and --answers FILE");
}

generated_changes settled(database_work& on, const program& of) {
    migrate::autogenerate_options how;
    for (const std::string& each : on.asked().answers) how.answers.push_back(parse_answer(each));
    if (!on.asked().answers_file.empty()) {
        for (answer& each : read_answers(on.asked().answers_file)) how.answers.push_back(std::move(each));
    }
    how.ignored = ignored_tables(on.asked(), of);
    generated_changes result = autogenerate(on.database(), of.entities, how);
    // One by one: an answer may make room for another question, columns are asked about once their table is known.
    while (!result.questions.empty()) {
        if (on.with().answers == nullptr || on.asked().json) refuse(result.questions);
        how.answers.push_back(ask(result.questions.front(), on.with()));
        try {
            result = autogenerate(on.database(), of.entities, how);
        } catch (const mapping_error& fault) {  // which does not fit; the question is as open as before
            on.with().error << "  " << fault.what() << '\n';
            how.answers.pop_back();
        }
    }
    return result;
}

}  // namespace

void create_from_structs(database_work& on, const program& of) {
    require_structs(of);
    require_head(on);
    const generated_changes changes = settled(on, of);
    if (!changes.inexact.empty())
        on.with().error << "not exact: expressions were compared as they are written, since the database did not say "
                           "how it writes them itself ("
                        << changes.inexact << ")\n";
    if (changes.empty()) {
        if (!on.asked().json) {
            on.out() << on.name() << " has what the structs describe: there is nothing to write\n";
            return;
        }
        json_writer json;
        json.begin_object();
        json.key("revision");
        json.null();
        json.key("changes");
        json.integer(0);
        json.end_object();
        return print(on.out(), std::move(json));
    }
    create(on.asked(), of, &on.database(), &changes, on.out());
}

}  // namespace rowan::cli
