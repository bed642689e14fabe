#include "support/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <stdexcept>

#include <unistd.h>

namespace rowan::test {
namespace {
const std::vector<std::string> all_backends{"memory", "file", "postgresql"};

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> result;
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        result.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return result;
}

std::vector<std::string> chosen_backends() {
    const char* const wanted = std::getenv("ROWAN_TEST_BACKENDS");
    if (wanted == nullptr) return all_backends;
    auto result = split(wanted);
    for (const auto& one : result) {
        if (std::find(all_backends.begin(), all_backends.end(), one) == all_backends.end())
            throw std::runtime_error(
                fmt::format("ROWAN_TEST_BACKENDS: \"{}\" is none of memory, file, postgresql", one));
    }
    for (const auto& one : all_backends) {
        if (std::find(result.begin(), result.end(), one) == result.end())
            std::cerr << "ROWAN_TEST_BACKENDS: database tests are NOT run on " << one << '\n';
    }
    return result;
}

std::string with_database(std::string_view url, std::string_view name) {
    const auto authority = url.find("://") + 3;
    const auto path = std::min(url.find('/', authority), url.size());
    const auto query = std::min(url.find('?', authority), url.size());
    return fmt::format("{}/{}{}", url.substr(0, std::min(path, query)), name, url.substr(query));
}

/// A PostgreSQL database of this process, made at its first use and dropped at its end.
class server_database {
public:
    server_database() : name_(fmt::format("rowan_test_{}", getpid())), administrator_(rowan::open(server_url())) {
        administrator_.execute_script(fmt::format("drop database if exists \"{0}\" with (force)", name_));
        administrator_.execute_script(fmt::format("create database \"{0}\"", name_));
        url_ = with_database(server_url(), name_);
        cleaner_.emplace(url_);
        cleaner_->execute_script("set lock_timeout = '20s'");
        cleaner_->execute_script("set client_min_messages = warning");
    }
    server_database(const server_database&) = delete;
    server_database& operator=(const server_database&) = delete;
    ~server_database() {
        try {
            cleaner_.reset();
            administrator_.execute_script(fmt::format("drop database if exists \"{}\" with (force)", name_));
        } catch (const std::exception& fault) {
            std::cerr << "the test database is still there: " << fault.what() << '\n';
        }
    }

    const std::string& emptied() {
        cleaner_->execute_script(R"(
            do $$
            declare one name;
            begin
                for one in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
                    execute format('drop schema %I cascade', one);
                end loop;
            end $$;
            create schema public;
        )");
        return url_;
    }

private:
    static std::string server_url() {
        const char* const url = std::getenv("ROWAN_TEST_POSTGRESQL");
        if (url == nullptr || *url == '\0')
            throw std::runtime_error(
                "no PostgreSQL to test on: set ROWAN_TEST_POSTGRESQL=postgresql://user:password@host:port/database, "
                "or run the tests with src/cmake/with_postgresql.sh");
        return url;
    }

    std::string name_;
    rowan::session administrator_;
    std::string url_;
    std::optional<rowan::session> cleaner_;
};

const std::string& postgresql_url() {
    static server_database database;
    return database.emptied();
}
}  // namespace

const std::vector<std::string>& backends() {
    static const auto result = chosen_backends();
    return result;
}

temporary_folder::temporary_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "rowan-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder could be made");
    path_ = name;
}

temporary_folder::~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string sqlite_url(const std::filesystem::path& file) {
    std::string result = "sqlite:///";
    for (const char c : file.string()) {
        if (c == '%' || c == '?' || c == ' ') {
            result += fmt::format("%{:02X}", static_cast<unsigned>(c));
        } else {
            result += c;
        }
    }
    return result;
}

test_database::test_database(std::string_view backend) : backend_(backend) {
    if (backend_ == "memory") {
        url_ = "sqlite://:memory:";
    } else if (backend_ == "file") {
        folder_.emplace();
        file_ = folder_->path() / "rowan's test.db";
        url_ = sqlite_url(file_);
    } else {
        url_ = postgresql_url();
    }
    session_.emplace(url_);
}

rowan::session test_database::open(const session_options& options) const {
    if (!can_be_shared()) throw std::logic_error("a database in memory has one session only");
    return rowan::open(url_, options);
}

void test_database::reopen(const session_options& options) {
    session_.reset();
    session_.emplace(url_, options);
}

bool test_database::is(std::string_view name) const { return name == backend_ || name == session_->dialect().name(); }

}  // namespace rowan::test
