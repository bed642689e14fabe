#include "drivers.hpp"
#include "server_url.hpp"

#include <rowan/session/backend.hpp>
#include <rowan/session/database_copies.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/session.hpp>

#include <array>
#include <utility>

namespace rowan::detail {
namespace {
class server_address final : public database_address {
public:
    explicit server_address(std::string_view url) : text_(url), url_(parse_server_url(url)) {}

    const std::string& description() const noexcept override { return url_.description; }
    std::unique_ptr<driver> open(const session_options& options) const override {
        return open_postgresql(with_schemas(url_, options.schemas), options);
    }
    std::vector<database_host> hosts() const override { return hosts_of(text_); }
    std::unique_ptr<testing::database_copies> copies(const session_options& options, void* with,
                                                     testing::database_copies::work prepare) const override {
        return make_server_copies(text_, options, with, prepare);
    }

private:
    std::string text_;
    server_url url_;
};

class postgresql_backend final : public backend {
public:
    const rowan::dialect& dialect() const noexcept override { return postgresql_dialect(); }
    std::span<const std::string_view> schemes() const noexcept override {
        static constexpr std::array<std::string_view, 2> own{"postgresql", "postgres"};
        return own;
    }
    std::string_view url_start() const noexcept override { return "postgresql://"; }
    std::string_view url_forms() const noexcept override {
        return "  postgresql://user:password@host:port/database   with ?option=value as in libpq, and "
               "pooler=transaction|none";
    }
    std::unique_ptr<database_address> address(std::string_view url) const override {
        return std::make_unique<server_address>(url);
    }

    std::string_view soci_name() const noexcept override { return "postgresql"; }
    std::unique_ptr<driver> borrow(std::shared_ptr<soci::session> existing, std::string description) const override {
        return borrow_postgresql(std::move(existing), std::move(description));
    }
};
}  // namespace

const backend& postgresql_entry() {
    static const postgresql_backend only;
    return only;
}

#ifdef ROWAN_NO_POSTGRESQL
namespace {
[[noreturn]] void refuse_postgresql() {
    throw usage_error("this build of rowan has no PostgreSQL driver: build it with ROWAN_POSTGRESQL=ON");
}
}  // namespace

std::unique_ptr<driver> open_postgresql(const server_url&, const session_options&) { refuse_postgresql(); }
std::unique_ptr<driver> borrow_postgresql(std::shared_ptr<soci::session>, std::string) { refuse_postgresql(); }
#endif

}  // namespace rowan::detail
