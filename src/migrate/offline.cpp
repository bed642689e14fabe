#include <rowan/migrate/offline.hpp>

#include <rowan/dialect/client.hpp>
#include <rowan/migrate/error.hpp>
#include <rowan/migrate/history.hpp>
#include <rowan/migrate/script.hpp>
#include <rowan/schema/sql_text.hpp>
#include <rowan/version.hpp>

#include "migrate/entry.hpp"
#include "migrate/history_tables.hpp"
#include "migrate/unit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rowan::migrate {

namespace {

using texts = std::vector<std::string>;

bool contains(const position& at, const std::string& id) { return std::find(at.begin(), at.end(), id) != at.end(); }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

class script_writer {
public:
    script_writer(const graph& in, const route& along, const dialect& with, const offline_options& how)
        : graph_(in), route_(along), dialect_(with), client_(with.client()), how_(how) {}

    std::string write(position at) {
        append_head();
        for (const revision* each : route_.steps) {
            const position after = graph_.after(at, *each, route_.way);
            append(*each, at, after);
            at = after;
        }
        if (how_.idempotent) out_ += "drop view \"rowan_held\";\n";
        return std::move(out_);
    }

private:
    bool in_transaction(const revision& which) const {
        const texts all = statements(which);
        return which.has_transaction(route_.way) && std::none_of(all.begin(), all.end(), [&](const std::string& each) {
                   const statement_traits traits = dialect_.traits_of(each);
                   return traits.refuses_transaction || traits.seen_after_commit;
               });
    }

    void append_head() {
        const bool in_transactions = std::all_of(route_.steps.begin(), route_.steps.end(),
                                                 [&](const revision* each) { return in_transaction(*each); });
        out_ += fmt::format("-- Written by rowan {}, to be run with {}.\n", version(), client_.name());
        out_ += client_.opening(in_transactions);
        if (route_.steps.empty()) {
            out_ += "-- nothing to do\n";
            return;
        }
        for (const schema::table* each : {&heads_table(), &history_table()}) append_table(*each);
        if (how_.idempotent) append_held();
    }

    void append_table(const schema::table& which) {
        constexpr std::string_view create = "create table ";
        for (const std::string& each : dialect_.render(schema::operation(schema::create_table{which}))) {
            const bool is_table = each.starts_with(create);
            out_ += is_table ? client::terminated("create table if not exists " + each.substr(create.size()))
                             : client::terminated(each);
        }
    }

    /// What a database has: its heads, what they come after, and so on.
    void append_held() {
        texts edges{"(null, null)"};
        for (const revision& each : graph_.revisions()) {
            for (const std::string& other : needs(each))
                edges.push_back(fmt::format("({}, {})", literal(each.id()), literal(other)));
        }
        out_ += fmt::format(R"(create temporary view "rowan_held" as
with recursive "edges" ("revision", "needs") as (values {}),
"held" ("revision") as (select "revision" from "rowan_heads" union
  select "edges"."needs" from "held" join "edges" using ("revision"))
select "revision" from "held";
)",
                            fmt::join(edges, ", "));
        texts all;
        for (const revision& each : graph_.revisions()) all.push_back(literal(each.id()));
        out_ += client_.require(
            fmt::format(R"(not exists (select 1 from "rowan_heads" where "revision" not in ({})))",
                        fmt::join(all, ", ")),
            "the database is at a revision that this script does not know: a newer program has migrated it");
    }

    void append(const revision& which, const position& before, const position& after) {
        out_ += fmt::format("\n-- {}{}  {}\n", route_.way == direction::upgrade ? "" : "undo ", which.id(),
                            which.message());
        const texts work = statements(which);
        if (how_.idempotent) return append_guarded(which, work);
        if (!in_transaction(which)) {
            out_ += client_.require(stands_at(before), not_there(before));
            for (const std::string& each : work) out_ += client::terminated(each);
            begin(before);
        } else {
            begin(before);
            for (const std::string& each : work) out_ += client::terminated(each);
        }
        for (const std::string& each : moves(before, after)) out_ += client::terminated(each);
        out_ += client::terminated(entry(which)) + "commit;\n";
    }

    void begin(const position& before) {
        out_ += client_.begin();
        if (dialect_.can().table_locks) out_ += "lock table \"rowan_heads\" in exclusive mode;\n";
        out_ += client_.require(stands_at(before), not_there(before));
    }

    void append_guarded(const revision& which, const texts& work) {
        const std::string condition = fmt::format(R"({}exists (select 1 from "rowan_held" where "revision" = {}))",
                                                  route_.way == direction::upgrade ? "not " : "", literal(which.id()));
        texts noted = open_moves(which);
        noted.push_back(entry(which));
        const bool together = in_transaction(which);
        if (!together) out_ += client_.run_if(condition, work, false);
        out_ += client_.begin();
        if (dialect_.can().table_locks) out_ += "lock table \"rowan_heads\" in exclusive mode;\n";
        if (together) noted.insert(noted.begin(), work.begin(), work.end());
        out_ += client_.run_if(condition, noted, true);
        out_ += "commit;\n";
    }

