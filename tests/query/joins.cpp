#include "query/samples.hpp"

#include "support/catch.hpp"

using namespace samples;
using rowan::field, rowan::from, rowan::row;

namespace {

inline constexpr auto other = rowan::alias<sample, "other">;

struct line {
    std::string name;
    std::optional<std::int32_t> value;
};
BOOST_DESCRIBE_STRUCT(line, (), (name, value))

struct whole {
    sample own;
    std::optional<reading> found;
};
BOOST_DESCRIBE_STRUCT(whole, (), (own, found))

struct sample_name {
    using entity = sample;
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(sample_name, (), (id, name))

struct reading_of {
    reading found;
    sample_name of;
};
BOOST_DESCRIBE_STRUCT(reading_of, (), (found, of))

struct number {
    std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(number, (), (n))
inline constexpr auto numbers = rowan::cte<number, "numbers">;

struct counted {
    std::string name;
    std::int64_t readings = 0;
};
BOOST_DESCRIBE_STRUCT(counted, (), (name, readings))
struct named {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(named, (), (name))
inline constexpr auto counts = rowan::cte<counted, "counts">;
inline constexpr auto more = counts.alias<"more">;

}  // namespace

DATABASE_TEST_CASE("a join goes along the foreign key, from either side", "[join]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(from<reading>(db).join<sample>().order_by(field<&reading::id>).select(field<&sample::name>).all() == strings{"Ada", "Ada", "bob"});
    CHECK(from<sample>(db).join<reading>().order_by(field<&reading::id>).select(field<&reading::value>).all() == std::vector<std::int32_t>{5, 7, 5});
}

DATABASE_TEST_CASE("an entity is read through a join", "[join]") {
    auto& db = database.session();
    three_samples(db);
    const auto found = rowan::repository<sample>(db).select().join<reading>().where(field<&reading::value> == 7).all();
    REQUIRE(found.size() == 1);
    CHECK(found[0].name == "Ada");
}

DATABASE_TEST_CASE("the side that a left join does not find is empty", "[join]") {
    auto& db = database.session();
    three_samples(db);
    const auto all = from<sample>(db).left_join<reading>();
    const auto lines = all.select<line>(field<&sample::name>, field<&reading::value>).order_by(field<&sample::id>, field<&reading::id>).all();
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].value == 5);
    CHECK(lines[3].name == "Cy\\d");
    CHECK(lines[3].value == std::nullopt);
    const auto rows = all.select<whole>(row<sample>, row<reading>).order_by(field<&sample::id>, field<&reading::id>).all();
    CHECK(rows[1].found->value == 7);
    CHECK_FALSE(rows[3].found.has_value());
    CHECK(rows[3].own.name == "Cy\\d");
    CHECK(all.group_by(field<&sample::id>).order_by(field<&sample::id>).select(rowan::count(field<&reading::id>)).all() ==
          std::vector<std::int64_t>{2, 1, 0});
    CHECK(all.where(field<&reading::id>.is_null()).select(field<&sample::name>).all() == strings{"Cy\\d"});
}

DATABASE_TEST_CASE("a row is read into a shape of its entity", "[join]") {
    auto& db = database.session();
    three_samples(db);
    const auto rows = from<reading>(db).join<sample>().select<reading_of>(row<reading>, row<sample>).order_by(field<&reading::id>).all();
    REQUIRE(rows.size() == 3);
    CHECK(rows[2].of.name == "bob");
    CHECK(rows[2].found.sample_id == rows[2].of.id);
}

DATABASE_TEST_CASE("a table is joined with itself under another name", "[join]") {
    auto& db = database.session();
    three_samples(db);
    const auto less = from<sample>(db).join(other, other[field<&sample::count>] < field<&sample::count>);
    CHECK(less.order_by(field<&sample::id>, other[field<&sample::id>]).select(field<&sample::name> + ">" + other[field<&sample::name>]).all() ==
          strings{"Ada>bob", "Ada>Cy\\d", "Cy\\d>bob"});
    CHECK(from<sample>(db).cross_join(other).count() == 9);
    CHECK(from(db, other).where(other[field<&sample::count>] == 2).one().name == "Cy\\d");
}

DATABASE_TEST_CASE("rows are distinct, as a whole or in some columns", "[join]") {
    auto& db = database.session();
    three_samples(db);
    CHECK(from<reading>(db).distinct().order_by(field<&reading::value>).select(field<&reading::value>).all() == std::vector<std::int32_t>{5, 7});
    const auto greatest = from<reading>(db)
                              .distinct_on(field<&reading::sample_id>)
                              .order_by(field<&reading::sample_id>, field<&reading::value>.desc());
    CHECK(greatest.select(field<&reading::value>).all() == std::vector<std::int32_t>{7, 5});
    CHECK(greatest.count() == 2);
    CHECK(greatest.all().size() == 2);
    CHECK(greatest.limit(1).all().size() == 1);
}

DATABASE_TEST_CASE("queries are put together", "[set]") {
    auto& db = database.session();
    three_samples(db);
    const auto of = [&](int least, int most) {
        return from<sample>(db).where(field<&sample::count>.between(least, most)).select(field<&sample::name>, field<&sample::count>);
    };
    const auto counts = [](const auto& query) {
        std::vector<std::int32_t> result;
        for (const auto& [name, count] : query.all()) result.push_back(count);
        std::sort(result.begin(), result.end());
        return result;
    };
    using list = std::vector<std::int32_t>;
    CHECK(counts(of(-9, 2).union_with(of(0, 9))) == list{-7, 2, 7});
    CHECK(counts(of(-9, 2).union_all_with(of(0, 9))) == list{-7, 2, 2, 7});
    CHECK(counts(of(-9, 2).intersect_with(of(0, 9))) == list{2});
    CHECK(counts(of(-9, 2).except_with(of(0, 9))) == list{-7});
    // As it reads, whatever binds closer: (a union b) intersect c.
    CHECK(counts(of(-9, 0).union_with(of(7, 9)).intersect_with(of(0, 9))) == list{7});
    CHECK(counts(of(7, 9).except_with(of(0, 1).union_all_with(of(7, 7)))).empty());
    const auto two = of(-9, 2).limit(1).union_all_with(of(7, 7).limit(1));
    CHECK(two.count() == 2);
    const auto names = from<sample>(db).select(field<&sample::name>).union_with(from<sample>(db).select(rowan::upper(field<&sample::name>)));
    CHECK(names.count() == 6);
    CHECK(names.limit(2).all().size() == 2);
}

DATABASE_TEST_CASE("a query has a name, and repeats itself", "[cte]") {
    auto& db = database.session();
    three_samples(db);
    const auto one = from<sample>().where(field<&sample::name> == "Ada").select<number>(rowan::constant(std::int64_t{1}));
    const auto next = from(numbers).where(numbers[field<&number::n>] < 5).select<number>(numbers[field<&number::n>] + 1);
    const auto upto_five = numbers.as(one.union_all_with(next));
    CHECK(rowan::with_recursive(db, upto_five).from(numbers).count() == 5);
    const auto rows = rowan::with_recursive(db, upto_five).from(numbers).order_by(numbers[field<&number::n>].desc()).limit(2).all();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].n == 5);
    const auto joined = rowan::with_recursive(db, upto_five).from<sample>().join(numbers, numbers[field<&number::n>] == field<&sample::count>);
    CHECK(joined.one().name == "Cy\\d");
    const auto inner = rowan::with_recursive(upto_five).from(numbers).select(numbers[field<&number::n>]);
    CHECK(from<sample>(db).where(field<&sample::id>.in(inner)).count() == 3);
}

