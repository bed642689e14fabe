#pragma once

#include <rowan/schema/table.hpp>
#include <rowan/session/transaction.hpp>

#include <cstddef>

namespace rowan::detail {

/// A bulk statement did not meet every row that it was given; which one, it cannot tell.
struct incomplete_bulk : error {
    incomplete_bulk() : error("a bulk statement did not meet all of its rows") {}
};

/// Writes `count` rows, all or none. `bulk(first, last)` writes many at once, `one(index)` a single one.
///
/// When a bulk statement fails without saying on which row, the rows go again in halves, then quarters, down to single
/// ones, behind savepoints: at twice the cost of the rows, the exception gets the index of the one that is to blame.
/// Where the rows go well in parts (a row given twice, that one statement refuses), they are written.
template <class Bulk, class One>
class parted_work {
public:
    parted_work(session& in, const schema::table& of, Bulk bulk, One one) : in_(in), of_(of), bulk_(bulk), one_(one) {}

    void run(std::size_t count) {
        if (all_at_once(count)) return;
        transaction work(in_);
        part(0, count);
        work.commit();
    }

private:
    bool all_at_once(std::size_t count) {
        transaction work(in_);
        if (!attempt(0, count)) return false;
        work.commit();
        return true;
    }

    bool attempt(std::size_t first, std::size_t last) {
        try {
            bulk_(first, last);
            return true;
        } catch (const incomplete_bulk&) {
        } catch (const connection_error&) { throw; } catch (const transaction_error&) {
            throw;
        } catch (const database_error& fault) {
            if (fault.row()) throw;
        }
        return false;
    }

    void part(std::size_t first, std::size_t last) {
        if (last - first < 4) {
            for (; first != last; ++first) single(first);
            return;
        }
        const std::size_t middle = first + (last - first) / 2;
        half(first, middle);
        half(middle, last);
    }

    void half(std::size_t first, std::size_t last) {
        {
            savepoint point(in_);
            if (attempt(first, last)) return point.release();
        }
        part(first, last);
    }

    void single(std::size_t index) {
        try {
            one_(index);
        } catch (const constraint_error& fault) {
            if (joins_rows(fault)) throw;
            throw_at_row(index);
        } catch (const error&) { throw_at_row(index); }
    }

    // Rows that refer to each other break that key when they go one by one, though none of them is to blame.
    bool joins_rows(const constraint_error& fault) const {
        for (const schema::foreign_key& key : of_.foreign_keys) {
            if (key.name == fault.constraint() && key.referenced_table == of_.name) return true;
        }
        return false;
    }

    session& in_;
    const schema::table& of_;
    Bulk bulk_;
    One one_;
};

template <class Bulk, class One>
void write_in_parts(session& in, const schema::table& of, std::size_t count, Bulk bulk, One one) {
    parted_work<Bulk, One>(in, of, bulk, one).run(count);
}

/// Rows that a statement returns come from many machines then, in any order.
inline bool comes_back_in_order(const schema::table& of) { return !of.distribution || of.distribution->column.empty(); }

/// Writes rows one by one, all or none.
template <class One>
void write_singly(session& in, std::size_t count, One one) {
    transaction work(in);
    for (std::size_t i = 0; i != count; ++i) {
        try {
            one(i);
        } catch (const error&) { throw_at_row(i); }
    }
    work.commit();
}

}  // namespace rowan::detail
