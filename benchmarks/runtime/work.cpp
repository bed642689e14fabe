#include "work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace {

using namespace rows;

constexpr std::size_t books_of_each = 10;

/// Rows that a work starts from and what it should end with; shared by its three parts.
template <class Row>
struct stage {
    std::vector<Row> given;
    std::vector<Row> expected;
    std::optional<std::vector<Row>> result;

    bool done() {
        const bool right = result && *result == expected;
        result.reset();
        return right;
    }
};

template <class Row>
std::shared_ptr<stage<Row>> make_stage(std::vector<Row> given) {
    auto result = std::make_shared<stage<Row>>();
    result->given = given;
    result->expected = std::move(given);
    return result;
}

/// Empties a table and puts these rows into it.
void refill(road& on, const upkeep& with, std::vector<reading>& rows) {
    on.run_script(with.empty + " readings");
    on.insert_bulk(rows);
    if (!with.settle.empty()) on.run_script(with.settle);
}

/// Makes the same preparation once on each road: for works that only read.
template <class Prepare>
std::function<void(road&)> once(Prepare prepare) {
    const auto prepared = std::make_shared<std::vector<const road*>>();
    return [=](road& on) {
        if (std::find(prepared->begin(), prepared->end(), &on) != prepared->end()) return;
        prepare(on);
        prepared->push_back(&on);
    };
}

work insert_each(std::size_t count, double bound, const upkeep& with) {
    const auto rows = make_stage(make_readings(count));
    return {{"insert one by one in a transaction", static_cast<double>(count), bound},
            [=](road& on) { on.run_script(with.empty + " readings"); },
            [=](road& on) { on.insert_each(rows->given); },
            [=](road& on) { return on.read_all() == rows->expected; }};
}

work read_all(std::size_t count, double bound, const upkeep& with) {
    const auto rows = make_stage(make_readings(count));
    return {{"read all", static_cast<double>(count), bound},
            once([=](road& on) { refill(on, with, rows->given); }),
            [=](road& on) { rows->result = on.read_all(); },
            [=](road&) { return rows->done(); }};
}

work get_each(std::size_t count, double bound, const upkeep& with) {
    const auto rows = make_stage(make_readings(count));
    const auto sum = std::make_shared<std::int64_t>(0);
    std::int64_t expected = 0;
    for (const reading& one : rows->given) expected += digest(one);
    return {{"get by key, random order", static_cast<double>(count), bound},
            once([=](road& on) { refill(on, with, rows->given); }),
            [=, keys = shuffled_keys(rows->given)](road& on) { *sum = on.get_each(keys); },
            [=](road&) { return std::exchange(*sum, 0) == expected; }};
}

work update_each(std::size_t count, double bound, const upkeep& with) {
    const auto rows = make_stage(make_readings(count));
    rows->expected = change(rows->given);
    return {{"update by key in a transaction", static_cast<double>(count), bound},
            [=](road& on) { refill(on, with, rows->given); },
            [=](road& on) { on.update_each(rows->expected); },
            [=](road& on) { return on.read_all() == rows->expected; }};
}

/// Few rows at once are inserted often, so that there is something to measure.
work insert_bulk(std::size_t count, double bound, const upkeep& with) {
    const std::size_t times = count < 1'000 ? 1'000 / count : 1;
    const auto expected = make_readings(count * times);
    const auto parts = std::make_shared<std::vector<std::vector<reading>>>();
    for (auto at = expected.begin(); at != expected.end(); at += static_cast<std::ptrdiff_t>(count)) {
        parts->emplace_back(at, at + static_cast<std::ptrdiff_t>(count));
    }
    return {{fmt::format("bulk insert of {}, keys known", count), static_cast<double>(count * times), bound},
            [=](road& on) { on.run_script(with.empty + " readings"); },
            [=](road& on) {
                for (auto& part : *parts) on.insert_bulk(part);
            },
            [=](road& on) { return on.read_all() == expected; }};
}

