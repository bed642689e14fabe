#include "examples/music_shop_raw.hpp"

// Decimals are text on SQLite. Where that is enough they are added up as whole cents here, without any function of
// rowan's.

namespace music_shop {

const std::vector<by_hand>& questions_by_hand() {
    static const std::vector<by_hand> all{
        {"longest_album_per_artist",
         R"(
            select artist, album, tracks, milliseconds
            from (select p.name as artist, a.title as album, count(*) as tracks, sum(t.milliseconds) as milliseconds,
                         row_number() over (partition by p.id order by sum(t.milliseconds) desc, a.title, a.id) as place
                  from tracks t join albums a on a.id = t.album_id join artists p on p.id = a.artist_id
                  group by p.id, p.name, a.id, a.title) ranked
            where place = 1
            order by artist
         )",
         {}},

        {"newest_albums",
         R"(
            select p.name, a.title, a.released_on
            from albums a join artists p on p.id = a.artist_id
                 join (select artist_id, max(released_on) as last_release from albums group by artist_id) l
                   on l.artist_id = a.artist_id and l.last_release = a.released_on
            order by a.released_on desc, p.name, a.id
         )",
         {}},

        {"tracks_never_sold",
         R"(
            select t.id, t.title, a.title
            from tracks t left join albums a on a.id = t.album_id
            where not exists (select 1 from invoice_lines l where l.track_id = t.id)
            order by t.title, t.id
         )",
         {}},

        {"best_selling_track_per_genre",
         R"(
            select genre, track_id, track, sold
            from (select g.name as genre, t.id as track_id, t.title as track, sum(l.quantity) as sold,
                         rank() over (partition by g.id order by sum(l.quantity) desc) as place
                  from invoice_lines l join tracks t on t.id = l.track_id join genres g on g.id = t.genre_id
                  group by g.id, g.name, t.id, t.title) ranked
            where place = 1
            order by genre, track_id
         )",
         {}},

        {"prolific_artists",
         R"(
            select p.name, p.country, count(*)
            from artists p join albums a on a.artist_id = p.id
            group by p.id, p.name, p.country
            having count(*) > 5
            order by count(*) desc, p.name
         )",
         {}},

        {"albums_sold_throughout",
         R"(
            select a.id, a.title, p.name
            from albums a join artists p on p.id = a.artist_id
            where a.id in (select t.album_id
                           from tracks t left join (select distinct track_id from invoice_lines) l on l.track_id = t.id
                           group by t.album_id
                           having count(*) = count(l.track_id))
            order by a.title, a.id
         )",
         {}},

        {"tracks_about_rivers",
         R"(
            select id, title, composer from tracks
            where lower(title) like '%river%' and milliseconds < 150000
            order by title, id
         )",
         {}},

        {"odd_titles",
         R"(
            select title, count(*) from tracks
            where title like '%100\%%' escape '\' or substr(title, 1, 5) = 'Wild_'
            group by title
            order by title
         )",
         {}},

        {"price_bands", R"(
            select band, count(*), min(unit_price), max(unit_price)
            from (select unit_price, case when unit_price < 0.50 then 'bargain' when unit_price < 1.00 then 'regular'
                                          when unit_price < 1.50 then 'fine' else 'precious' end as band
                  from tracks) banded
            group by band
            order by min(unit_price)
         )",
         R"(
            select band, count(*), min(unit_price), max(unit_price)
            from (select unit_price, case when unit_price + 0 < 0.495 then 'bargain' when unit_price + 0 < 0.995 then 'regular'
                                          when unit_price + 0 < 1.495 then 'fine' else 'precious' end as band
                  from tracks) banded
            group by band
            order by min(unit_price + 0)
         )"},

        {"page_of_tracks",
         R"(
            select title, id from tracks where (title, id) > ('Golden Meadow', 2500) order by title, id limit 12
         )",
         {}},

        {"formats",
         R"(
            select format, count(*), count(album_id), sum(milliseconds) / 3600000
            from tracks
            group by format
            order by count(*) desc
         )",
         {}},

        {"playlists_that_share",
         R"(
            select a.name, b.name, count(distinct x.track_id)
            from playlists a join playlist_tracks x on x.playlist_id = a.id
                 join playlist_tracks y on y.track_id = x.track_id
                 join playlists b on b.id = y.playlist_id
            where a.name < b.name
            group by a.id, a.name, b.id, b.name
            having count(distinct x.track_id) >= 4
            order by count(distinct x.track_id) desc, a.name, b.name
         )",
         {}},

        {"playlist_lengths", R"(
            select p.name, count(t.id), coalesce(sum(t.milliseconds), 0),
                   string_agg(t.title, ' / ' order by i.position) filter (where i.position <= 3)
            from playlists p left join playlist_tracks i on i.playlist_id = p.id left join tracks t on t.id = i.track_id
            group by p.id, p.name
            order by p.name
         )",
         R"(
            select p.name, count(t.id), coalesce(sum(t.milliseconds), 0),
                   (select group_concat(title, ' / ')
                    from (select f.title from playlist_tracks j join tracks f on f.id = j.track_id
                          where j.playlist_id = p.id and j.position <= 3 order by j.position))
            from playlists p left join playlist_tracks i on i.playlist_id = p.id left join tracks t on t.id = i.track_id
            group by p.id, p.name
            order by p.name
         )"},

        {"third_tracks",
         R"(
            select p.name, (select t.title from playlist_tracks i join tracks t on t.id = i.track_id
                            where i.playlist_id = p.id and i.position = 3)
            from playlists p
            order by p.name
         )",
         {}},

        {"playlist_ends",
         R"(
            select p.name, opening.title, closing.title
            from playlists p
                 join (select playlist_id, min(position) as opens, max(position) as closes
                       from playlist_tracks group by playlist_id) e on e.playlist_id = p.id
                 join playlist_tracks o on o.playlist_id = p.id and o.position = e.opens
                 join tracks opening on opening.id = o.track_id
                 join playlist_tracks c on c.playlist_id = p.id and c.position = e.closes
                 join tracks closing on closing.id = c.track_id
            order by p.name
         )",
         {}},

        {"tracks_of_one_playlist",
         R"(
            select t.id, t.title
            from tracks t join playlist_tracks i on i.track_id = t.id join playlists p on p.id = i.playlist_id
            group by t.id, t.title
            having count(distinct p.id) = 1 and min(p.name) = 'Breakfast'
            order by t.title, t.id
         )",
         {}},

        {"top_customers_by_country", R"(
            select country, place, customer, spent
            from (select c.country, c.name as customer, sum(i.total) as spent,
                         row_number() over (partition by c.country order by sum(i.total) desc, c.id) as place
                  from customers c join invoices i on i.customer_id = c.id
                  group by c.id, c.name, c.country) ranked
            where place <= 3
            order by country, place
         )",
         R"(
            with spending as (select customer_id, sum(cast(round(total * 100) as integer)) as cents
                              from invoices group by customer_id)
            select country, place, name, printf('%d.%02d', cents / 100, cents % 100)
            from (select c.country, c.name, s.cents,
                         row_number() over (partition by c.country order by s.cents desc, c.id) as place
                  from customers c join spending s on s.customer_id = c.id) ranked
            where place <= 3
            order by country, place
         )"},

        {"customers_without_invoices",
         R"(
            select name, email from customers
            where id not in (select customer_id from invoices)
            order by name, email
         )",
         {}},

        {"spending_above_country_average", R"(
            with spending as (select c.id, c.name, c.country, sum(i.total) as spent
                              from customers c join invoices i on i.customer_id = c.id
                              group by c.id, c.name, c.country),
                 usual as (select country, avg(spent) as mean from spending group by country)
            select s.name, s.country, s.spent, round(u.mean, 2)
            from spending s join usual u on u.country = s.country
            where s.spent > u.mean
            order by s.country, s.spent desc, s.id
         )",
         R"(
            with spending as (select c.id, c.name, c.country, sum(cast(round(i.total * 100) as integer)) as cents
                              from customers c join invoices i on i.customer_id = c.id
                              group by c.id, c.name, c.country),
                 usual as (select country, sum(cents) as cents, count(*) as customers from spending group by country)
            select s.name, s.country, printf('%d.%02d', s.cents / 100, s.cents % 100),
                   rowan_round(rowan_divide(printf('%d.%02d', u.cents / 100, u.cents % 100), u.customers), 2)
            from spending s join usual u on u.country = s.country
            where s.cents * u.customers > u.cents
            order by s.country, s.cents desc, s.id
         )"},

        {"first_and_last_purchases",
         R"(
            select c.name, min(i.issued_at), max(i.issued_at), count(*)
            from customers c join invoices i on i.customer_id = c.id
            group by c.id, c.name
            order by min(i.issued_at), c.id
         )",
         {}},

        {"listeners_of_both",
         R"(
            select c.id, c.name from customers c
            where (select count(distinct g.id)
                   from invoices i join invoice_lines l on l.invoice_id = i.id join tracks t on t.id = l.track_id
                        join genres g on g.id = t.genre_id
                   where i.customer_id = c.id and g.name in ('Opera', 'Metal')) = 2
            order by c.id
         )",
         {}},

        {"genres_to_recommend",
         R"(
            select g.name from genres g
            where exists (select 1 from invoices i join invoice_lines l on l.invoice_id = i.id join tracks t on t.id = l.track_id
                          where i.customer_id = 4 and t.genre_id = g.id)
              and not exists (select 1 from invoices i join invoice_lines l on l.invoice_id = i.id join tracks t on t.id = l.track_id
                              where i.customer_id = 147 and t.genre_id = g.id)
            order by g.name
         )",
         {}},

        {"countries", "select country from customers group by country order by country", {}},

        {"spending_quartiles", R"(
            select quarter, count(*), min(spent), max(spent)
            from (select sum(total) as spent, ntile(4) over (order by sum(total), customer_id) as quarter
                  from invoices group by customer_id) quartered
            group by quarter
            order by quarter
         )",
         R"(
            select quarter, count(*), printf('%d.%02d', min(cents) / 100, min(cents) % 100),
                   printf('%d.%02d', max(cents) / 100, max(cents) % 100)
            from (select cents, ntile(4) over (order by cents, customer_id) as quarter
                  from (select customer_id, sum(cast(round(total * 100) as integer)) as cents
                        from invoices group by customer_id)) quartered
            group by quarter
            order by quarter
         )"},

        {"revenue_by_genre_and_month", R"(
            select name, month, revenue, sum(revenue) over (partition by name order by month)
            from (select g.name, date_trunc('month', i.issued_at, 'UTC') as month, sum(l.unit_price * l.quantity) as revenue
                  from invoice_lines l join invoices i on i.id = l.invoice_id join tracks t on t.id = l.track_id
                       join genres g on g.id = t.genre_id
                  group by g.id, g.name, month) monthly
            order by name, month
         )",
         R"(
            select name, month, printf('%d.%02d', cents / 100, cents % 100),
                   printf('%d.%02d', sum(cents) over so_far / 100, sum(cents) over so_far % 100)
            from (select g.name, substr(i.issued_at, 1, 7) || '-01T00:00:00.000000Z' as month,
                         sum(cast(round(l.unit_price * 100) as integer) * l.quantity) as cents
                  from invoice_lines l join invoices i on i.id = l.invoice_id join tracks t on t.id = l.track_id
                       join genres g on g.id = t.genre_id
                  group by g.id, g.name, month) monthly
            window so_far as (partition by name order by month)
            order by name, month
         )"},

        {"genre_shares", R"(
            select g.name, sum(l.unit_price * l.quantity),
                   round(sum(l.unit_price * l.quantity) * 100 / (select sum(unit_price * quantity) from invoice_lines), 2)
            from invoice_lines l join tracks t on t.id = l.track_id join genres g on g.id = t.genre_id
            group by g.id, g.name
            order by sum(l.unit_price * l.quantity) desc, g.name
         )",
         R"(
            select name, printf('%d.%02d', cents / 100, cents % 100),
                   rowan_round(rowan_divide(cents * 100, sum(cents) over ()), 2)
            from (select g.name, sum(cast(round(l.unit_price * 100) as integer) * l.quantity) as cents
                  from invoice_lines l join tracks t on t.id = l.track_id join genres g on g.id = t.genre_id
                  group by g.id, g.name)
            order by cents desc, name
         )"},

        {"monthly_growth", R"(
            with monthly as (select date_trunc('month', issued_at, 'UTC') as month, sum(total) as revenue
                             from invoices group by 1)
            select this.month, this.revenue, this.revenue - last.revenue,
                   round((this.revenue - last.revenue) * 100 / last.revenue, 1)
            from monthly this left join monthly last on last.month = this.month - interval '1 month'
            order by this.month
         )",
         R"(
            with monthly as (select substr(issued_at, 1, 7) || '-01T00:00:00.000000Z' as month, rowan_sum(total) as revenue
                             from invoices group by 1)
            select this.month, this.revenue, rowan_subtract(this.revenue, last.revenue),
                   rowan_round(rowan_divide(rowan_multiply(rowan_subtract(this.revenue, last.revenue), 100), last.revenue), 1)
            from monthly this
                 left join monthly last on substr(last.month, 1, 10) = date(substr(this.month, 1, 10), '-1 month')
            order by this.month
         )"},

        {"quarters", R"(
            select extract(year from issued_at at time zone 'UTC')::int, extract(quarter from issued_at at time zone 'UTC')::int,
                   count(*), sum(total), round(avg(total), 2)
            from invoices
            group by 1, 2
            order by 1, 2
         )",
         R"(
            select cast(substr(issued_at, 1, 4) as integer), (cast(substr(issued_at, 6, 2) as integer) + 2) / 3,
                   count(*), rowan_sum(total), rowan_round(rowan_avg(total), 2)
            from invoices
            group by 1, 2
            order by 1, 2
         )"},

        {"median_invoices", R"(
            select country, round(avg(total), 3)
            from (select c.country, i.total, row_number() over (partition by c.country order by i.total) as place,
                         count(*) over (partition by c.country) as invoices
                  from customers c join invoices i on i.customer_id = c.id) ordered
            where place in ((invoices + 1) / 2, (invoices + 2) / 2)
            group by country
            order by country
         )",
         R"(
            select country, printf('%d.%03d', thousandths / 1000, thousandths % 1000)
            from (select country, sum(cents) * 10 / count(*) as thousandths
                  from (select c.country, cast(round(i.total * 100) as integer) as cents,
                               row_number() over (partition by c.country order by i.total + 0) as place,
                               count(*) over (partition by c.country) as invoices
                        from customers c join invoices i on i.customer_id = c.id)
                  where place in ((invoices + 1) / 2, (invoices + 2) / 2)
                  group by country)
            order by country
         )"},

        {"large_invoices", R"(
            select c.country, count(*), sum(case when i.total > 10 then 1 else 0 end), max(i.total)
            from customers c join invoices i on i.customer_id = c.id
            group by c.country
            order by c.country
         )",
         R"(
            select c.country, count(*), sum(case when i.total + 0 > 10.001 then 1 else 0 end),
                   max(i.total collate rowan_decimal)
            from customers c join invoices i on i.customer_id = c.id
            group by c.country
            order by c.country
         )"},

        {"employee_tree",
         R"(
            with recursive tree (id, depth, name, path) as (
                select id, 0, name, name from employees where reports_to is null
                union all
                select e.id, t.depth + 1, e.name, t.path || ' > ' || e.name
                from employees e join tree t on e.reports_to = t.id)
            select depth, name, path from tree order by path
         )",
         {}},

        {"customers_per_employee",
         R"(
            select e.name, e.title, (select count(*) from customers c where c.support_rep_id = e.id) as customers
            from employees e
            order by customers desc, e.name
         )",
         {}},

        {"people",
         R"(
            select name, 'employee' as kind from employees union select name, 'customer' from customers order by name, kind
         )",
         {}},

        {"managers_revenue", R"(
            select m.name, count(distinct e.id), coalesce(sum(i.total), 0)
            from employees m join employees e on e.reports_to = m.id
                 left join customers c on c.support_rep_id = e.id left join invoices i on i.customer_id = c.id
            group by m.id, m.name
            order by coalesce(sum(i.total), 0) desc, m.name
         )",
         R"(
            select name, reports, case cents when 0 then '0' else printf('%d.%02d', cents / 100, cents % 100) end
            from (select m.name, count(distinct e.id) as reports,
                         coalesce(sum(cast(round(i.total * 100) as integer)), 0) as cents
                  from employees m join employees e on e.reports_to = m.id
                       left join customers c on c.support_rep_id = e.id left join invoices i on i.customer_id = c.id
                  group by m.id, m.name)
            order by cents desc, name
         )"},
    };
    return all;
}

}  // namespace music_shop
