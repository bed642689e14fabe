#include "cli/console.hpp"

#include "cli/failure.hpp"

#include <istream>
#include <ostream>

namespace rowan::cli {

void confirm(const console& by, const std::string& question) {
    if (by.answers == nullptr)
        throw not_confirmed(question + "\n  There is no terminal to ask on: say --yes where that is meant");
    by.error << question << "\nType yes to go on: " << std::flush;
    std::string answer;
    std::getline(*by.answers, answer);
    if (answer != "yes") throw not_confirmed("nothing was done");
}

}  // namespace rowan::cli
