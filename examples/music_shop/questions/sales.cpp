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

struct genre_month {
    std::string genre;
    rowan::timestamp month;
    decimal revenue;
    decimal so_far;
};
BOOST_DESCRIBE_STRUCT(genre_month, (), (genre, month, revenue, so_far))

// A sum over the sums of the groups: those of the genre, up to this month.
std::vector<genre_month> revenue_by_genre_and_month(session& db) {
    const auto month = rowan::start_of_month(field<&invoice::issued_at>);
    const auto revenue = sum(field<&invoice_line::unit_price> * field<&invoice_line::quantity>);
    return from<invoice_line>(db)
        .join<invoice>()
        .join<track>()
        .join<genre>()
        .group_by(field<&genre::name>, month)
        .select<genre_month>(field<&genre::name>, month, revenue,
                             sum(revenue).over(partition_by(field<&genre::name>).order_by(month)))
        .order_by(field<&genre_month::genre>, field<&genre_month::month>)
        .all();
}

struct genre_share {
    std::string genre;
    decimal revenue;
    decimal percent;
};
BOOST_DESCRIBE_STRUCT(genre_share, (), (genre, revenue, percent))

std::vector<genre_share> genre_shares(session& db) {
    const auto revenue = sum(field<&invoice_line::unit_price> * field<&invoice_line::quantity>);
    return from<invoice_line>(db)
        .join<track>()
        .join<genre>()
        .group_by(field<&genre::name>)
        .select<genre_share>(field<&genre::name>, revenue, round(revenue * 100 / sum(revenue).over(), 2))
        .order_by(field<&genre_share::revenue>.desc(), field<&genre_share::genre>)
        .all();
}

struct month_growth {
    rowan::timestamp month;
    decimal revenue;
    std::optional<decimal> change;
    std::optional<decimal> percent;
};
BOOST_DESCRIBE_STRUCT(month_growth, (), (month, revenue, change, percent))

std::vector<month_growth> monthly_growth(session& db) {
    const auto month = rowan::start_of_month(field<&invoice::issued_at>);
    const auto revenue = sum(field<&invoice::total>);
    const auto before = lag(revenue).over(order_by(month));
    return from<invoice>(db)
        .group_by(month)
        .select<month_growth>(month, revenue, revenue - before, round((revenue - before) * 100 / before, 1))
        .order_by(field<&month_growth::month>)
        .all();
}

struct quarter_total {
    int year = 0;
    int quarter = 0;
    std::int64_t invoices = 0;
    decimal revenue;
    decimal mean;
};
BOOST_DESCRIBE_STRUCT(quarter_total, (), (year, quarter, invoices, revenue, mean))

std::vector<quarter_total> quarters(session& db) {
    const auto year = rowan::year(field<&invoice::issued_at>);
    const auto quarter = rowan::quarter(field<&invoice::issued_at>);
    return from<invoice>(db)
        .group_by(year, quarter)
        .select<quarter_total>(year, quarter, count(), sum(field<&invoice::total>),
                               round(avg(field<&invoice::total>), 2))
        .order_by(field<&quarter_total::year>, field<&quarter_total::quarter>)
        .all();
}

struct country_median {
    std::string country;
    decimal median;
};
BOOST_DESCRIBE_STRUCT(country_median, (), (country, median))

struct numbered_invoice {
    std::string country;
    decimal total;
    std::int64_t place = 0;
    std::int64_t of = 0;
};
BOOST_DESCRIBE_STRUCT(numbered_invoice, (), (country, total, place, of))
inline constexpr auto numbered = rowan::cte<numbered_invoice, "numbered">;

// The one invoice in the middle of its country, or the average of the two.
std::vector<country_median> median_invoices(session& db) {
    const auto same_country = partition_by(field<&customer::country>);
    const auto invoices = from<invoice>().join<customer>().select<numbered_invoice>(
        field<&customer::country>, field<&invoice::total>,
        rowan::row_number().over(same_country.order_by(field<&invoice::total>)), count().over(same_country));
    const auto country = numbered[field<&numbered_invoice::country>];
    const auto total = numbered[field<&numbered_invoice::total>];
    const auto place = numbered[field<&numbered_invoice::place>];
    const auto of = numbered[field<&numbered_invoice::of>];
    return rowan::with(db, numbered.as(invoices))
        .from(numbered)
        .where(place.between((of + 1) / 2, (of + 2) / 2))
        .group_by(country)
        .select<country_median>(country, round(avg(total), 3))
        .order_by(country)
        .all();
}

struct country_invoices {
    std::string country;
    std::int64_t invoices = 0;
    std::int64_t above_ten = 0;
    decimal largest;
};
BOOST_DESCRIBE_STRUCT(country_invoices, (), (country, invoices, above_ten, largest))

std::vector<country_invoices> large_invoices(session& db) {
    return from<invoice>(db)
        .join<customer>()
        .group_by(field<&customer::country>)
        .select<country_invoices>(field<&customer::country>, count(), count().filter(field<&invoice::total> > 10),
                                  max(field<&invoice::total>))
        .order_by(field<&country_invoices::country>)
        .all();
}

}  // namespace

std::vector<question> sales_questions() {
    return {
        asked<&revenue_by_genre_and_month>("revenue_by_genre_and_month",
                                           "What does each genre bring in month by month, and all in all so far?"),
        asked<&genre_shares>("genre_shares", "What is the share of each genre in the revenue?"),
        asked<&monthly_growth>("monthly_growth",
                               "How does the revenue of each month compare to that of the month before?"),
        asked<&quarters>("quarters", "What did each quarter bring?"),
        asked<&median_invoices>("median_invoices", "What is the median invoice of each country?"),
        asked<&large_invoices>("large_invoices", "How many invoices are above ten in each country?"),
    };
}

}  // namespace music_shop
