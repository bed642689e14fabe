#include "postgresql_fate.hpp"

#include <rowan/dialect/dialect.hpp>
#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <optional>
#include <thread>

#include "dialect/sql_tokens.hpp"
#include "postgresql_state.hpp"

namespace rowan::detail::postgresql {
namespace {
/// A statement, word by word.
class words {
public:
    explicit words(std::string_view text)
        : text_(text), tokens_(text, postgresql_dialect().can()), next_(tokens_.next()) {}

    bool take(std::string_view word) {
        if (!next_.is(word)) return false;
        next_ = tokens_.next();
        return true;
    }
    bool take(std::initializer_list<std::string_view> all) {
        for (const std::string_view each : all) {
            if (!take(each)) return false;
        }
        return true;
    }
    bool at_name() const noexcept {
        return next_.what == sql_token::kind::word || next_.what == sql_token::kind::identifier;
    }
    /// As written, with its schema.
    std::string_view take_name() {
        const std::size_t from = next_.offset;
        std::size_t end = next_.end();
        next_ = tokens_.next();
        while (next_.is('.')) {
            end = tokens_.next().end();
            next_ = tokens_.next();
        }
        return text_.substr(from, end - from);
    }
    std::string_view rest() const noexcept { return text_.substr(std::min(next_.offset, text_.size())); }

private:
    std::string_view text_;
    sql_tokens tokens_;
    sql_token next_;
};

struct index_build {
    bool unique = false;
    std::string name;   // as written
    std::string table;  // as written
    std::string rest;   // behind the table: method, columns, …
};

std::optional<index_build> read_build(std::string_view statement) {
    words in(statement);
    index_build result;
    if (!in.take("create")) return std::nullopt;
    result.unique = in.take("unique");
    if (!in.take({"index", "concurrently"})) return std::nullopt;
    if (in.take("if") && !in.take({"not", "exists"})) return std::nullopt;
    if (in.take("on") || !in.at_name()) return std::nullopt;  // the server gives it a name
    result.name = in.take_name();
    if (!in.take("on")) return std::nullopt;
    in.take("only");
    result.table = in.take_name();
    result.rest = in.rest();
    return result;
}

/// An index that is there.
struct index_found {
    std::string name;  // to be written
    bool valid = false;
    bool under_way = false;  // another session builds it
    std::string definition;
};

std::optional<index_found> find_index(connection& in, const index_build& wanted) {
    const auto rows = rows_of(
        in,
        fmt::format("select i.indexrelid::regclass, i.indisvalid, exists (select from "
                    "pg_catalog.pg_stat_progress_create_index p where p.index_relid = i.indexrelid), "
                    "pg_get_indexdef(i.indexrelid) from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = "
                    "i.indexrelid where c.relname = (parse_ident({}))[1] and c.relnamespace = (select relnamespace "
                    "from pg_catalog.pg_class where oid = to_regclass({}))",
                    literal(wanted.name), literal(wanted.table)));
    if (rows.empty()) return std::nullopt;
    return index_found{rows[0][0], rows[0][1] == "t", rows[0][2] == "t", rows[0][3]};
}

// What the server makes of the statement's words, on an empty copy of the table.
std::string wanted_definition(connection& in, const index_build& wanted) {
    in.run("begin");
    try {
        in.run(fmt::format("create temporary table rowan_like (like {}) on commit drop", wanted.table).c_str());
        in.run(fmt::format("create {}index on pg_temp.rowan_like {}", wanted.unique ? "unique " : "", wanted.rest)
                   .c_str());
        const auto rows = rows_of(in,
                                  "select pg_get_indexdef(indexrelid) from pg_catalog.pg_index where indrelid = "
                                  "'pg_temp.rowan_like'::regclass");
        in.run("rollback");
        return rows.at(0).at(0);
    } catch (...) {
        PQclear(PQexec(in.handle(), "rollback"));
        throw;
    }
}

/// From `using` on, and whether it is unique: the rest are names.
std::pair<bool, std::string> essence(const std::string& definition) {
    const auto at = definition.find(" USING ");
    return {definition.starts_with("CREATE UNIQUE "), at == std::string::npos ? definition : definition.substr(at)};
}

void require_same(connection& in, const index_build& wanted, const index_found& there) {
    const std::string definition = wanted_definition(in, wanted);
    if (essence(definition) == essence(there.definition)) return;
    throw usage_error(
        fmt::format("an index {} is there already, and is another one\n    there:  {}\n    wanted: {}{}\n  Drop or "
                    "rename the one that is there",
                    there.name, there.definition, wanted.unique ? "unique, on " + wanted.table : "on " + wanted.table,
                    essence(definition).second));
}

statement_fate fate_of_build(connection& in, const index_build& wanted, std::vector<std::string>& notes) {
    auto there = find_index(in, wanted);
    // The server ends the statement of a client that has died when it next looks for it, which may be at its end.
    while (there && !there->valid && there->under_way) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        there = find_index(in, wanted);
    }
    if (!there) return statement_fate::not_done;
    if (there->valid) {
        require_same(in, wanted, *there);
        notes.push_back(fmt::format("index {} was there already, built as it should be", there->name));
        return statement_fate::done;
    }
    in.run(("drop index concurrently if exists " + there->name).c_str());
    notes.push_back(
        fmt::format("index {} was there, but invalid, as a broken concurrent build leaves it: dropped", there->name));
    return statement_fate::not_done;
}

statement_fate fate_of_drop(connection& in, std::string_view name) {
    const auto rows = rows_of(in, fmt::format("select to_regclass({}) is null", literal(name)));
    return rows[0][0] == "t" ? statement_fate::done : statement_fate::not_done;
}

// `alter table … detach partition … concurrently` is two transactions; `finalize` is the second alone.
statement_fate fate_of_detach(connection& in, std::string_view table, std::string_view partition,
                              std::vector<std::string>& notes) {
    const auto rows = rows_of(
        in, fmt::format("select inhdetachpending from pg_catalog.pg_inherits where inhrelid = to_regclass({}) and "
                        "inhparent = to_regclass({})",
                        literal(partition), literal(table)));
    if (rows.empty()) return statement_fate::done;
    if (rows[0][0] != "t") return statement_fate::not_done;
    in.run(fmt::format("alter table {} detach partition {} finalize", table, partition).c_str());
    notes.push_back(fmt::format("partition {} was half detached: finished", partition));
    return statement_fate::done;
}

/// What has a catalog of its own for the whole server.
struct shared_object {
    std::string_view kind;
    std::string_view exists;
};

constexpr std::array shared_objects{
    shared_object{"database",
                  "select exists (select from pg_catalog.pg_database where datname = (parse_ident({}))[1])"},
    shared_object{"tablespace",
                  "select exists (select from pg_catalog.pg_tablespace where spcname = (parse_ident({}))[1])"},
    shared_object{"subscription",
                  "select exists (select from pg_catalog.pg_subscription where subname = (parse_ident({}))[1])"},
};

statement_fate fate_of_shared(connection& in, std::string_view statement) {
    words text(statement);
    const bool made = text.take("create");
    if (!made && !text.take("drop")) return statement_fate::unknown;
    for (const shared_object& each : shared_objects) {
        if (!text.take(each.kind)) continue;
        if (text.take("if")) text.take("exists");
        const auto rows = rows_of(in, fmt::format(fmt::runtime(each.exists), literal(text.take_name())));
        return (rows[0][0] == "t") == made ? statement_fate::done : statement_fate::not_done;
    }
    return statement_fate::unknown;
}
}  // namespace

statement_fate fate_of(connection& in, std::string_view statement, bool begun, std::vector<std::string>& notes) {
    if (const auto build = read_build(statement)) return fate_of_build(in, *build, notes);
    if (!begun) return statement_fate::not_done;
    words drop(statement);
    if (drop.take({"drop", "index", "concurrently"})) {
        if (drop.take("if")) drop.take("exists");
        return fate_of_drop(in, drop.take_name());
    }
    words alter(statement);
    if (alter.take({"alter", "table"})) {
        if (alter.take("if")) alter.take("exists");
        alter.take("only");
        const std::string_view table = alter.take_name();
        if (alter.take({"detach", "partition"})) return fate_of_detach(in, table, alter.take_name(), notes);
    }
    return fate_of_shared(in, statement);
}

}  // namespace rowan::detail::postgresql
