#include "support/database.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

// The functions that rowan gives SQLite, against what PostgreSQL itself makes of the same random arguments.

using namespace rowan;

namespace {
class both {
public:
    /// Runs `f` with a database of each kind; not where ROWAN_TEST_BACKENDS leaves PostgreSQL out, which is printed.
    template <class F>
    static void run(F f) {
        if (std::ranges::find(test::backends(), "postgresql") == test::backends().end()) return;
        both databases;
        f(databases);
    }

    /// The two give the same value, NULL or SQLSTATE.
    template <class R, class... T>
    void check(const std::string& sqlite_sql, const std::string& postgresql_sql, const T&... parameters) {
        const auto expected = outcome<R>(postgresql_.session(), postgresql_sql, parameters...);
        const auto found = outcome<R>(sqlite_.session(), sqlite_sql, parameters...);
        INFO(sqlite_sql << (std::string() + ... + (" | " + shown(parameters))));
        CHECK(found == expected);
    }

private:
    static std::string shown(const std::string& text) { return text; }
    static std::string shown(const decimal& number) { return number.to_string(); }
    static std::string shown(double number) { return fmt::format("{}", number); }
    static std::string shown(int number) { return std::to_string(number); }
    static std::string shown(timestamp time) { return time.to_string(); }
    static std::string shown(date day) { return day.to_string(); }
    static std::string shown(bool answer) { return answer ? "true" : "false"; }
    static std::string shown(std::int64_t number) { return std::to_string(number); }

    template <class R, class... T>
    static std::string outcome(session& db, const std::string& sql, const T&... parameters) {
        try {
            const auto result = db.query_value<std::optional<R>>(sql, parameters...);
            return result ? shown(*result) : "NULL";
        } catch (const database_error& fault) { return "error " + fault.sqlstate(); }
    }

    test::test_database sqlite_{"memory"};
    test::test_database postgresql_{"postgresql"};
};

std::mt19937_64 random_numbers(20240229);
int below(int end) { return static_cast<int>(random_numbers() % static_cast<unsigned>(end)); }

std::string random_text(std::string_view alphabet, int longest) {
    std::string result;
    for (int size = below(longest + 1); size > 0; --size)
        result += alphabet[static_cast<std::size_t>(below(static_cast<int>(alphabet.size())))];
    return result;
}

// Of all sizes and scales, and often of those that make special cases.
decimal random_decimal() {
    static const std::array<std::string_view, 16> special{"0",     "0.00",   "1",          "-1",       "1.000", "9999",
                                                          "10000", "0.0001", "0.00009999", "99999999", "1e30",  "1e-30",
                                                          "-0.5",  "NaN",    "Infinity",   "-Infinity"};
    if (below(8) == 0) return decimal(special[static_cast<std::size_t>(below(16))]);
    const std::string digits = random_text("0000123456789999", below(4) == 0 ? 60 : 12) + "7";
    const std::string sign = below(2) == 0 ? "-" : "";
    const int exponent = below(4) == 0 ? below(80) - 40 : -below(8);
    return decimal(sign + digits + "e" + std::to_string(exponent));
}
}  // namespace

TEST_CASE("decimal operators on SQLite give what PostgreSQL's give", "[functions][sqlite]") {
    both::run([](both& databases) {
        const std::array<std::array<std::string, 2>, 5> operators{{{"rowan_add", "+"},
                                                                   {"rowan_subtract", "-"},
                                                                   {"rowan_multiply", "*"},
                                                                   {"rowan_divide", "/"},
                                                                   {"rowan_modulo", "%"}}};
        for (int i = 0; i != 3000; ++i) {
            const decimal left = random_decimal();
            const decimal right = random_decimal();
            for (const auto& [function, sign] : operators)
                databases.check<std::string>("select " + function + "($1, $2)",
                                             "select ($1::numeric " + sign + " $2::numeric)::text", left, right);
        }
    });
}

