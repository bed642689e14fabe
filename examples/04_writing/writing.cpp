// Everything that changes rows. Run it: build/examples/writing [URL]

#include "../01_mapping/sample.hpp"

#include <iostream>

using rowan::field, rowan::from;

// [reservation]
struct reservation {
    rowan::id<reservation> id;
    std::string serial;
    rowan::date day;
    std::string who;
    std::int32_t hours = 0;
    std::optional<std::string> remark;
    std::int32_t version = 0;
    rowan::timestamp created_at;
    rowan::timestamp updated_at;
    std::optional<rowan::timestamp> cancelled_at;
};
BOOST_DESCRIBE_STRUCT(reservation, (), (id, serial, day, who, hours, remark, version, created_at, updated_at, cancelled_at))

template <>
inline constexpr auto rowan::table_of<reservation> = rowan::table<reservation>("reservations")
    .primary_key<&reservation::id>()
    .foreign_key<&reservation::serial, &tool::serial>()
    .unique<&reservation::serial, &reservation::day>()
    .default_value<&reservation::hours>("2")
    .version<&reservation::version>()
    .created_at<&reservation::created_at>()
    .updated_at<&reservation::updated_at>()
    .soft_delete<&reservation::cancelled_at>();
// [reservation]

// [create shape]
struct new_reservation {
    std::string serial;
    rowan::date day;
    std::string who;
};
BOOST_DESCRIBE_STRUCT(new_reservation, (), (serial, day, who))
// [create shape]

// [patch shape]
struct reservation_change {
    rowan::change<std::int32_t> hours;
    rowan::change<std::optional<std::string>> remark;
};
BOOST_DESCRIBE_STRUCT(reservation_change, (), (hours, remark))
// [patch shape]

