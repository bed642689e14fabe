#include <rowan/session/driver.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/scratch.hpp>

#include <string>

namespace rowan {

scratch::scratch(session& beside) : beside_(&beside) {
    const scratch_means* means = detail::driver_of(beside).scratch();
    if (means == nullptr)
        throw usage_error(std::string(beside.dialect().name()) + " has no place to try a schema out in");
    if (!means->url.empty()) {
        apart_.emplace(open(means->url));
        return;
    }
    passing_.emplace(beside);
    beside.execute_script(means->enter);
}

scratch::~scratch() = default;

}  // namespace rowan
