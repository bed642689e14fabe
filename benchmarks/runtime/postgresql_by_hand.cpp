#include "postgresql_binary.hpp"
#include "road.hpp"

#include <libpq-fe.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <unordered_map>

namespace {

using namespace rows;
using namespace postgresql_binary;

// Object identifiers of types: src/include/catalog/pg_type.dat of PostgreSQL.
enum type_oid : Oid { int8 = 20, int4 = 23, text = 25, float8 = 701, timestamptz = 1184, uuid_oid = 2950 };

// Whole rows as arrays, and what an upsert does with a row that is there.
const std::string given = "unnest($1::int8[], $2::text[], $3::float8[], $4::int4[], $5::text[], $6::timestamptz[])";
const std::string take_over = " on conflict (id) do update set title = excluded.title, amount = excluded.amount, "
                              "quantity = excluded.quantity, note = excluded.note, recorded_at = excluded.recorded_at";

[[noreturn]] void fail(PGconn* db) {
    throw std::runtime_error(std::string("PostgreSQL: ") + PQerrorMessage(db));
}

struct clear_result {
    void operator()(PGresult* it) const noexcept { PQclear(it); }
};
using result_handle = std::unique_ptr<PGresult, clear_result>;

struct close_connection {
    void operator()(PGconn* it) const noexcept { PQfinish(it); }
};
using connection_handle = std::unique_ptr<PGconn, close_connection>;

/// Parameters that lie elsewhere until the statement has run.
template <std::size_t N>
struct parameters {
    std::array<const char*, N> values{};
    std::array<int, N> lengths{};

    void set(std::size_t index, const void* value, std::size_t length) noexcept {
        values[index] = static_cast<const char*>(value);
        lengths[index] = static_cast<int>(length);
    }
};

/// Every column of a reading but its key, in binary form.
struct binary_values {
    std::int64_t amount;
    std::int32_t quantity;
    std::int64_t recorded_at;

    template <std::size_t N>
    void set(parameters<N>& to, std::size_t first, const reading& row) noexcept {
        amount = swapped_double(row.amount);
        quantity = swapped(row.quantity);
        recorded_at = swapped(row.recorded_at.microseconds_since_epoch - epoch);
        to.set(first, row.title.data(), row.title.size());
        to.set(first + 1, &amount, sizeof amount);
        to.set(first + 2, &quantity, sizeof quantity);
        to.set(first + 3, row.note ? row.note->data() : nullptr, row.note ? row.note->size() : 0);
        to.set(first + 4, &recorded_at, sizeof recorded_at);
    }
};

void read_text(const PGresult* from, int row, int column, std::string& to) {
    to.assign(PQgetvalue(from, row, column), static_cast<std::size_t>(PQgetlength(from, row, column)));
}

void read(const PGresult* from, int row, reading& to) {
    to.id = get<std::int64_t>(PQgetvalue(from, row, 0));
    read_text(from, row, 1, to.title);
    to.amount = std::bit_cast<double>(get<std::int64_t>(PQgetvalue(from, row, 2)));
    to.quantity = get<std::int32_t>(PQgetvalue(from, row, 3));
    if (PQgetisnull(from, row, 4) == 0) read_text(from, row, 4, to.note.emplace());
    to.recorded_at.microseconds_since_epoch = get<std::int64_t>(PQgetvalue(from, row, 5)) + epoch;
}

void read_uuid(const PGresult* from, int row, int column, rowan::uuid& to) {
    std::memcpy(to.octets.data(), PQgetvalue(from, row, column), to.octets.size());
}

std::string array_of(const std::vector<std::int64_t>& numbers) {
    std::string result;
    append_array_header(result, type_oid::int8, numbers.size());
    for (const std::int64_t one : numbers) append_field(result, one);
    return result;
}

/// Columns of readings but their key as arrays, for unnest.
struct arrays {
    std::string title, amount, quantity, note, recorded_at;

    template <class Reading>
    explicit arrays(const std::vector<Reading>& all) {
        append_array_header(title, type_oid::text, all.size());
        append_array_header(amount, type_oid::float8, all.size());
        append_array_header(quantity, type_oid::int4, all.size());
        append_array_header(note, type_oid::text, all.size(), true);
        append_array_header(recorded_at, type_oid::timestamptz, all.size());
        for (const Reading& row : all) {
            append_field(title, row.title);
            append_field(amount, std::bit_cast<std::int64_t>(row.amount));
            append_field(quantity, row.quantity);
            row.note ? append_field(note, *row.note) : append_null(note);
            append_field(recorded_at, row.recorded_at.microseconds_since_epoch - epoch);
        }
    }

    template <std::size_t N>
    void set(parameters<N>& to, std::size_t next) const noexcept {
        for (const std::string* one : {&title, &amount, &quantity, &note, &recorded_at}) to.set(next++, one->data(), one->size());
    }
};

class by_hand final : public road {
public:
    explicit by_hand(const std::string& url) : db_(PQconnectdb(url.c_str())) {
        if (PQstatus(db()) != CONNECTION_OK) fail(db());
    }

