#include "support/database.hpp"

#include "support/pgbouncer.hpp"

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

const char* coordinator_url() {
    const char* const url = std::getenv("ROWAN_TEST_CITUS");
    return url == nullptr || *url == '\0' ? nullptr : url;
}

/// `url` with the place of another server.
std::string at_node(std::string_view url, std::string_view host, std::int64_t port) {
    const auto authority = url.find("://") + 3;
    const auto end = std::min(url.find_first_of("/?", authority), url.size());
    const auto at = url.substr(0, end).rfind('@');
    const auto place = at == std::string_view::npos ? authority : at + 1;
    return fmt::format("{}{}:{}{}", url.substr(0, place), host, port, url.substr(end));
}

// Some of its views lie in public, and it would go with that schema.
constexpr const char* extension = R"(
    create extension citus;
    do $$
    declare one name;
    begin
        for one in select relname from pg_class c join pg_depend d on d.objid = c.oid and d.deptype = 'e'
                   where c.relnamespace = 'public'::regnamespace loop
            execute format('alter view public.%I set schema pg_catalog', one);
        end loop;
    end $$;
)";

/// A database on all machines of a distributed PostgreSQL.
class distributed_database {
public:
    distributed_database(std::string url, std::string name) : url_(std::move(url)), name_(std::move(name)) {
        rowan::session coordinator(url_);
        std::string nodes;
        for (auto node = coordinator.query(
                 "select nodename::text, nodeport::bigint from pg_dist_node where noderole = 'primary' "
                 "order by groupid <> 0, nodeid");
             node.next();) {
            const auto host = node.get<std::string>(0);
            const auto port = node.get<std::int64_t>(1);
            machines_.push_back(at_node(url_, host, port));
            nodes += nodes.empty() ? fmt::format("select citus_set_coordinator_host('{}', {});", host, port)
                                   : fmt::format("select citus_add_node('{}', {});", host, port);
        }
        for (const std::string& each : machines_) {
            create(each);
            rowan::session(with_database(each, name_)).execute_script(extension);
        }
        rowan::session(with_database(url_, name_)).execute_script(nodes);
    }

    void drop() {
        for (const std::string& each : machines_)
            rowan::session(each).execute_script(fmt::format("drop database if exists \"{}\" with (force)", name_));
    }

private:
    void create(const std::string& on) {
        rowan::session machine(on);
        machine.execute_script(fmt::format("drop database if exists \"{0}\" with (force)", name_));
        machine.execute_script(fmt::format("create database \"{0}\"", name_));
    }

    std::string url_;
    std::string name_;
    std::vector<std::string> machines_;
};

/// A PostgreSQL database of this process, made at its first use and dropped at its end.
class server_database {
public:
    server_database() : name_(fmt::format("rowan_test_{}", getpid())), administrator_(rowan::open(server_url())) {
        if (coordinator_url() != nullptr) {
            distributed_.emplace(server_url(), name_);
        } else {
            administrator_.execute_script(fmt::format("drop database if exists \"{0}\" with (force)", name_));
            administrator_.execute_script(fmt::format("create database \"{0}\"", name_));
        }
        url_ = with_database(server_url(), name_);
        cleaner_.emplace(url_);
        cleaner_->execute_script("set lock_timeout = '20s'");
        cleaner_->execute_script("set client_min_messages = warning");
        put_pooler_before();
    }
    server_database(const server_database&) = delete;
    server_database& operator=(const server_database&) = delete;
    ~server_database() {
        try {
            pooler_.reset();
            cleaner_.reset();
            if (distributed_) {
                distributed_->drop();
                return;
            }
            administrator_.execute_script(fmt::format("drop database if exists \"{}\" with (force)", name_));
        } catch (const std::exception& fault) {
            std::cerr << "the test database is still there: " << fault.what() << '\n';
        }
    }

    const std::string& emptied() {
        if (distributed_) drop_spread_tables();
        cleaner_->execute_script(R"(
            do $$
            declare one text;
            begin
                for one in  -- what goes with no schema
                    select w.what from (
                        select 'pg_event_trigger'::regclass class, oid, format('event trigger %I', evtname) what
                        from pg_event_trigger union all
                        select 'pg_publication'::regclass, oid, format('publication %I', pubname)
                        from pg_publication union all
                        select 'pg_foreign_data_wrapper'::regclass, oid, format('foreign data wrapper %I', fdwname)
                        from pg_foreign_data_wrapper) w
                    where not exists (select from pg_depend d where d.classid = w.class and d.objid = w.oid
                                      and d.deptype = 'e') loop
                    execute format('drop %s cascade', one);
                end loop;
                for one in select nspname from pg_namespace n where nspname !~ '^pg_' and nspname <> 'information_schema' and
                    not exists (select from pg_depend d where d.classid = 'pg_namespace'::regclass and d.objid = n.oid
                                and d.deptype = 'e') loop
                    execute format('drop schema %I cascade', one);
                end loop;
            end $$;
            create schema if not exists public;
        )");
        return url_;
    }

    /// See pgbouncer.
    bool is_pooled() const noexcept { return pooler_.has_value(); }
    std::string left_behind() { return pooler_ ? pooler_->left_behind() : std::string(); }

private:
    // They do not all go with their schema.
    void drop_spread_tables() {
        std::string tables;
        for (auto row = cleaner_->query("select logicalrelid::text from pg_dist_partition"); row.next();)
            tables += (tables.empty() ? "" : ", ") + row.get<std::string>(0);
        if (!tables.empty()) cleaner_->execute_script("drop table " + tables + " cascade");
    }

    // With prepared statements by names where it is declared: it must do no harm to know them.
    void put_pooler_before() {
        const char* const wanted = std::getenv("ROWAN_TEST_POOLER");
        if (wanted == nullptr) return;
        const bool declared = wanted == std::string_view("declared");
        if (!declared && wanted != std::string_view("recognised"))
            throw std::runtime_error("ROWAN_TEST_POOLER is neither recognised nor declared");
        pooler_.emplace(url_, declared ? 100 : 0);
        url_ = pooler_->url() + (declared ? "?pooler=transaction" : "");
    }

    static std::string server_url() {
        if (const char* const coordinator = coordinator_url()) return coordinator;
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
    std::optional<pgbouncer> pooler_;
    std::optional<distributed_database> distributed_;
};

server_database& postgresql() {
    static server_database database;
    return database;
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
        url_ = postgresql().emptied();
    }
    session_.emplace(url_);
}

test_database::~test_database() {
    session_.reset();
    if (backend_ == "postgresql") CHECK(postgresql().left_behind() == "");
}

rowan::session test_database::open(const session_options& options) const {
    if (!can_be_shared()) throw std::logic_error("a database in memory has one session only");
    return rowan::open(url_, options);
}

void test_database::reopen(const session_options& options) {
    session_.reset();
    session_.emplace(url_, options);
}

bool test_database::is_distributed() const { return backend_ == "postgresql" && coordinator_url() != nullptr; }

bool test_database::is_pooled() const { return backend_ == "postgresql" && postgresql().is_pooled(); }

bool test_database::is(std::string_view name) const { return name == backend_ || name == session_->dialect().name(); }

}  // namespace rowan::test
