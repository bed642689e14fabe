#include <rowan/migrate/adopt.hpp>

#include <rowan/session/introspect.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "migrate/made_tables.hpp"
#include "migrate/stamping.hpp"

namespace rowan::migrate {

namespace {

/// One line of another tool's table.
struct foreign_entry {
    std::string version;
    bool applied = true;
    bool failed = false;
};

/// A tool's table: how it is recognised and what it is asked. The query answers version, applied, failed, in order; the
/// last answer about a version holds.
struct foreign_table {
    std::string_view tool;
    std::string_view table;
    std::string_view column;  ///< that tells it from others of its name; empty where none has
    std::string_view query;
    bool implies_earlier = false;  ///< a version that is there says the same of all before it
};

constexpr std::array known_tables{
    foreign_table{"Alembic", "alembic_version", "version_num",
                  "select version_num, 1, 0 from alembic_version order by version_num", true},
    // A version is undone by a line of its own; lines without one are repeatable scripts.
    foreign_table{"Flyway", "flyway_schema_history", "installed_rank",
                  "select version, case when type in ('DELETE', 'UNDO_SQL', 'UNDO_SCRIPT', 'UNDO_JDBC') then 0 "
                  "when type like '%BASELINE' then 2 else 1 end, case when success then 0 else 1 end "
                  "from flyway_schema_history where version is not null order by installed_rank"},
    foreign_table{"golang-migrate", "schema_migrations", "dirty",
                  "select cast(version as text), 1, case when dirty then 1 else 0 end from schema_migrations", true},
    foreign_table{"Rails or dbmate", "schema_migrations", "version",
                  "select cast(version as text), 1, 0 from schema_migrations order by version"},
    // Its first line is version 0: the table was made.
    foreign_table{"goose", "goose_db_version", "version_id",
                  "select cast(version_id as text), case when is_applied then 1 else 0 end, 0 from goose_db_version "
                  "where version_id <> 0 order by id"},
    foreign_table{"sqlx", "_sqlx_migrations", "success",
                  "select cast(version as text), 1, case when success then 0 else 1 end from _sqlx_migrations "
                  "order by version"},
};

/// The numbers of a version without leading zeros: `V1_02` and `1.2` are the same; other words are as they are.
std::string comparable(std::string text) {
    if (text.size() > 1 && (text.front() == 'V' || text.front() == 'v')) text.erase(0, 1);
    if (text.empty() || text.find_first_not_of("0123456789._") != std::string::npos) return text;
    std::vector<std::string> numbers(1);
    for (const char c : text) {
        if (c == '.' || c == '_')
            numbers.emplace_back();
        else if (c != '0' || !numbers.back().empty())
            numbers.back() += c;
    }
    while (numbers.size() > 1 && numbers.back().empty()) numbers.pop_back();  // 1.0 is 1
    return fmt::format("{}", fmt::join(numbers, "."));
}

const foreign_table* recognise(session& in, const std::string& table) {
    std::set<std::string> columns;
    for (const table_columns& each : introspect_columns(in, {table})) {
        if (each.schema_name.empty()) columns.insert(each.columns.begin(), each.columns.end());
    }
    for (const foreign_table& each : known_tables) {
        if (each.table == table && columns.contains(std::string(each.column))) return &each;
    }
    return nullptr;
}

const foreign_table& table_to_read(session& in, std::string_view wanted) {
    auto there = tables_of_other_tools(in);
    if (!wanted.empty()) std::erase_if(there, [&](const std::string& one) { return one != wanted; });
    if (there.size() > 1)
        throw migration_error(
            fmt::format("several tools have migrated this database: {}; say which of these tables is "
                        "to be adopted",
                        fmt::join(there, ", ")));
    const foreign_table* found = there.empty() ? nullptr : recognise(in, there.front());
    if (found != nullptr) return *found;
    std::set<std::string_view> names;
    for (const foreign_table& each : known_tables) names.insert(each.table);
    throw migration_error(fmt::format(
        "there is nothing to adopt: {}; known are {}",
        there.empty() ? "no table of another tool is here" : "the table " + there.front() + " has other columns",
        fmt::join(names, ", ")));
}

class adoption_reader {
public:
    adoption_reader(const graph& revisions, const foreign_table& of) : graph_(revisions), table_(of) {
        for (const revision& each : graph_.revisions()) by_number_[comparable(each.id())].push_back(&each);
        result_.tool = of.tool;
        result_.table = of.table;
    }

    adoption read(session& in) {
        for (auto rows = in.query(table_.query); rows.next();)
            add(rows.get<std::string>(0), rows.get<int>(1), rows.get<int>(2) != 0);
        std::vector<std::string> ids;
        for (const auto& [id, version] : applied_) {
            ids.push_back(id);
            result_.matches.push_back({version, id});
        }
        result_.heads = graph_.holding(ids);
        for (const revision* each : graph_.held(result_.heads)) {
            if (!applied_.contains(each->id()) && !is_implied(*each)) result_.missing.push_back(each->id());
        }
        return std::move(result_);
    }

private:
    // 2: a baseline, which stands for all before it.
    void add(const std::string& version, int applied, bool failed) {
        if (failed) return result_.failed.push_back(version);
        const revision* which = find(version);
        if (which == nullptr) {
            if (applied == 1) result_.unknown.push_back(version);
            if (applied == 0) std::erase(result_.unknown, version);
            return;
        }
        if (applied == 0)
            applied_.erase(which->id());
        else
            applied_[which->id()] = version;
        if (applied == 2 || table_.implies_earlier) implying_.push_back(which->id());
    }

    const revision* find(const std::string& version) const {
        if (const revision* exact = graph_.find(version)) return exact;
        const auto found = by_number_.find(comparable(version));
        return found == by_number_.end() || found->second.size() != 1 ? nullptr : found->second.front();
    }

    bool is_implied(const revision& which) const { return graph_.includes(graph_.holding(implying_), which); }

    const graph& graph_;
    const foreign_table& table_;
    std::map<std::string, std::vector<const revision*>> by_number_;
    std::map<std::string, std::string> applied_;  // ids, and the versions that they are
    std::vector<std::string> implying_;
    adoption result_;
};

std::string list_of(std::string_view what, const std::vector<std::string>& which) {
    return which.empty() ? std::string() : fmt::format("\n    {}: {}", what, fmt::join(which, ", "));
}

void refuse_unclean(const adoption& what) {
    if (what.is_clean()) return;
    throw migration_error(fmt::format(
        "what {} has applied ({}) is not what these revisions are:{}{}{}\n  Nothing was written. Repair it with {} "
        "first, add the revisions that are missing here, or stamp the database by hand",
        what.tool, what.table, list_of("failed or dirty there", what.failed), list_of("unknown here", what.unknown),
        list_of("not applied there, although later ones are", what.missing), what.tool));
}

}  // namespace

adoption read_adoption(session& database, const graph& revisions, std::string_view table) {
    return adoption_reader(revisions, table_to_read(database, table)).read(database);
}

outcome adopt(session& database, const graph& revisions, const std::string& reason, std::string_view table) {
    require_reason(reason, "adoption");
    return stamping(database, revisions, entry_kind::adopt, reason).say([&](const standing& at) {
        refuse_history(at, "adoption");
        const adoption found = read_adoption(database, revisions, table);
        refuse_unclean(found);
        return found.heads;
    });
}

}  // namespace rowan::migrate