TEST_CASE("decimal functions of one number on SQLite give what PostgreSQL's give", "[functions][sqlite]") {
    both::run([](both& databases) {
        const std::array<std::array<std::string, 2>, 6> functions{{{"rowan_negate", "-"},
                                                                   {"rowan_abs", "abs"},
                                                                   {"rowan_floor", "floor"},
                                                                   {"rowan_ceil", "ceil"},
                                                                   {"rowan_round", "round"},
                                                                   {"rowan_truncate", "trunc"}}};
        for (int i = 0; i != 2000; ++i) {
            const decimal one = random_decimal();
            const int digits = below(60) - 30;
            for (const auto& [ours, theirs] : functions)
                databases.check<std::string>("select " + ours + "($1)", "select (" + theirs + "($1::numeric))::text",
                                             one);
            databases.check<std::string>("select rowan_round($1, $2)", "select round($1::numeric, $2::int)::text", one,
                                         digits);
            databases.check<std::string>("select rowan_truncate($1, $2)", "select trunc($1::numeric, $2::int)::text",
                                         one, digits);
        }
    });
}

TEST_CASE("doubles become decimals on SQLite as on PostgreSQL", "[functions][sqlite]") {
    both::run([](both& databases) {
        for (int i = 0; i != 1000; ++i) {
            const double one = random_decimal().to_double();
            if (std::isnan(one)) continue;
            databases.check<std::string>("select rowan_add($1, 0)", "select ($1::float8::numeric + 0)::text", one);
        }
    });
}

TEST_CASE("the longest decimals divide on SQLite as on PostgreSQL", "[functions][sqlite]") {
    both::run([](both& databases) {
        const std::array<decimal, 6> numbers{decimal("1e-1200"),   decimal("1e1200"),
                                             decimal("-3e-999"),   decimal("7e-1001"),
                                             decimal("123456789"), decimal("0." + std::string(1500, '3'))};
        for (const auto& left : numbers) {
            for (const auto& right : numbers) {
                databases.check<std::string>("select rowan_divide($1, $2)", "select ($1::numeric / $2::numeric)::text",
                                             left, right);
                databases.check<std::string>("select rowan_modulo($1, $2)", "select ($1::numeric % $2::numeric)::text",
                                             left, right);
            }
        }
        const decimal longest("1e-16383");
        databases.check<std::string>("select rowan_multiply($1, $2)", "select ($1::numeric * $2::numeric)::text",
                                     longest, decimal("0.5"));
    });
}

TEST_CASE("sums and averages of decimals on SQLite are those of PostgreSQL, as the frame of a window moves, too",
          "[functions][sqlite]") {
    both::run([](both& databases) {
        for (int round = 0; round != 60; ++round) {
            std::vector<decimal> numbers;
            const bool all_finite = below(3) != 0;
            for (int size = below(12); size != 0; --size) {
                const auto one = random_decimal();
                if (one.is_finite() || !all_finite) numbers.push_back(one);
            }
            std::string values;
            for (const auto& one : numbers) values += (values.empty() ? "" : ", ") + ("('" + one.to_string() + "')");
            if (values.empty()) values = "(null)";
            const auto check = [&](const std::string& name, const std::string& over) {
                const std::string with =
                    "with v(n) as (values " + values + "), k(i, n) as (select row_number() over (), n from v) ";
                databases.check<std::string>(with + "select group_concat(coalesce(x, '-'), ' ') from (select rowan_" +
                                                 name + "(n) " + over + " as x from k) t",
                                             with + "select string_agg(coalesce(x::text, '-'), ' ') from (select " +
                                                 name + "(n::numeric) " + over + " as x from k) t");
            };
            for (const std::string name : {"sum", "avg"}) {
                check(name, "");
                check(name, "over (order by i)");
                check(name, "over (order by i rows between 2 preceding and 1 following)");
                check(name, "over (order by i rows between 3 following and 4 following)");
                check(name, "filter (where i > 2) over (order by i rows between 1 preceding and current row)");
            }
        }
    });
}

