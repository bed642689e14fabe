#include <rowan/migrate/autogenerate.hpp>
#include <rowan/session/driver.hpp>
#include <rowan/session/scratch.hpp>

#include <algorithm>
#include <optional>
#include <string_view>

#include "migrate/live_schema.hpp"

namespace rowan::migrate {

namespace {

using operations = std::vector<schema::operation>;

std::string terminated(std::string_view statement) {
    std::string result(statement.substr(0, statement.find_last_not_of(" \t\r\n") + 1));
    if (!result.empty() && result.back() != ';') result += ';';
    return result + '\n';
}

bool needs_database(const operations& all, const dialect& with) {
    return std::any_of(all.begin(), all.end(), [&](const auto& each) { return with.needs_database(each); });
}

std::string rendered(const operations& all, const dialect& with) {
    std::string result;
    for (const schema::operation& each : all) {
        for (const std::string& text : with.render(each)) result += terminated(text);
    }
    return result;
}

/// Carries operations out in a copy of the database's tables, and writes down how.
class rehearsal final : private script_sink {
public:
    explicit rehearsal(session& of) : apart_(of) {
        for (const schema::operation& each : creation_of(live_schema(of))) apart_.place().apply(each);
    }

    // A table is made anew by dropping it, which must not take rows of others along or trouble views.
    std::string run(const operations& all) {
        text_ = "pragma foreign_keys = off;\npragma legacy_alter_table = on;\n";
        for (const schema::operation& each : all) detail::driver_of(apart_.place()).apply(each, *this);
        text_ += "pragma legacy_alter_table = off;\npragma foreign_keys = on;\n";
        return std::move(text_);
    }

private:
    void execute(std::string_view sql) override {
        apart_.place().execute_script(sql);
        text_ += terminated(sql);
    }

    scratch apart_;
    std::string text_;
};

}  // namespace

sql_texts sql_source(session& database, const generated_changes& of) {
    operations down = of.down;
    if (down.empty()) {
        for (auto each = of.up.rbegin(); each != of.up.rend(); ++each) {
            if (auto back = reverse(*each)) down.push_back(*std::move(back));
        }
    }
    const dialect& with = database.dialect();
    if (!needs_database(of.up, with) && !needs_database(down, with))
        return {rendered(of.up, with), rendered(down, with)};
    rehearsal on(database);
    sql_texts result;
    result.up = on.run(of.up);
    result.down = on.run(down);
    return result;
}

}  // namespace rowan::migrate
