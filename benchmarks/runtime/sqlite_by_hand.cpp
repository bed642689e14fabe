#include "iso_time.hpp"
#include "road.hpp"

#include <sqlite3.h>

#include <array>
#include <map>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

namespace {

using namespace rows;

[[noreturn]] void fail(sqlite3* db) {
    throw std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(db));
}

class connection {
public:
    explicit connection(const std::string& path) {
        if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK) fail(db_);
        run("pragma foreign_keys = on");
        if (path != ":memory:") run("pragma journal_mode = wal");
    }
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection() { sqlite3_close(db_); }

    void run(const char* sql) const {
        if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(db_);
    }
    sqlite3* get() const noexcept { return db_; }

private:
    sqlite3* db_ = nullptr;
};

class statement {
public:
    statement(const connection& in, std::string_view sql) : db_(in.get()) {
        const int result = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
        if (result != SQLITE_OK) fail(db_);
    }
    statement(const statement&) = delete;
    statement& operator=(const statement&) = delete;
    ~statement() { sqlite3_finalize(handle_); }

    sqlite3_stmt* get() const noexcept { return handle_; }
    bool step() const {
        const int result = sqlite3_step(handle_);
        if (result == SQLITE_ROW) return true;
        if (result != SQLITE_DONE) fail(db_);
        return false;
    }
    /// Runs to the end, ready for the next run.
    void run() const {
        step();
        sqlite3_reset(handle_);
    }
    void check(int result) const {
        if (result != SQLITE_OK) fail(db_);
    }

private:
    sqlite3* db_;
    sqlite3_stmt* handle_ = nullptr;
};

int bind_text(sqlite3_stmt* to, int index, std::string_view text) noexcept {
    return sqlite3_bind_text(to, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

std::string_view text_of(sqlite3_stmt* from, int index) noexcept {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(from, index));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(from, index))};
}

/// Binds all but the key from parameter `first` on. `time` has to live until the statement has run.
template <class Reading>
int bind_values(sqlite3_stmt* to, int first, const Reading& row, char* time) {
    iso_time::write(time, row.recorded_at.microseconds_since_epoch);
    int result = bind_text(to, first, row.title);
    result |= sqlite3_bind_double(to, first + 1, row.amount);
    result |= sqlite3_bind_int(to, first + 2, row.quantity);
    result |= row.note ? bind_text(to, first + 3, *row.note) : sqlite3_bind_null(to, first + 3);
    result |= bind_text(to, first + 4, {time, iso_time::length});
    return result;
}

void read(sqlite3_stmt* from, reading& to) {
    to.id = sqlite3_column_int64(from, 0);
    to.title = text_of(from, 1);
    to.amount = sqlite3_column_double(from, 2);
    to.quantity = sqlite3_column_int(from, 3);
    if (sqlite3_column_type(from, 4) != SQLITE_NULL) to.note = text_of(from, 4);
    to.recorded_at.microseconds_since_epoch = iso_time::parse(text_of(from, 5));
}

rowan::uuid read_uuid(sqlite3_stmt* from, int index) {
    return rowan::uuid::parse(text_of(from, index));
}

class by_hand final : public road {
public:
    explicit by_hand(const std::string& path) : db_(path) {}

    void run_script(const std::string& sql) override { db_.run(sql.c_str()); }

    void insert_each(const std::vector<reading>& all) override { write_each(insert_, all); }

    std::vector<reading> read_all() override {
        const statement select(db_, "select id, title, amount, quantity, note, recorded_at from readings order by id");
        std::vector<reading> result;
        while (select.step()) read(select.get(), result.emplace_back());
        return result;
    }

    std::int64_t get_each(const std::vector<std::int64_t>& keys) override {
        const statement select(db_, "select id, title, amount, quantity, note, recorded_at from readings where id = ?1");
        std::int64_t sum = 0;
        for (const std::int64_t key : keys) sum += digest(get(select, key));
        return sum;
    }

    void update_each(const std::vector<reading>& all) override { write_each(update_, all); }

    // SQLite has no faster way in than a prepared statement in a transaction.
    void insert_bulk(std::vector<reading>& all) override { insert_each(all); }

    void insert_numbered(std::vector<numbered_reading>& all) override {
        const statement insert(db_, "insert into numbered_readings (title, amount, quantity, note, recorded_at) values (?1, ?2, ?3, ?4, ?5)");
        std::array<char, iso_time::length> time;
        db_.run("begin");
        for (numbered_reading& row : all) {
            insert.check(bind_values(insert.get(), 1, row, time.data()));
            insert.run();
            row.id = sqlite3_last_insert_rowid(db_.get());
        }
        db_.run("commit");
    }