DATABASE_TEST_CASE("a query with a name is read by its members, in part, and twice", "[cte]") {
    auto& db = database.session();
    three_samples(db);
    const auto query = from<sample>().left_join<reading>().group_by(field<&sample::name>).select<counted>(field<&sample::name>, rowan::count(field<&reading::id>));
    const auto from_counts = rowan::with(db, counts.as(query)).from(counts);
    CHECK(from_counts.where(field<&counted::readings> == 2).one().name == "Ada");
    CHECK(from_counts.order_by(field<&counted::readings>).first<named>()->name == "Cy\\d");
    const auto fewer = from_counts.join(more, more[field<&counted::readings>] > counts[field<&counted::readings>]);
    CHECK(fewer.count() == 3);
}

DATABASE_TEST_CASE("an alias is joined along the foreign key", "[join]") {
    auto& db = database.session();
    three_samples(db);
    const auto found = from<reading>(db).join(other).where(other[field<&sample::name>] == "bob").select(field<&reading::value>).all();
    CHECK(found == std::vector<std::int32_t>{5});
}

DATABASE_TEST_CASE("update and delete by condition return counts or rows", "[change]") {
    auto& db = database.session();
    three_samples(db);
    rowan::repository<sample> all(db);
    CHECK(all.where(field<&sample::active>).update(field<&sample::count> = field<&sample::count> - 5, field<&sample::rank> = std::nullopt) == 2);
    CHECK(value_for(db, "Ada", field<&sample::count>) == 2);
    CHECK(value_for(db, "Ada", field<&sample::rank>) == std::nullopt);
    CHECK(all.where(field<&sample::name> == "bob").update(field<&sample::price> = field<&sample::price> * 2 + rowan::decimal("0.5")) == 1);
    CHECK(value_for(db, "bob", field<&sample::price>).to_string() == "20.52");
    const auto changed = all.where(field<&sample::count> < 0).update_returning(field<&sample::note> = "negative");
    REQUIRE(changed.size() == 2);
    CHECK(changed[0].note == "negative");
    const auto own = from<reading>().where(field<&reading::sample_id> == field<&sample::id>);
    const auto gone = all.where(not_exists(own)).remove_returning<sample_name>();
    REQUIRE(gone.size() == 1);
    CHECK(gone[0].name == "Cy\\d");
    CHECK(all.where(exists(own)).update(field<&sample::count> = rowan::cast_to<std::int32_t>(
              rowan::coalesce(scalar(own.select(rowan::sum(field<&reading::value>))), 0))) == 2);
    CHECK(value_for(db, "Ada", field<&sample::count>) == 12);
    CHECK(all.where(field<&sample::count> == 12).remove() == 1);
    CHECK(all.count() == 1);
}

