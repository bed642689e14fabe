#include <rowan/dialect/dialect.hpp>
#include <rowan/session/driver_databases.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <random>

#include "drivers.hpp"

namespace rowan::detail {
namespace {
using testing::database_copies;
using testing::database_copy;

// libpq's URL: postgresql://…@host:port/database?options.
std::string with_database(std::string_view url, std::string_view name) {
    const std::size_t authority = url.find("://") + 3;
    const std::size_t options = std::min(url.find('?', authority), url.size());
    const std::size_t path = std::min(url.find('/', authority), options);
    return fmt::format("{}/{}{}", url.substr(0, path), name, url.substr(options));
}

std::string new_prefix() {
    std::random_device source;
    return fmt::format("rowan_{:08x}{:08x}", source(), source());
}

/// The connection that makes and drops databases; one thread at a time.
class server {
public:
    explicit server(const std::string& url) : db_(url) {}

    void create(const std::string& name, const std::string& like) {
        const std::lock_guard held(mutex_);
        db_.execute_script(like.empty() ? fmt::format("create database {}", name)
                                        : fmt::format("create database {} template {}", name, like));
    }
    void drop(const std::string& name) noexcept {
        const std::lock_guard held(mutex_);
        driver_of(db_).databases()->drop(name);
    }

private:
    std::mutex mutex_;
    session db_;
};

struct server_copy final : database_copy::state {
    server_copy(std::shared_ptr<server> on, std::string as) : keeper(std::move(on)), name(std::move(as)) {}
    ~server_copy() override {
        db.reset();
        keeper->drop(name);
    }
    std::shared_ptr<server> keeper;
    std::string name;
};

class server_copies final : public database_copies {
public:
    server_copies(std::string url, const session_options& options, void* with, work prepare)
        : url_(std::move(url)), options_(options), server_(std::make_shared<server>(url_)), name_(new_prefix()) {
        server_->create(name_, "");
        try {
            session made(with_database(url_, name_), options);
            prepare(with, made);
        } catch (...) {
            server_->drop(name_);
            throw;
        }
    }
    ~server_copies() override { server_->drop(name_); }

    std::unique_ptr<database_copy::state> copy() override {
        const std::string name = fmt::format("{}_{}", name_, ++made_);
        server_->create(name, name_);
        auto result = std::make_unique<server_copy>(server_, name);
        result->url = with_database(url_, name);
        result->db.emplace(result->url, options_);
        return result;
    }

private:
    std::string url_;
    session_options options_;
    std::shared_ptr<server> server_;
    std::string name_;
    std::atomic<std::uint64_t> made_ = 0;
};
}  // namespace

std::unique_ptr<database_copies> make_server_copies(std::string url, const session_options& options, void* with,
                                                    database_copies::work prepare) {
    return std::make_unique<server_copies>(std::move(url), options, with, prepare);
}

}  // namespace rowan::detail