    void upsert_each(const std::vector<reading>& all) override { write_each(upsert_, all); }
    void upsert_bulk(std::vector<reading>& all) override { upsert_each(all); }
    void update_bulk(std::vector<reading>& all) override { update_each(all); }

    void remove_bulk(const std::vector<std::int64_t>& keys) override {
        const statement& remove = prepared("delete from readings where id = ?1");
        db_.run("begin");
        for (const std::int64_t key : keys) {
            remove.check(sqlite3_bind_int64(remove.get(), 1, key));
            run_on_row(remove);
        }
        db_.run("commit");
    }

    std::vector<reading> walk_pages(std::size_t pages, std::size_t size) override {
        const statement& select = prepared("select id, title, amount, quantity, note, recorded_at from readings "
                                           "where (recorded_at, id) > (?1, ?2) order by recorded_at, id limit ?3");
        std::vector<reading> result;
        std::array<char, iso_time::length> time;
        reading last;
        for (; pages != 0; --pages) {
            iso_time::write(time.data(), last.recorded_at.microseconds_since_epoch);
            select.check(bind_text(select.get(), 1, {time.data(), time.size()}) | sqlite3_bind_int64(select.get(), 2, last.id) |
                         sqlite3_bind_int64(select.get(), 3, static_cast<sqlite3_int64>(size)));
            while (select.step()) read(select.get(), result.emplace_back());
            sqlite3_reset(select.get());
            last.id = result.back().id;
            last.recorded_at = result.back().recorded_at;
        }
        return result;
    }

    std::vector<shelf> read_shelves() override {
        std::vector<shelf> result;
        const statement authors(db_, "select id, name from authors order by id");
        while (authors.step()) {
            shelf& one = result.emplace_back();
            one.id.value = read_uuid(authors.get(), 0);
            one.name = text_of(authors.get(), 1);
        }
        fill_books(result);
        return result;
    }

private:
    static constexpr const char* insert_ = "insert into readings (id, title, amount, quantity, note, recorded_at) "
                                           "values (?1, ?2, ?3, ?4, ?5, ?6)";
    static constexpr const char* upsert_ = "insert into readings (id, title, amount, quantity, note, recorded_at) "
                                           "values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (id) do update set title = excluded.title, "
                                           "amount = excluded.amount, quantity = excluded.quantity, note = excluded.note, "
                                           "recorded_at = excluded.recorded_at";
    static constexpr const char* update_ = "update readings set title = ?2, amount = ?3, quantity = ?4, note = ?5, recorded_at = ?6 "
                                           "where id = ?1";

    const statement& prepared(const char* sql) { return prepared_.try_emplace(sql, db_, sql).first->second; }

    void run_on_row(const statement& what) const {
        what.run();
        if (sqlite3_changes(db_.get()) == 0) throw std::runtime_error("no such row");
    }

    void write_each(const char* sql, const std::vector<reading>& all) {
        const statement& write = prepared(sql);
        std::array<char, iso_time::length> time;
        db_.run("begin");
        for (const reading& row : all) {
            write.check(sqlite3_bind_int64(write.get(), 1, row.id) | bind_values(write.get(), 2, row, time.data()));
            run_on_row(write);
        }
        db_.run("commit");
    }

    static reading get(const statement& select, std::int64_t key) {
        select.check(sqlite3_bind_int64(select.get(), 1, key));
        if (!select.step()) throw std::runtime_error("no such row");
        reading result;
        read(select.get(), result);
        sqlite3_reset(select.get());
        return result;
    }

    void fill_books(std::vector<shelf>& all) {
        std::unordered_map<rowan::uuid, shelf*> by_key;
        by_key.reserve(all.size());
        std::string keys = "[";
        for (shelf& one : all) {
            by_key.emplace(one.id.value, &one);
            char text[36];
            one.id.value.to_chars(text);
            keys.append(keys.size() == 1 ? "\"" : ",\"").append(text, sizeof text) += '"';
        }
        keys += ']';

        const statement books(db_,
                              "select id, author_id, title, pages from books where author_id in (select value from json_each(?1)) "
                              "order by id");
        books.check(bind_text(books.get(), 1, keys));
        while (books.step()) {
            const rowan::uuid owner = read_uuid(books.get(), 1);
            book& one = by_key.find(owner)->second->books.emplace_back();
            one.id.value = read_uuid(books.get(), 0);
            one.author_id.value = owner;
            one.title = text_of(books.get(), 2);
            one.pages = sqlite3_column_int(books.get(), 3);
        }
    }

    connection db_;
    std::map<std::string_view, statement> prepared_;
};

}  // namespace

std::unique_ptr<road> sqlite_by_hand(const std::string& path) {
    return std::make_unique<by_hand>(path);
}
