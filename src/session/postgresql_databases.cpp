#include "postgresql_databases.hpp"

#include <fmt/format.h>

#include <libpq-fe.h>

#include <memory>
#include <random>
#include <string_view>

#include "postgresql_state.hpp"

namespace rowan::detail::postgresql {
namespace {
// Its name tells the process of the server that made it, which ends with its client: while that process lives, a
// database that nobody is connected to yet is no leftover.
constexpr const char* leftovers_query = R"(
select d.datname from pg_catalog.pg_database d
where d.datname ~ '^rowan_scratch_[0-9]+_[0-9a-f]+$' and pg_catalog.pg_has_role(d.datdba, 'usage') and not exists (
    select from pg_catalog.pg_stat_activity a
    where a.backend_type is distinct from 'autovacuum worker' and
        (a.datid = d.oid or a.pid::text = split_part(d.datname, '_', 3)))
order by 1)";

// The columns about locales are not the same in all versions. Template 1 may hold what somebody has put there.
constexpr const char* creation_query = R"(
select format('create database {} template template0 encoding %L lc_collate %L lc_ctype %L',
              pg_encoding_to_char(d.encoding), d.datcollate, d.datctype) ||
    case j ->> 'datlocprovider'
        when 'c' then ' locale_provider libc'
        when 'i' then format(' locale_provider icu icu_locale %L', coalesce(j ->> 'datlocale', j ->> 'daticulocale')) ||
            case when j ->> 'daticurules' is null then '' else format(' icu_rules %L', j ->> 'daticurules') end
        when 'b' then format(' locale_provider builtin builtin_locale %L', j ->> 'datlocale')
        else '' end
from pg_catalog.pg_database d, to_jsonb(d) j where d.datname = current_database())";

// From 16384 (FirstNormalObjectId) on numbers are given to what users make; what an extension or a table brings goes
// with it.
constexpr const char* objects_query = R"(
select replace(o.type, ' object', ''), o.identity from (
    select 'pg_extension'::regclass::oid as class, oid from pg_catalog.pg_extension union all
    select 'pg_event_trigger'::regclass, oid from pg_catalog.pg_event_trigger union all
    select 'pg_publication'::regclass, oid from pg_catalog.pg_publication union all
    select 'pg_foreign_data_wrapper'::regclass, oid from pg_catalog.pg_foreign_data_wrapper union all
    select 'pg_language'::regclass, oid from pg_catalog.pg_language union all
    select 'pg_cast'::regclass, oid from pg_catalog.pg_cast union all
    select 'pg_namespace'::regclass, oid from pg_catalog.pg_namespace
    where nspname <> 'public' and nspname !~ '^pg_(toast_)?temp_' union all
    select d.classid, d.objid from pg_catalog.pg_depend d join pg_catalog.pg_namespace n on n.oid = d.refobjid
    where d.refclassid = 'pg_namespace'::regclass and d.deptype = 'n' and n.nspname !~ '^pg_(toast_)?temp_' and
        (d.refobjid < 16384 or n.nspname = 'public')) made,
    lateral pg_catalog.pg_identify_object(made.class, made.oid, 0) o
where made.oid >= 16384 and not exists (
    select from pg_catalog.pg_depend d where d.classid = made.class and d.objid = made.oid and d.deptype in ('e', 'i'))
order by 1, 2)";

// What the database itself says, or says for the role; the session's own go their own way.
constexpr const char* settings_query = R"(
select name, setting from pg_catalog.pg_settings
where source in ('database', 'database user') and context = 'user' and name <> 'default_transaction_read_only'
order by name)";

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        result += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

// Of several hosts the one that has answered; the password also where it came from a file.
std::string value_of(const PGconn* handle, const PQconninfoOption& option) {
    const std::string_view name = option.keyword;
    const auto text = [](const char* value) { return std::string(value == nullptr ? "" : value); };
    if (name == "dbname" || name == "replication") return {};
    if (name == "host") return text(PQhost(handle));
    if (name == "hostaddr") return text(option.val).empty() ? std::string() : text(PQhostaddr(handle));
    if (name == "port") return text(PQport(handle));
    if (name == "password") return text(PQpass(handle));
    return text(option.val);
}
}  // namespace

std::string databases::create() {
    drop_leftovers();
    const std::string name =
        fmt::format("rowan_scratch_{}_{:08x}", rows_of(on_, "select pg_backend_pid()")[0][0], std::random_device()());
    const std::string sql = rows_of(on_, fmt::format(fmt::runtime(creation_query), identifier(name)))[0][0];
    on_.run(sql.c_str());
    return name;
}

void databases::drop_leftovers() noexcept {
    try {
        for (const auto& row : rows_of(on_, leftovers_query)) {
            const result_pointer ignored(
                PQexec(on_.handle(), ("drop database if exists " + identifier(row[0])).c_str()));
        }
    } catch (const std::exception&) {  // nothing that is needed
    }
}

void databases::drop(const std::string& name) noexcept {
    try {
        on_.run(fmt::format("drop database if exists {} with (force)", identifier(name)).c_str());
    } catch (const std::exception&) {  // the server is gone: it is a leftover
    }
}

std::string databases::url_of(const std::string& name) {
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfo(on_.handle()),
                                                                                 PQconninfoFree);
    std::string result =
        fmt::format("postgresql:///{}?pooler={}", escaped(name), on_.is_lent() ? "transaction" : "none");
    for (const PQconninfoOption* each = options.get(); each != nullptr && each->keyword != nullptr; ++each) {
        const std::string value = value_of(on_.handle(), *each);
        if (!value.empty()) result += fmt::format("&{}={}", each->keyword, escaped(value));
    }
    return result;
}

std::string databases::version() { return fmt::format("{}", PQserverVersion(on_.handle()) / 10000); }

std::vector<std::vector<std::string>> databases::objects() { return rows_of(on_, objects_query); }

std::vector<std::string> databases::contents() {
    std::vector<std::string> result;
    for (const auto& row : objects()) result.push_back(row[0] + ' ' + row[1]);
    return result;
}

void databases::clear() {
    for (const auto& row : objects()) on_.run(fmt::format("drop {} if exists {} cascade", row[0], row[1]).c_str());
}

driver_databases::surroundings databases::here() {
    surroundings result{rows_of(on_, "select current_schema()")[0][0], {}};
    for (auto& row : rows_of(on_, settings_query)) result.settings.emplace_back(std::move(row[0]), std::move(row[1]));
    return result;
}

void databases::settle(const surroundings& as_there) {
    for (const auto& [name, value] : as_there.settings)
        rows_of(on_, fmt::format("select pg_catalog.set_config({}, {}, false)", literal(name), literal(value)));
    if (as_there.schema_name.empty() || !here().schema_name.empty()) return;
    on_.run(("create schema " + identifier(as_there.schema_name)).c_str());
}

}  // namespace rowan::detail::postgresql