/// Every second row is there already.
work upsert(const char* name, std::size_t count, const upkeep& with, std::function<void(road&, std::vector<reading>&)> timed) {
    const auto rows = make_stage(change(make_readings(count)));
    const auto there = std::make_shared<std::vector<reading>>(make_readings(count));
    std::erase_if(*there, [](const reading& one) { return one.id % 2 == 0; });
    return {{name, static_cast<double>(count), 0},
            [=](road& on) { refill(on, with, *there); },
            [=](road& on) { timed(on, rows->given); },
            [=](road& on) { return on.read_all() == rows->expected; }};
}

work upsert_each(std::size_t count, double, const upkeep& with) {
    return upsert("upsert one by one in a transaction, half there", count, with, &road::upsert_each);
}
work upsert_bulk(std::size_t count, double, const upkeep& with) {
    return upsert("upsert in bulk, half there", count, with, &road::upsert_bulk);
}

work update_bulk(std::size_t count, double bound, const upkeep& with) {
    const auto rows = make_stage(make_readings(count));
    rows->expected = change(rows->given);
    const auto changed = std::make_shared<std::vector<reading>>(rows->expected);
    return {{"bulk update", static_cast<double>(count), bound},
            [=](road& on) { refill(on, with, rows->given); },
            [=](road& on) { on.update_bulk(*changed); },
            [=](road& on) { return on.read_all() == rows->expected; }};
}

/// Every second one of twice as many.
work remove_bulk(std::size_t count, double bound, const upkeep& with) {
    const auto rows = make_stage(make_readings(2 * count));
    const auto goes = [](const reading& one) { return one.id % 2 == 0; };
    std::vector<reading> gone = rows->given;
    std::erase_if(gone, std::not_fn(goes));
    std::erase_if(rows->expected, goes);
    return {{"bulk delete", static_cast<double>(count), bound},
            [=](road& on) { refill(on, with, rows->given); },
            [=, keys = keys_of(gone)](road& on) { on.remove_bulk(keys); },
            [=](road& on) { return on.read_all() == rows->expected; }};
}

/// Keys count up from wherever the database stood, in the order of the rows; takes them away again.
bool numbered_in_order(std::vector<numbered_reading>& rows) {
    std::int64_t last = 0;
    for (numbered_reading& one : rows) {
        if (one.id <= last) return false;
        last = std::exchange(one.id, 0);
    }
    return true;
}

work insert_numbered(std::size_t count, double bound, const upkeep& with) {
    const auto rows = make_stage(make_numbered_readings(count));
    return {{"bulk insert, keys generated and brought back", static_cast<double>(count), bound},
            [=](road& on) {
                on.run_script(with.empty + " numbered_readings");
                rows->given = rows->expected;
            },
            [=](road& on) { on.insert_numbered(rows->given); },
            [=](road&) { return numbered_in_order(rows->given) && rows->given == rows->expected; }};
}

/// As SQL text, which goes every road.
std::string fill_shelves(const std::vector<shelf>& all, const upkeep& with) {
    std::string result;
    for (const shelf& one : all) result += fmt::format("insert into authors values ('{}', '{}');\n", one.id.to_string(), one.name);
    for (const shelf& owner : all) {
        for (const book& one : owner.books) {
            result += fmt::format("insert into books values ('{}', '{}', '{}', {});\n", one.id.to_string(), owner.id.to_string(), one.title,
                                  one.pages);
        }
    }
    return result + with.settle;
}

work read_shelves(std::size_t authors, double bound, const upkeep& with) {
    const auto rows = make_stage(make_shelves(authors, books_of_each));
    return {{fmt::format("read {} parents with {} children each", authors, books_of_each),
             static_cast<double>(authors * (books_of_each + 1)), bound},
            once([=, script = fill_shelves(rows->given, with)](road& on) { on.run_script(script); }),
            [=](road& on) { rows->result = on.read_shelves(); },
            [=](road&) { return rows->done(); }};
}