TEST_CASE("the least and greatest decimal on SQLite, by its collation, are those of PostgreSQL, in windows, too",
          "[functions][sqlite]") {
    both::run([](both& databases) {
        for (int round = 0; round != 60; ++round) {
            std::string values;
            for (int size = 1 + below(10); size != 0; --size)
                values += (values.empty() ? "" : ", ") + ("('" + random_decimal().to_string() + "')");
            const auto check = [&](const std::string& name, const std::string& over) {
                const std::string with =
                    "with v(n) as (values " + values + "), k(i, n) as (select row_number() over (), n from v) ";
                databases.check<std::string>(
                    with + "select group_concat(coalesce(rowan_round(x, 90), '-'), ' ') from (select " + name +
                        "(n collate rowan_decimal) " + over + " as x from k) t",
                    with + "select string_agg(coalesce(round(x, 90)::text, '-'), ' ') from (select " + name +
                        "(n::numeric) " + over + " as x from k) t");
            };
            for (const std::string name : {"min", "max"}) {
                check(name, "");
                check(name, "over (order by i)");
                check(name, "over (order by i rows between 2 preceding and 1 following)");
                check(name, "over (order by i rows between 2 following and 4 following)");
            }
        }
    });
}

TEST_CASE("like on SQLite matches what PostgreSQL's matches", "[functions][sqlite]") {
    both::run([](both& databases) {
        for (int i = 0; i != 6000; ++i) {
            const std::string text = random_text("aabAB\\%_", 8);
            const std::string pattern = random_text("aabAB\\%%__", 7);
            databases.check<bool>("select rowan_like($1, $2)", "select $1::text like $2::text", text, pattern);
            databases.check<bool>("select rowan_ilike($1, $2)", "select $1::text ilike $2::text", text, pattern);
        }
    });
}

TEST_CASE("a character of UTF-8 is one character to like", "[functions][sqlite]") {
    both::run([](both& databases) {
        const std::array<std::string, 5> characters{"a", "é", "€", "😀", "%"};
        const auto any = [&](int longest) {
            std::string result;
            for (int size = below(longest + 1); size != 0; --size)
                result += characters[static_cast<std::size_t>(below(5))];
            return result;
        };
        for (int i = 0; i != 2000; ++i) {
            std::string pattern = any(5);
            if (below(2) == 0) pattern += "_";
            databases.check<bool>("select rowan_like($1, $2)", "select $1::text like $2::text", any(6),
                                  pattern + any(2));
        }
    });
}

namespace {
std::string random_json(int depth) {
    static const std::array<std::string, 12> scalars{"null",  "true", "false", "1",
                                                     "1.0",   "2e1",  "-0.5",  "\"a\"",
                                                     "\"1\"", "\"\"", "\"é\"", R"("\"\\\b\f\n\r\t\u0001/")"};
    static const std::array<std::string, 4> names{"a", "bb", "c", "é"};
    if (depth == 0 || (depth < 4 && below(4) == 0)) return scalars[static_cast<std::size_t>(below(12))];
    const bool object = below(2) == 0;
    std::string result = object ? "{" : "[";
    for (int size = below(5), i = 0; i != size; ++i) {
        if (i != 0) result += ',';
        if (object) result += '"' + names[static_cast<std::size_t>(below(4))] + "\": ";
        result += random_json(depth - 1);
    }
    return result + (object ? '}' : ']');
}

// As a JSON array and as PostgreSQL's text[].
std::array<std::string, 2> random_path() {
    static const std::array<std::string, 8> steps{"a", "bb", "é", "0", "1", "-1", "+1", "x"};
    std::array<std::string, 2> result{"[", "{"};
    for (int size = below(4), i = 0; i != size; ++i) {
        const auto& step = steps[static_cast<std::size_t>(below(8))];
        const std::string comma = i == 0 ? "" : ",";
        const bool number = (step == "0" || step == "1" || step == "-1") && below(2) == 0;
        result[0] += comma + (number ? step : '"' + step + '"');
        result[1] += comma + step;
    }
    return {result[0] + "]", result[1] + "}"};
}
}  // namespace

TEST_CASE("JSON on SQLite contains what PostgreSQL's jsonb contains", "[functions][sqlite]") {
    both::run([](both& databases) {
        for (int i = 0; i != 4000; ++i) {
            const std::string left = random_json(3);
            const std::string right = random_json(below(3));
            databases.check<bool>("select rowan_json_contains($1, $2)", "select $1::text::jsonb @> $2::text::jsonb",
                                  left, right);
            const std::string key = random_text("ab", 2);
            databases.check<bool>("select rowan_json_has_key($1, $2)", "select $1::text::jsonb ? $2::text", left, key);
        }
    });
}