    void run_script(const std::string& sql) override { run(sql.c_str()); }

    void insert_each(const std::vector<reading>& all) override {
        prepare("insert", "insert into readings (id, title, amount, quantity, note, recorded_at) values ($1, $2, $3, $4, $5, $6)");
        write_each("insert", all);
    }

    std::vector<reading> read_all() override {
        prepare("read_all", "select id, title, amount, quantity, note, recorded_at from readings order by id");
        const result_handle found = execute("read_all", parameters<0>(), PGRES_TUPLES_OK);
        std::vector<reading> result;
        const int count = PQntuples(found.get());
        for (int i = 0; i != count; ++i) read(found.get(), i, result.emplace_back());
        return result;
    }

    std::int64_t get_each(const std::vector<std::int64_t>& keys) override {
        prepare("get", "select id, title, amount, quantity, note, recorded_at from readings where id = $1");
        std::int64_t sum = 0;
        for (const std::int64_t key : keys) sum += digest(get_one(key));
        return sum;
    }

    void update_each(const std::vector<reading>& all) override {
        prepare("update", "update readings set title = $2, amount = $3, quantity = $4, note = $5, recorded_at = $6 where id = $1");
        write_each("update", all);
    }

    void insert_bulk(std::vector<reading>& all) override {
        if (all.size() < 500) {  // starting a COPY takes longer than the rows
            prepare("insert_few", "insert into readings (id, title, amount, quantity, note, recorded_at) select * from " + given);
            return write_bulk("insert_few", all);
        }
        const result_handle started(
            PQexec(db(), "copy readings (id, title, amount, quantity, note, recorded_at) from stdin (format binary)"));
        if (PQresultStatus(started.get()) != PGRES_COPY_IN) fail(db());
        constexpr std::size_t chunk = 64 * 1024;
        std::string buffer;
        buffer.reserve(2 * chunk);
        buffer.append("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
        for (const reading& row : all) {
            append_row(buffer, row);
            if (buffer.size() >= chunk) send(buffer);
        }
        append(buffer, std::int16_t{-1});
        send(buffer);
        if (PQputCopyEnd(db(), nullptr) != 1) fail(db());
        const result_handle done(PQgetResult(db()));
        if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) fail(db());
        PQgetResult(db());
    }

    void insert_numbered(std::vector<numbered_reading>& all) override {
        prepare("insert_numbered",
                "insert into numbered_readings (title, amount, quantity, note, recorded_at) "
                "select * from unnest($1::text[], $2::float8[], $3::int4[], $4::text[], $5::timestamptz[]) returning id");
        const arrays columns(all);
        parameters<5> bound;
        columns.set(bound, 0);
        const result_handle keys = execute("insert_numbered", bound, PGRES_TUPLES_OK);
        int row = 0;
        for (numbered_reading& one : all) one.id = get<std::int64_t>(PQgetvalue(keys.get(), row++, 0));
    }

    void upsert_each(const std::vector<reading>& all) override {
        prepare("upsert", "insert into readings (id, title, amount, quantity, note, recorded_at) values ($1, $2, $3, $4, $5, $6)" + take_over);
        write_each("upsert", all);
    }

    void upsert_bulk(std::vector<reading>& all) override {
        prepare("upsert_bulk",
                "insert into readings (id, title, amount, quantity, note, recorded_at) select * from " + given + take_over);
        write_bulk("upsert_bulk", all);
    }

    void update_bulk(std::vector<reading>& all) override {
        prepare("update_bulk", "update readings set title = given.title, amount = given.amount, quantity = given.quantity, "
                               "note = given.note, recorded_at = given.recorded_at from " + given +
                               " as given (id, title, amount, quantity, note, recorded_at) where readings.id = given.id");
        write_bulk("update_bulk", all);
    }

    void remove_bulk(const std::vector<std::int64_t>& keys) override {
        prepare("remove_bulk", "delete from readings where id = any($1)");
        const std::string key = array_of(keys);
        parameters<1> bound;
        bound.set(0, key.data(), key.size());
        write("remove_bulk", bound, keys.size());
    }

    std::vector<reading> walk_pages(std::size_t pages, std::size_t size) override {
        prepare("page", "select id, title, amount, quantity, note, recorded_at from readings "
                        "where (recorded_at, id) > ($1, $2) order by recorded_at, id limit $3");
        std::vector<reading> result;
        std::int64_t time = swapped(-epoch);
        std::int64_t key = 0;
        const std::int64_t limit = swapped(static_cast<std::int64_t>(size));
        parameters<3> bound;
        bound.set(0, &time, sizeof time);
        bound.set(1, &key, sizeof key);
        bound.set(2, &limit, sizeof limit);
        for (; pages != 0; --pages) {
            const result_handle found = execute("page", bound, PGRES_TUPLES_OK);
            const int count = PQntuples(found.get());
            for (int i = 0; i != count; ++i) read(found.get(), i, result.emplace_back());
            time = swapped(result.back().recorded_at.microseconds_since_epoch - epoch);
            key = swapped(result.back().id);
        }
        return result;
    }

