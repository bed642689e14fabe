#include "iso_time.hpp"
#include "road.hpp"

#include <soci/soci.h>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

namespace {

using namespace rows;
using soci::into;
using soci::use;

// SOCI has no microseconds, so instants travel as text here: PostgreSQL's own text form carries all of them.

/// What differs between the two backends in SQL.
struct sql_dialect {
    const char* books_by_author;
    bool numbers_by_returning;
};

constexpr sql_dialect sqlite{
    "select id, author_id, title, pages from books where author_id in (select value from json_each(:keys)) order by id", false};
constexpr sql_dialect postgresql{
    "select id, author_id, title, pages from books where author_id = any(cast(:keys as uuid[])) order by id", true};

/// The variables that a prepared statement reads from and writes to.
struct buffers {
    long long id = 0;
    std::string title;
    double amount = 0;
    int quantity = 0;
    std::string note;
    soci::indicator note_is = soci::i_null;
    std::string recorded_at;

    template <class Reading>
    void fill(const Reading& from) {
        id = from.id;
        title = from.title;
        amount = from.amount;
        quantity = from.quantity;
        note_is = from.note ? soci::i_ok : soci::i_null;
        if (from.note) note = *from.note;
        recorded_at.resize(iso_time::length);
        iso_time::write(recorded_at.data(), from.recorded_at.microseconds_since_epoch);
    }
    reading row() const {
        reading result{.id = id, .title = title, .amount = amount, .quantity = quantity, .note = {}, .recorded_at = {}};
        if (note_is == soci::i_ok) result.note = note;
        result.recorded_at.microseconds_since_epoch = iso_time::parse(recorded_at);
        return result;
    }
};

/// The same for SOCI's bulk operations.
struct columns {
    std::vector<long long> id;
    std::vector<std::string> title;
    std::vector<double> amount;
    std::vector<int> quantity;
    std::vector<std::string> note;
    std::vector<soci::indicator> note_is;
    std::vector<std::string> recorded_at;

    template <class Reading>
    void add(const Reading& from) {
        buffers one;
        one.fill(from);
        id.push_back(one.id);
        title.push_back(one.title);
        amount.push_back(one.amount);
        quantity.push_back(one.quantity);
        note.push_back(one.note);
        note_is.push_back(one.note_is);
        recorded_at.push_back(one.recorded_at);
    }
};

class with_soci final : public road {
public:
    with_soci(const soci::backend_factory& backend, const std::string& connect, const sql_dialect& dialect)
        : sql_(backend, connect), dialect_(dialect) {}

    // SQLite behind SOCI runs the first statement of a script only.
    void run_script(const std::string& script) override {
        for (std::size_t begin = 0; begin < script.size();) {
            const std::size_t end = std::min(script.find(";\n", begin), script.size());
            sql_ << script.substr(begin, end - begin);
            begin = end + 2;
        }
    }

    void insert_each(const std::vector<reading>& all) override { write_each(insert_, all); }
    void upsert_each(const std::vector<reading>& all) override { write_each(insert_ + take_over_, all); }

    std::vector<reading> read_all() override {
        buffers row;
        soci::statement select = (sql_.prepare << "select id, title, amount, quantity, note, recorded_at from readings order by id",
                                  into(row.id), into(row.title), into(row.amount), into(row.quantity), into(row.note, row.note_is),
                                  into(row.recorded_at));
        std::vector<reading> result;
        select.execute();
        while (select.fetch()) result.push_back(row.row());
        return result;
    }

    std::int64_t get_each(const std::vector<std::int64_t>& keys) override {
        long long wanted = 0;
        buffers row;
        soci::statement select = (sql_.prepare << "select id, title, amount, quantity, note, recorded_at from readings where id = :id",
                                  use(wanted), into(row.id), into(row.title), into(row.amount), into(row.quantity),
                                  into(row.note, row.note_is), into(row.recorded_at));
        std::int64_t sum = 0;
        for (const std::int64_t key : keys) {
            wanted = key;
            if (!select.execute(true)) throw std::runtime_error("no such row");
            sum += digest(row.row());
        }
        return sum;
    }

    void update_each(const std::vector<reading>& all) override {
        buffers row;
        soci::transaction work(sql_);
        soci::statement update = (sql_.prepare << update_, use(row.title), use(row.amount), use(row.quantity), use(row.note, row.note_is),
                                  use(row.recorded_at), use(row.id));
        for (const reading& one : all) {
            row.fill(one);
            update.execute(true);
            if (update.get_affected_rows() == 0) throw std::runtime_error("no such row");
        }
        work.commit();
    }

    void insert_bulk(std::vector<reading>& all) override { write_bulk(insert_, all); }
    void upsert_bulk(std::vector<reading>& all) override { write_bulk(insert_ + take_over_, all); }

    void update_bulk(std::vector<reading>& all) override {
        columns table;
        for (const reading& one : all) table.add(one);
        soci::transaction work(sql_);
        sql_ << update_, use(table.title), use(table.amount), use(table.quantity), use(table.note, table.note_is), use(table.recorded_at),
            use(table.id);
        work.commit();
    }

    void remove_bulk(const std::vector<std::int64_t>& keys) override {
        std::vector<long long> id(keys.begin(), keys.end());
        soci::transaction work(sql_);
        sql_ << "delete from readings where id = :id", use(id);
        work.commit();
    }