TEST_CASE("what stands at a path of JSON has the same text on SQLite as PostgreSQL's jsonb", "[functions][sqlite]") {
    both::run([](both& databases) {
        for (int i = 0; i != 3000; ++i) {
            const std::string document = random_json(2 + below(3));
            const auto [ours, theirs] = random_path();
            for (const std::string function : {"rowan_json_path", "rowan_json_path_text"}) {
                const std::string sign = function == "rowan_json_path" ? "#>" : "#>>";
                databases.check<std::string>("select " + function + "($1, '" + ours + "')",
                                             "select ($1::text::jsonb " + sign + " '" + theirs + "')::text", document);
            }
        }
    });
}

TEST_CASE("array operators on SQLite answer as PostgreSQL's do", "[functions][sqlite]") {
    const auto random_array = [] {
        std::vector<std::optional<int>> result;
        for (int size = below(4); size != 0; --size)
            result.push_back(below(5) == 0 ? std::nullopt : std::optional(below(4)));
        return result;
    };
    const auto json = [](const std::vector<std::optional<int>>& from) {
        std::string result = "[";
        for (const auto& one : from) result += (result.size() > 1 ? "," : "") + (one ? std::to_string(*one) : "null");
        return result + ']';
    };
    const auto array = [](const std::vector<std::optional<int>>& from) {
        std::string result = "{";
        for (const auto& one : from) result += (result.size() > 1 ? "," : "") + (one ? std::to_string(*one) : "null");
        return result + '}';
    };
    both::run([&](both& databases) {
        for (int i = 0; i != 1500; ++i) {
            const auto left = random_array();
            const auto right = random_array();
            const std::string element = below(6) == 0 ? "null" : std::to_string(below(4));
            databases.check<bool>("select rowan_array_contains('" + json(left) + "', " + element + ")",
                                  "select " + element + " = any('" + array(left) + "'::int[])");
            databases.check<bool>("select rowan_array_contains_all('" + json(left) + "', '" + json(right) + "')",
                                  "select '" + array(left) + "'::int[] @> '" + array(right) + "'::int[]");
            databases.check<bool>("select rowan_array_overlaps('" + json(left) + "', '" + json(right) + "')",
                                  "select '" + array(left) + "'::int[] && '" + array(right) + "'::int[]");
        }
    });
}

TEST_CASE("parts of a time on SQLite are those of PostgreSQL in UTC", "[functions][sqlite]") {
    both::run([](both& databases) {
        constexpr std::int64_t day = std::int64_t{24} * 3600 * 1'000'000;
        const auto days =
            static_cast<std::uint64_t>(date::last().days_since_epoch - date::first().days_since_epoch) + 1;
        for (int i = 0; i != 400; ++i) {
            const date on{date::first().days_since_epoch + static_cast<std::int32_t>(random_numbers() % days)};
            const timestamp at{on.days_since_epoch * day + static_cast<std::int64_t>(random_numbers() % day)};
            for (const std::string part : {"year", "quarter", "month", "week", "day", "hour", "minute", "second", "dow",
                                           "isodow", "doy", "epoch"}) {
                const auto extract = "floor(date_part('" + part + "', ";
                databases.check<std::int64_t>("select rowan_timestamp_part('" + part + "', $1)",
                                              "select " + extract + "$1::timestamptz at time zone 'UTC'))::bigint", at);
                databases.check<std::int64_t>("select rowan_timestamp_part('" + part + "', $1)",
                                              "select " + extract + "$1::date))::bigint", on);
            }
            for (const std::string part : {"year", "quarter", "month", "week", "day", "hour", "minute", "second"}) {
                databases.check<timestamp>("select rowan_timestamp_truncate('" + part + "', $1)",
                                           "select date_trunc('" + part + "', $1::timestamptz, 'UTC')", at);
                databases.check<date>("select rowan_timestamp_truncate('" + part + "', $1)",
                                      "select date_trunc('" + part + "', $1::date::timestamp)::date", on);
            }
        }
        for (const auto& end : {timestamp::infinity(), timestamp::negative_infinity()})
            databases.check<timestamp>("select rowan_timestamp_truncate('day', $1)",
                                       "select date_trunc('day', $1::timestamptz, 'UTC')", end);
    });
}