    std::vector<shelf> read_shelves() override {
        prepare("authors", "select id, name from authors order by id");
        const result_handle authors = execute("authors", parameters<0>(), PGRES_TUPLES_OK);
        std::vector<shelf> result;
        const int count = PQntuples(authors.get());
        for (int i = 0; i != count; ++i) {
            shelf& one = result.emplace_back();
            read_uuid(authors.get(), i, 0, one.id.value);
            read_text(authors.get(), i, 1, one.name);
        }
        fill_books(result);
        return result;
    }

private:
    PGconn* db() const noexcept { return db_.get(); }

    void run(const char* sql) {
        const result_handle done(PQexec(db(), sql));
        if (PQresultStatus(done.get()) != PGRES_COMMAND_OK && PQresultStatus(done.get()) != PGRES_TUPLES_OK) fail(db());
    }

    void prepare(const char* name, const std::string& sql) {
        for (const char* known : prepared_) {
            if (known == std::string_view(name)) return;
        }
        const result_handle done(PQprepare(db(), name, sql.c_str(), 0, nullptr));
        if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) fail(db());
        prepared_.push_back(name);
    }

    template <std::size_t N>
    result_handle execute(const char* name, const parameters<N>& with, ExecStatusType expected) {
        static constexpr std::array<int, N + 1> binary = [] {
            std::array<int, N + 1> result{};
            result.fill(1);
            return result;
        }();
        result_handle result(PQexecPrepared(db(), name, static_cast<int>(N), with.values.data(), with.lengths.data(), binary.data(), 1));
        if (PQresultStatus(result.get()) != expected) fail(db());
        return result;
    }

    template <std::size_t N>
    void write(const char* name, const parameters<N>& with, std::size_t rows) {
        const result_handle done = execute(name, with, PGRES_COMMAND_OK);
        if (PQcmdTuples(done.get()) != std::to_string(rows)) throw std::runtime_error("no such row");
    }

    void write_each(const char* name, const std::vector<reading>& all) {
        run("begin");
        parameters<6> bound;
        binary_values values;
        for (const reading& row : all) {
            const std::int64_t key = swapped(row.id);
            bound.set(0, &key, sizeof key);
            values.set(bound, 1, row);
            write(name, bound, 1);
        }
        run("commit");
    }

    void write_bulk(const char* name, const std::vector<reading>& all) {
        const std::string key = array_of(keys_of(all));
        const arrays columns(all);
        parameters<6> bound;
        bound.set(0, key.data(), key.size());
        columns.set(bound, 1);
        write(name, bound, all.size());
    }

    reading get_one(std::int64_t key) {
        const std::int64_t raw = swapped(key);
        parameters<1> bound;
        bound.set(0, &raw, sizeof raw);
        const result_handle found = execute("get", bound, PGRES_TUPLES_OK);
        if (PQntuples(found.get()) == 0) throw std::runtime_error("no such row");
        reading result;
        read(found.get(), 0, result);
        return result;
    }

    static void append_row(std::string& to, const reading& row) {
        append(to, std::int16_t{6});
        append_field(to, row.id);
        append_field(to, row.title);
        append_field(to, std::bit_cast<std::int64_t>(row.amount));
        append_field(to, row.quantity);
        row.note ? append_field(to, *row.note) : append_null(to);
        append_field(to, row.recorded_at.microseconds_since_epoch - epoch);
    }

    void send(std::string& buffer) {
        if (PQputCopyData(db(), buffer.data(), static_cast<int>(buffer.size())) != 1) fail(db());
        buffer.clear();
    }

    void fill_books(std::vector<shelf>& all) {
        std::unordered_map<rowan::uuid, shelf*> by_key;
        by_key.reserve(all.size());
        std::string keys;
        append_array_header(keys, type_oid::uuid_oid, all.size());
        for (shelf& one : all) {
            by_key.emplace(one.id.value, &one);
            append_field(keys, {reinterpret_cast<const char*>(one.id.value.octets.data()), one.id.value.octets.size()});
        }

        prepare("books", "select id, author_id, title, pages from books where author_id = any($1) order by id");
        parameters<1> bound;
        bound.set(0, keys.data(), keys.size());
        const result_handle books = execute("books", bound, PGRES_TUPLES_OK);
        const int count = PQntuples(books.get());
        for (int i = 0; i != count; ++i) {
            rowan::uuid owner;
            read_uuid(books.get(), i, 1, owner);
            book& one = by_key.find(owner)->second->books.emplace_back();
            read_uuid(books.get(), i, 0, one.id.value);
            one.author_id.value = owner;
            read_text(books.get(), i, 2, one.title);
            one.pages = get<std::int32_t>(PQgetvalue(books.get(), i, 3));
        }
    }

    connection_handle db_;
    std::vector<const char*> prepared_;
};

}  // namespace

std::unique_ptr<road> postgresql_by_hand(const std::string& url) {
    return std::make_unique<by_hand>(url);
}
