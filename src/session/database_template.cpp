#include "copies.hpp"

#include <rowan/session/error.hpp>

namespace rowan::testing {
namespace {
std::unique_ptr<detail::copies> make_copies(std::string_view url, const session_options& options, void* with,
                                            detail::copies::work prepare) {
    const bool is_sqlite = rowan::detail::parse_url(url).on == rowan::detail::backend::sqlite;
    return is_sqlite ? detail::make_sqlite_copies(options, with, prepare)
                     : detail::make_server_copies(std::string(url), options, with, prepare);
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