    texts statements(const revision& which) const {
        texts result;
        for (const schema::operation& each : which.steps(route_.way)) {
            if (dialect_.needs_database(each))
                throw dialect_error(fmt::format(
                    "revision {}: \"{}\" cannot be written as a script for {}: it makes the table anew, as it is found "
                    "there. Run the revision on the database itself, or on a copy",
                    which.id(), schema::describe(each), dialect_.name()));
            append_statements(result, each, which);
        }
        return result;
    }

    void append_statements(texts& to, const schema::operation& from, const revision& of) const {
        const auto* script = std::get_if<schema::run_sql>(&from);
        if (script != nullptr && is_blank(dialect_.words(script->script)) && !script->source.empty())
            throw migration_error(fmt::format("{} has no SQL for {}; where there is nothing to do, a comment says so",
                                              script->source, dialect_.name()));
        for (const std::string& text : dialect_.render(from)) {
            if (script == nullptr) {
                to.push_back(text);
                continue;
            }
            static const schema::script_file none;
            const schema::script_file* file = file_for(*script, dialect_.name());
            if (of.has_transaction(route_.way)) check_in_transaction(text, dialect_, file == nullptr ? none : *file);
            for (const script_statement& each : statements_of(text, dialect_, file == nullptr ? none : *file))
                to.emplace_back(each.text);
        }
    }

    static std::string not_there(const position& at) {
        return fmt::format("this script goes on from {}, which is not where the database stands", text_of(at));
    }

    std::string stands_at(const position& at) const {
        constexpr std::string_view count = R"((select count(*) from "rowan_heads"))";
        if (at.empty()) return fmt::format("{} = 0", count);
        return fmt::format(R"({0} = {1} and (select count(*) from "rowan_heads" where "revision" in ({2})) = {1})",
                           count, at.size(), fmt::join(literals(at), ", "));
    }

    texts moves(const position& before, const position& after) const {
        texts result;
        for (const std::string& id : before) {
            if (!contains(after, id)) result.push_back(removal({id}));
        }
        for (const std::string& id : after) {
            if (!contains(before, id))
                result.push_back(fmt::format(R"(insert into "rowan_heads" ("revision") values ({}))", literal(id)));
        }
        return result;
    }

    /// The same where it is not known which other heads there are.
    texts open_moves(const revision& which) const {
        texts result;
        const texts below = needs(which);
        if (route_.way == direction::upgrade) {
            if (!below.empty()) result.push_back(removal(below));
            result.push_back(fmt::format(R"(insert into "rowan_heads" ("revision") values ({}))", literal(which.id())));
            return result;
        }
        result.push_back(removal({which.id()}));
        for (auto each = below.rbegin(); each != below.rend(); ++each)
            result.push_back(fmt::format(R"(insert into "rowan_heads" ("revision") select {0} where not exists )"
                                         R"((select 1 from "rowan_held" where "revision" = {0}))",
                                         literal(*each)));
        return result;
    }

    std::string removal(const texts& ids) const {
        return fmt::format(R"(delete from "rowan_heads" where "revision" in ({}))", fmt::join(literals(ids), ", "));
    }

    /// Parents and dependencies, each after those that it needs itself.
    texts needs(const revision& of) const {
        texts result = of.parents();
        for (const revision* each : graph_.dependencies(of)) {
            if (!contains(result, each->id())) result.push_back(each->id());
        }
        const auto place = [&](const std::string& id) { return graph_.find(id); };
        std::sort(result.begin(), result.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
        return result;
    }

    std::string entry(const revision& which) const {
        const history_entry of = entry_for(entry_kind::run, which, graph_, route_.way, how_.reason, dialect_);
        const auto or_null = [&](const std::string& text) { return text.empty() ? "null" : literal(text); };
        const schema::sql_text now = schema::now();
        const auto ids = [&](const texts& all) { return or_null(fmt::format("{}", fmt::join(all, " "))); };
        return fmt::format(
            R"(insert into "rowan_history" ("revision", "direction", "kind", "message", "applied_at", "duration_ms", )"
            R"("statements", "rowan_version", "applied_by", "host", "pid", "checksum", "reason", "parents", "needs", )"
            R"("way_down") values ({}, {}, {}, {}, {}, {}, {}, {}, {}, '', 0, {}, {}, {}, {}, {}))",
            literal(of.revision), literal(name_of(route_.way)), literal(name_of(of.kind)), literal(of.message),
            dialect_.words(now), client_.transaction_milliseconds(), statement_count(which, route_.way, dialect_),
            literal(of.rowan_version), client_.user(), or_null(of.checksum), or_null(of.reason), ids(of.parents),
            ids(of.needs), or_null(of.way_down));
    }

    std::string literal(std::string_view text) const {
        std::string result;
        dialect_.append_literal(result, text);
        return result;
    }
    texts literals(const position& ids) const {
        texts result;
        for (const std::string& each : ids) result.push_back(literal(each));
        return result;
    }

    const graph& graph_;
    const route& route_;
    const dialect& dialect_;
    const client& client_;
    const offline_options& how_;
    std::string out_;
};

}  // namespace

std::string offline_script(const graph& in, const route& along, const position& from, const dialect& with,
                           const offline_options& how) {
    return script_writer(in, along, with, how).write(from);
}

}  // namespace rowan::migrate