    std::vector<reading> walk_pages(std::size_t pages, std::size_t size) override {
        buffers row;
        std::string time = "1970-01-01T00:00:00.000000Z";
        long long key = 0;
        soci::statement select = (sql_.prepare << "select id, title, amount, quantity, note, recorded_at from readings "
                                                  "where (recorded_at, id) > (:time, :key) order by recorded_at, id limit "
                                               << size,
                                  use(time), use(key), into(row.id), into(row.title), into(row.amount), into(row.quantity),
                                  into(row.note, row.note_is), into(row.recorded_at));
        std::vector<reading> result;
        for (; pages != 0; --pages) {
            select.execute();
            while (select.fetch()) result.push_back(row.row());
            time = row.recorded_at;
            key = row.id;
        }
        return result;
    }

    // A bulk statement returns nothing, so each row is inserted alone.
    void insert_numbered(std::vector<numbered_reading>& all) override {
        buffers row;
        long long key = 0;
        soci::transaction work(sql_);
        std::string text = "insert into numbered_readings (title, amount, quantity, note, recorded_at) "
                           "values (:title, :amount, :quantity, :note, :recorded_at)";
        if (dialect_.numbers_by_returning) text += " returning id";
        soci::statement insert(sql_);
        insert.exchange(use(row.title));
        insert.exchange(use(row.amount));
        insert.exchange(use(row.quantity));
        insert.exchange(use(row.note, row.note_is));
        insert.exchange(use(row.recorded_at));
        if (dialect_.numbers_by_returning) insert.exchange(into(key));
        insert.alloc();
        insert.prepare(text);
        insert.define_and_bind();
        for (numbered_reading& one : all) {
            row.fill(one);
            insert.execute(true);
            if (!dialect_.numbers_by_returning && !sql_.get_last_insert_id("numbered_readings", key)) throw std::runtime_error("no key");
            one.id = key;
        }
        work.commit();
    }

    std::vector<shelf> read_shelves() override {
        std::vector<shelf> result;
        std::string id;
        std::string name;
        soci::statement authors = (sql_.prepare << "select id, name from authors order by id", into(id), into(name));
        authors.execute();
        while (authors.fetch()) {
            shelf& one = result.emplace_back();
            one.id = rowan::id<author>::parse(id);
            one.name = name;
        }
        fill_books(result);
        return result;
    }

private:
    void write_each(const std::string& insert_text, const std::vector<reading>& all) {
        buffers row;
        soci::transaction work(sql_);
        soci::statement insert = (sql_.prepare << insert_text, use(row.id), use(row.title), use(row.amount), use(row.quantity),
                                  use(row.note, row.note_is), use(row.recorded_at));
        for (const reading& one : all) {
            row.fill(one);
            insert.execute(true);
        }
        work.commit();
    }

    void write_bulk(const std::string& insert_text, const std::vector<reading>& all) {
        columns table;
        for (const reading& one : all) table.add(one);
        soci::transaction work(sql_);
        sql_ << insert_text, use(table.id), use(table.title), use(table.amount), use(table.quantity), use(table.note, table.note_is),
            use(table.recorded_at);
        work.commit();
    }

    void fill_books(std::vector<shelf>& all) {
        std::unordered_map<rowan::uuid, shelf*> by_key;
        by_key.reserve(all.size());
        const bool json = &dialect_ == &sqlite;
        std::string keys;
        for (shelf& one : all) {
            by_key.emplace(one.id.value, &one);
            keys += keys.empty() ? "" : ",";
            keys += json ? '"' + one.id.to_string() + '"' : one.id.to_string();
        }
        keys = json ? '[' + keys + ']' : '{' + keys + '}';

        std::string id;
        std::string owner;
        std::string title;
        int pages = 0;
        soci::statement books = (sql_.prepare << dialect_.books_by_author, use(keys), into(id), into(owner), into(title), into(pages));
        books.execute();
        while (books.fetch()) {
            const auto owner_id = rowan::id<author>::parse(owner);
            by_key.find(owner_id.value)->second->books.push_back({rowan::id<book>::parse(id), owner_id, title, pages});
        }
    }

    const std::string insert_ = "insert into readings (id, title, amount, quantity, note, recorded_at) "
                                "values (:id, :title, :amount, :quantity, :note, :recorded_at)";
    const std::string take_over_ = " on conflict (id) do update set title = excluded.title, amount = excluded.amount, "
                                   "quantity = excluded.quantity, note = excluded.note, recorded_at = excluded.recorded_at";
    const std::string update_ = "update readings set title = :title, amount = :amount, quantity = :quantity, "
                                "note = :note, recorded_at = :recorded_at where id = :id";
    soci::session sql_;
    const sql_dialect& dialect_;
};

/// SOCI takes no URL.
std::string key_value_form(const std::string& url) {
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
    if (!options) throw std::runtime_error("not a PostgreSQL URL");
    std::string result;
    for (const PQconninfoOption* one = options.get(); one->keyword != nullptr; ++one) {
        if (one->val != nullptr) result += std::string(one->keyword) + "='" + one->val + "' ";
    }
    return result;
}

}  // namespace

std::unique_ptr<road> sqlite_with_soci(const std::string& path) {
    auto result = std::make_unique<with_soci>(soci::sqlite3, "dbname=" + path, sqlite);
    result->run_script("pragma foreign_keys = on");
    if (path != ":memory:") result->run_script("pragma journal_mode = wal");
    return result;
}

std::unique_ptr<road> postgresql_with_soci(const std::string& url) {
    auto result = std::make_unique<with_soci>(soci::postgresql, key_value_form(url), postgresql);
    result->run_script("set time zone 'UTC'");
    return result;
}