/// Times lie across the keys, and four rows share each. The index stays, so this is the last work.
work walk_pages(std::size_t count, double bound, const upkeep& with) {
    constexpr std::size_t pages = 20;
    constexpr std::size_t size = 50;
    const auto rows = make_stage(make_readings(count));
    for (reading& one : rows->given) one.recorded_at.microseconds_since_epoch += (one.id * 7919 % 100'003 / 4 - one.id) * 1'000'003;
    rows->expected = rows->given;
    std::sort(rows->expected.begin(), rows->expected.end(), [](const reading& a, const reading& b) {
        return std::tie(a.recorded_at, a.id) < std::tie(b.recorded_at, b.id);
    });
    rows->expected.resize(pages * size);
    return {{fmt::format("keyset: {} pages of {} from {}", pages, size, count), static_cast<double>(pages * size), bound},
            once([=](road& on) {
                on.run_script("create index readings_by_time on readings (recorded_at, id)");
                refill(on, with, rows->given);
            }),
            [=](road& on) { rows->result = on.walk_pages(pages, size); },
            [=](road&) { return rows->done(); }};
}

void run_once(benchmark::State& state, road& on, const work& what, ratio_reporter& reporter) {
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        try {
            what.before(on);
            state.ResumeTiming();
            what.timed(on);
            state.PauseTiming();
            if (!what.done(on)) reporter.fail("the rows are not those that were expected");
        } catch (const std::exception& fault) {
            reporter.fail(fault.what());
        }
        state.ResumeTiming();
    }
}

}  // namespace

std::vector<work> make_works(const sizes& of, const bounds& within, const upkeep& with) {
    std::vector<work> result;
    const auto add = [&](auto make, std::size_t count, double bound) {
        if (count != 0) result.push_back(make(count, bound, with));
    };
    add(insert_each, of.insert, within.insert);
    add(read_all, of.read, within.read);
    add(get_each, of.get, within.get);
    add(update_each, of.update, within.update);
    for (const std::size_t count : of.bulk) add(insert_bulk, count, within.bulk);
    add(insert_numbered, of.numbered, within.numbered);
    add(upsert_each, of.upsert, 0);
    add(upsert_bulk, of.change, 0);
    add(update_bulk, of.change, 0);
    add(remove_bulk, of.change, 0);
    add(read_shelves, of.authors, within.authors);
    add(walk_pages, of.paged, 0);
    return result;
}

benchmark_options start(int& argc, char** argv) {
    benchmark_options result;
    std::vector<char*> others{argv[0]};
    const auto value_of = [](std::string_view argument, std::string_view name) -> std::optional<std::string> {
        if (!argument.starts_with(name)) return {};
        return std::string(argument.substr(name.size()));
    };
    for (int i = 1; i < argc; ++i) {
        if (const auto repetitions = value_of(argv[i], "--repetitions=")) {
            result.repetitions = std::max(1, std::stoi(*repetitions));
        } else if (const auto only = value_of(argv[i], "--only=")) {
            result.only = *only;
        } else if (const auto name = value_of(argv[i], "--contender=")) {
            result.contender = *name;
        } else if (argv[i] == std::string_view("--check")) {
            result.check = true;
        } else {
            others.push_back(argv[i]);
        }
    }
    static std::string interleave = "--benchmark_enable_random_interleaving=true";
    others.push_back(interleave.data());
    int count = static_cast<int>(others.size());
    benchmark::Initialize(&count, others.data());
    if (benchmark::ReportUnrecognizedArguments(count, others.data())) std::exit(2);
    return result;
}

int measure(const std::string& title, clock_kind clock, std::vector<contender>& contenders, const std::vector<work>& works,
            const benchmark_options& options) {
    std::vector<std::string> names;
    for (const contender& one : contenders) names.push_back(one.name);
    ratio_reporter reporter(title, clock, names);
    for (const work& what : works) {
        if (what.measured.name.find(options.only) == std::string::npos) continue;
        reporter.expect(what.measured);
        for (const contender& one : contenders) {
            if (!options.contender.empty() && one.name != options.contender) continue;
            benchmark::RegisterBenchmark((what.measured.name + "/" + one.name).c_str(),
                                         [&](benchmark::State& state) { run_once(state, *one.on, what, reporter); })
                ->Iterations(1)
                ->Repetitions(options.repetitions);
        }
        benchmark::RunSpecifiedBenchmarks(&reporter, "all");
        benchmark::ClearRegisteredBenchmarks();
    }
    return reporter.failures();
}
