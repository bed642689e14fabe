#include <rowan/session/backend.hpp>
#include <rowan/session/database_copies.hpp>
#include <rowan/session/error.hpp>

#include <fmt/format.h>

namespace rowan::testing {
namespace {
std::unique_ptr<database_copies> make_copies(std::string_view url, const session_options& options, void* with,
                                             database_copies::work prepare) {
    const backend& on = backend_of(url);
    auto result = on.address(url)->copies(options, with, prepare);
    if (result == nullptr)
        throw usage_error(
            fmt::format("the driver of {} copies no databases: make one for each test", on.dialect().name()));
    return result;
}
}  // namespace

database_copy::~database_copy() { delete state_; }
session& database_copy::operator*() const noexcept { return *state_->db; }

const std::string& database_copy::url() const {
    if (state_->url.empty()) throw usage_error("the copy is a database in memory: it has this one session");
    return state_->url;
}

database_template::database_template(std::string_view url, void* with, void (*prepare)(void* with, session& db),
                                     const session_options& options)
    : copies_(make_copies(url, options, with, prepare).release()) {}
database_template::~database_template() { delete copies_; }
database_copy database_template::copy() { return database_copy(copies_->copy().release()); }

}  // namespace rowan::testing
