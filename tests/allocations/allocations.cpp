#include "support/database.hpp"

#include <rowan/query/repository.hpp>
#include <rowan/session/transaction.hpp>

#include <atomic>
#include <cstdlib>
#include <new>
#include <vector>

// Counted in a program of its own, where operator new counts. What the databases' own libraries allocate they do in C.
namespace {
std::atomic<std::size_t> allocated = 0;

template <class Work>
std::size_t allocations(Work work) {
    const std::size_t before = allocated;
    work();
    return allocated - before;
}
}  // namespace

void* operator new(std::size_t size) {
    ++allocated;
    if (void* const result = std::malloc(size == 0 ? 1 : size)) return result;
    throw std::bad_alloc();
}
void operator delete(void* of) noexcept { std::free(of); }
void operator delete(void* of, std::size_t) noexcept { std::free(of); }

namespace measures {
struct measure {
    std::int64_t id = 0;
    rowan::uuid key;
    std::int32_t count = 0;
    std::int16_t grade = 0;
    double ratio = 0;
    bool active = false;
    rowan::timestamp at;
    rowan::date day;
    std::string code;  // short: a std::string keeps it within itself
    std::optional<std::int64_t> parent;
};
BOOST_DESCRIBE_STRUCT(measure, (), (id, key, count, grade, ratio, active, at, day, code, parent))
}  // namespace measures

template <>
inline constexpr auto rowan::table_of<measures::measure> =
    rowan::table<measures::measure>("measures").primary_key<&measures::measure::id>();

using measures::measure;

namespace {
constexpr std::size_t rows = 1000;

std::vector<measure> many() {
    std::vector<measure> result;
    for (std::size_t i = 0; i != rows; ++i)
        result.push_back({.id = static_cast<std::int64_t>(i), .key = rowan::uuid::generate(), .code = "short"});
    return result;
}

void fill(rowan::session& db) {
    db.apply(rowan::schema::create_table{rowan::schema_table<measure>()});
    rowan::repository<measure>(db).insert_all(many());
}
}  // namespace

DATABASE_TEST_CASE("reading allocates nothing for a cell, and for a row no more than its place in the result",
                   "[allocations]") {
    auto& db = database.session();
    fill(db);
    rowan::repository<measure> all(db);
    CHECK(all.all().size() == rows);
    const std::size_t count = allocations([&] { CHECK(all.all().size() == rows); });
    INFO(count << " allocations for " << rows << " rows of ten cells");
    CHECK(count < rows / 10);
}

DATABASE_TEST_CASE("a stream allocates nothing for a row", "[allocations]") {
    auto& db = database.session();
    fill(db);
    const auto read = [&] {
        std::size_t seen = 0;
        for (const measure& one : rowan::from<measure>(db).stream()) seen += one.code.size() == 5 ? 1 : 0;
        CHECK(seen == rows);
    };
    read();
    const std::size_t count = allocations(read);
    INFO(count << " allocations for " << rows << " rows of ten cells");
    CHECK(count < rows / 5);
}

DATABASE_TEST_CASE("a row that is read by its key or written takes few allocations", "[allocations]") {
    auto& db = database.session();
    fill(db);
    rowan::repository<measure> all(db);
    measure one = all.get(7);
    all.update(one);
    const std::size_t reading = allocations([&] {
        for (std::int64_t i = 0; i != 100; ++i) static_cast<void>(all.get(i));
    });
    const std::size_t writing = allocations([&] {
        for (int i = 0; i != 100; ++i) all.update(one);
    });
    INFO(reading << " for 100 reads, " << writing << " for 100 updates");
    CHECK(reading <= 400);
    CHECK(writing <= 600);
}