namespace {

using sample::on;

void add_table(rowan::session& db) {
    rowan::migrate::revision reservations("002", "Reservations");
    reservations.after("001").change([](rowan::migrate::operations& op) {
        op.create_table("reservations", [](auto& t) {
            t.uuid("id").primary_key();
            t.text("serial").references("tools", "serial_number");
            t.date("day");
            t.text("who");
            t.integer("hours").default_value("2");
            t.text("remark").nullable();
            t.integer("version");
            t.timestamp("created_at");
            t.timestamp("updated_at");
            t.timestamp("cancelled_at").nullable();
            t.unique({"serial", "day"});
        });
    });
    std::vector<rowan::migrate::revision> all = migrations();
    all.push_back(reservations);
    rowan::migrator(db, all).upgrade();
}

void print(const reservation& one) {
    std::cout << one.serial << ' ' << one.day.to_string() << ' ' << one.who << ", " << one.hours << " h, "
              << one.remark.value_or("no remark") << ", version " << one.version << '\n';
}

reservation one_row(const rowan::repository<reservation>& reservations) {
    // [insert]
    const reservation ours = reservations.insert({.serial = "DR-01", .day = on("2026-03-12"), .who = "Ada", .hours = 3});
    const reservation theirs = reservations.insert(new_reservation{"DR-01", on("2026-03-13"), "Ben"});
    // [insert]
    print(ours);
    print(theirs);
    return ours;
}

void many_rows(const rowan::repository<reservation>& reservations) {
    // [insert all]
    std::vector<new_reservation> week;
    for (int day = 16; day <= 20; ++day) week.push_back({"PL-01", rowan::date::of(2026, 3, day), "Cleo"});
    const std::vector<reservation> stored = reservations.insert_all(week);
    std::cout << stored.size() << " stored, the last on " << stored.back().day.to_string() << '\n';
    try {
        const std::vector<new_reservation> more{{"PL-02", on("2026-03-16"), "Dan"}, {"PL-01", on("2026-03-17"), "Dan"}};
        reservations.insert_all(more);
    } catch (const rowan::constraint_error& error) {
        std::cout << "row " << error.row().value() << ": " << error.constraint() << "; " << reservations.count() << " rows\n";
    }
    // [insert all]
}

void updates(const rowan::repository<reservation>& reservations, const reservation& ours) {
    // [update]
    reservation mine = reservations.get(ours.id);
    reservation yours = reservations.get(ours.id);
    mine.remark = "oak beams";
    mine = reservations.update(mine);
    yours.hours = 5;
    try {
        reservations.update(yours);
    } catch (const rowan::stale_object& error) {
        std::cout << error.what() << '\n';
    }
    // [update]
    print(mine);

    // [patch]
    rowan::patch<reservation> longer;
    reservations.patch(ours.id, longer.set<&reservation::hours>(field<&reservation::hours> + 1));
    reservations.patch(ours.id, reservation_change{.hours = {}, .remark = std::nullopt});
    // [patch]
    print(reservations.get(ours.id));
}

void upserts(const rowan::repository<reservation>& reservations) {
    // [upsert]
    const auto by_day = rowan::on_conflict<&reservation::serial, &reservation::day>().update<&reservation::who>();
    const char* const words[] = {"inserted", "updated", "unchanged"};
    const std::vector<reservation> wanted{{.serial = "SW-01", .day = on("2026-03-12"), .who = "Eve", .hours = 1},
                                          {.serial = "DR-01", .day = on("2026-03-12"), .who = "Eve"}};
    for (const auto& [row, outcome] : reservations.upsert_all(wanted, by_day)) {
        std::cout << words[static_cast<int>(outcome)] << ": ";
        print(row);
    }
    // [upsert]
    // [upsert when]
    const auto longer = rowan::on_conflict<&reservation::serial, &reservation::day>()
        .set(field<&reservation::hours> = rowan::excluded<reservation>[field<&reservation::hours>])
        .when(rowan::excluded<reservation>[field<&reservation::hours>] > field<&reservation::hours>);
    const reservation shorter{.serial = "DR-01", .day = on("2026-03-12"), .who = "Ada", .hours = 1};
    const auto kept = reservations.upsert(shorter, longer);
    // [upsert when]
    std::cout << words[static_cast<int>(kept.outcome)] << '\n';
}

void removals(const rowan::repository<reservation>& reservations, const reservation& ours) {
    // [remove]
    reservations.remove(ours.id);
    std::cout << std::boolalpha << reservations.exists(ours.id) << ", " << reservations.count() << " of "
              << reservations.select().with_deleted().count() << " rows\n";
    reservations.restore(ours.id);
    std::cout << reservations.exists(ours.id) << '\n';

    reservations.where(field<&reservation::who> == "Cleo").remove();
    reservations.purge(ours.id);
    std::cout << reservations.count() << " of " << reservations.select().with_deleted().count() << " rows\n";
    // [remove]
}

void together(rowan::session& db, const rowan::repository<reservation>& reservations) {
    // [transaction]
    rowan::transaction work(db);
    const reservation first = reservations.insert(new_reservation{"DR-02", on("2026-04-01"), "Dan"});
    try {
        rowan::transaction part(db);
        reservations.insert(new_reservation{"DR-02", on("2026-04-02"), "Dan"});
        reservations.insert(new_reservation{"no such tool", on("2026-04-02"), "Dan"});
        part.commit();
    } catch (const rowan::constraint_error& error) {
        std::cout << error.constraint() << '\n';
    }
    work.commit();
    // [transaction]
    std::cout << reservations.where(field<&reservation::serial> == first.serial).count() << " kept\n";
}

}  // namespace

int main(int count, char** words) {
    rowan::session db = sample::opened(count, words);
    add_table(db);
    const rowan::repository<reservation> reservations(db);
    const reservation ours = one_row(reservations);
    many_rows(reservations);
    updates(reservations, ours);
    upserts(reservations);
    removals(reservations, ours);
    together(db, reservations);
}