DATABASE_TEST_CASE("row locks are taken where the backend has them", "[lock]") {
    if (!database.can_be_shared()) return;
    auto& db = database.session();
    three_samples(db);
    rowan::transaction first(db);
    const auto held = from<sample>(db).where(field<&sample::name> == "Ada").for_update().all();
    CHECK(held.size() == 1);
    if (db.dialect().can().row_locks) {
        auto second = database.open();
        rowan::transaction own(second);
        CHECK(from<sample>(second).for_update().skip_locked().all().size() == 2);
        CHECK_THROWS_AS(from<sample>(second).for_share().nowait().all(), rowan::database_error);
    }
}

TEST_CASE("the SQL of a query is seen without a connection", "[to_sql]") {
    const auto query = from<sample>().where(field<&sample::name>.ilike("a%")).order_by(field<&sample::rank>.desc()).limit(3).select(field<&sample::id>);
    CHECK(query.to_sql(rowan::postgresql_dialect()).sql ==
          R"(select "samples"."id" as "value" from "samples" where "samples"."name" ilike $1 order by "samples"."rank" desc nulls first limit $2)");
    CHECK(query.to_sql(rowan::sqlite_dialect()).sql ==
          R"(select "samples"."id" as "value" from "samples" where rowan_ilike("samples"."name", ?1) order by "samples"."rank" desc nulls first limit ?2)");
    CHECK_THROWS_AS(query.all(), rowan::usage_error);
}

DATABASE_TEST_CASE("a query is explained, not run", "[to_sql]") {
    auto& db = database.session();
    three_samples(db);
    const std::string plan = from<sample>(db).where(field<&sample::id> == 1).explain();
    CAPTURE(plan);
    CHECK(plan.find("samples") != std::string::npos);
    CHECK(from<sample>(db).select(field<&sample::id>).explain().find("samples") != std::string::npos);
}
