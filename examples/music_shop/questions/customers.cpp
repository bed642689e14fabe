#include "music_shop/entities.hpp"
#include "music_shop/questions.hpp"

#include <rowan/rowan.hpp>

namespace music_shop {

namespace {

using rowan::count;
using rowan::decimal;
using rowan::field;
using rowan::from;
using rowan::order_by;
using rowan::partition_by;
using rowan::session;
using rowan::sum;

struct top_customer {
    std::string country;
    std::int64_t place = 0;
    std::string customer;
    decimal spent;
};
BOOST_DESCRIBE_STRUCT(top_customer, (), (country, place, customer, spent))
inline constexpr auto ranked = rowan::cte<top_customer, "ranked">;

std::vector<top_customer> top_customers_by_country(session& db) {
    const auto spent = sum(field<&invoice::total>);
    const auto place =
        rowan::row_number().over(partition_by(field<&customer::country>).order_by(spent.desc(), field<&customer::id>));
    const auto ranking = from<customer>()
                             .join<invoice>()
                             .group_by(field<&customer::id>, field<&customer::name>, field<&customer::country>)
                             .select<top_customer>(field<&customer::country>, place, field<&customer::name>, spent);
    return rowan::with(db, ranked.as(ranking))
        .from(ranked)
        .where(ranked[field<&top_customer::place>] <= 3)
        .order_by(ranked[field<&top_customer::country>], ranked[field<&top_customer::place>])
        .all();
}

struct contact {
    std::string customer;
    std::string email;
};
BOOST_DESCRIBE_STRUCT(contact, (), (customer, email))

std::vector<contact> customers_without_invoices(session& db) {
    return from<customer>(db)
        .where(not_exists(from<invoice>().where(field<&invoice::customer_id> == field<&customer::id>)))
        .select<contact>(field<&customer::name>, field<&customer::email>)
        .order_by(field<&contact::customer>, field<&contact::email>)
        .all();
}

struct big_spender {
    std::string customer;
    std::string country;
    decimal spent;
    decimal usual;
};
BOOST_DESCRIBE_STRUCT(big_spender, (), (customer, country, spent, usual))

struct spending_row {
    std::int64_t customer_id = 0;
    std::string customer;
    std::string country;
    decimal spent;
    decimal usual;
};
BOOST_DESCRIBE_STRUCT(spending_row, (), (customer_id, customer, country, spent, usual))
inline constexpr auto spending = rowan::cte<spending_row, "spending">;

// What is usual is the average of the sums: a window over the groups.
std::vector<big_spender> spending_above_country_average(session& db) {
    const auto spent = sum(field<&invoice::total>);
    const auto usual = avg(spent).over(partition_by(field<&customer::country>));
    const auto all_spending = from<customer>()
                                  .join<invoice>()
                                  .group_by(field<&customer::id>, field<&customer::name>, field<&customer::country>)
                                  .select<spending_row>(field<&customer::id>, field<&customer::name>,
                                                        field<&customer::country>, spent, usual);
    const auto country_of = spending[field<&spending_row::country>];
    const auto spent_by = spending[field<&spending_row::spent>];
    const auto usual_there = spending[field<&spending_row::usual>];
    return rowan::with(db, spending.as(all_spending))
        .from(spending)
        .where(spent_by > usual_there)
        .select<big_spender>(spending[field<&spending_row::customer>], country_of, spent_by, round(usual_there, 2))
        .order_by(country_of, spent_by.desc(), spending[field<&spending_row::customer_id>])
        .all();
}

struct buying_time {
    std::string customer;
    rowan::timestamp first;
    rowan::timestamp last;
    std::int64_t invoices = 0;
};
BOOST_DESCRIBE_STRUCT(buying_time, (), (customer, first, last, invoices))

std::vector<buying_time> first_and_last_purchases(session& db) {
    return from<customer>(db)
        .join<invoice>()
        .group_by(field<&customer::id>, field<&customer::name>)
        .select<buying_time>(field<&customer::name>, min(field<&invoice::issued_at>), max(field<&invoice::issued_at>),
                             count())
        .order_by(field<&buying_time::first>, field<&customer::id>)
        .all();
}

struct listener {
    std::int64_t id = 0;
    std::string customer;
};
BOOST_DESCRIBE_STRUCT(listener, (), (id, customer))

std::vector<listener> listeners_of_both(session& db) {
    const auto listeners_of = [&](const char* name) {
        return from<customer>(db)
            .join<invoice>()
            .join<invoice_line>()
            .join<track>()
            .join<genre>()
            .where(field<&genre::name> == name)
            .select<listener>(field<&customer::id>, field<&customer::name>);
    };
    return listeners_of("Opera").intersect_with(listeners_of("Metal")).order_by(field<&listener::id>).all();
}

struct genre_name {
    std::string genre;
};
BOOST_DESCRIBE_STRUCT(genre_name, (), (genre))

std::vector<genre_name> genres_to_recommend(session& db) {
    const auto bought_by = [&](std::int64_t buyer) {
        return from<genre>(db)
            .join<track>()
            .join<invoice_line>()
            .join<invoice>()
            .where(field<&invoice::customer_id> == buyer)
            .select<genre_name>(field<&genre::name>);
    };
    return bought_by(4).except_with(bought_by(147)).order_by(field<&genre_name::genre>).all();
}

struct country_name {
    std::string country;
};
BOOST_DESCRIBE_STRUCT(country_name, (), (country))

std::vector<country_name> countries(session& db) {
    return from<customer>(db)
        .select<country_name>(field<&customer::country>)
        .distinct()
        .order_by(field<&country_name::country>)
        .all();
}

struct quartile_spending {
    int quartile = 0;
    std::int64_t customers = 0;
    decimal least;
    decimal most;
};
BOOST_DESCRIBE_STRUCT(quartile_spending, (), (quartile, customers, least, most))

struct quartered_customer {
    int quartile = 0;
    decimal spent;
};
BOOST_DESCRIBE_STRUCT(quartered_customer, (), (quartile, spent))
inline constexpr auto quartered = rowan::cte<quartered_customer, "quartered">;

std::vector<quartile_spending> spending_quartiles(session& db) {
    const auto spent = sum(field<&invoice::total>);
    const auto quartile = rowan::ntile(4).over(order_by(spent, field<&invoice::customer_id>));
    const auto quarters =
        from<invoice>().group_by(field<&invoice::customer_id>).select<quartered_customer>(quartile, spent);
    const auto number = quartered[field<&quartered_customer::quartile>];
    const auto spent_in = quartered[field<&quartered_customer::spent>];
    return rowan::with(db, quartered.as(quarters))
        .from(quartered)
        .group_by(number)
        .select<quartile_spending>(number, count(), min(spent_in), max(spent_in))
        .order_by(number)
        .all();
}

}  // namespace

std::vector<question> customer_questions() {
    return {
        asked<&top_customers_by_country>("top_customers_by_country",
                                         "Who are the three best customers of each country?"),
        asked<&customers_without_invoices>("customers_without_invoices", "Which customers never bought anything?"),
        asked<&spending_above_country_average>("spending_above_country_average",
                                               "Who spends more than is usual in their country?"),
        asked<&first_and_last_purchases>("first_and_last_purchases", "When did each customer buy first and last?"),
        asked<&listeners_of_both>("listeners_of_both", "Who bought both opera and metal?"),
        asked<&genres_to_recommend>("genres_to_recommend",
                                    "Which genres did customer 4 buy that customer 147 did not?"),
        asked<&countries>("countries", "Where do the customers live?"),
        asked<&spending_quartiles>("spending_quartiles", "How does the spending spread over the customers?"),
    };
}

}  // namespace music_shop
