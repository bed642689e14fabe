#include "postgresql_statement.hpp"

#include <rowan/session/error.hpp>
#include <rowan/types/codec.hpp>

#include <fmt/format.h>

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "postgresql_error.hpp"
#include "postgresql_plan.hpp"

namespace rowan::detail::postgresql {
namespace {
bool succeeded(const result_pointer& result) noexcept {
    const auto status = PQresultStatus(result.get());
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

// The statement was prepared for tables that look different now, or is gone (deallocate all); a type
// of it is gone (XX000) or reads a text in another way (22P02). Where it is none of these, preparing it again does no harm.
bool is_stale(const pg_result* failed) noexcept {
    constexpr std::array<std::string_view, 5> states{"26000", "42804", "42883", "22P02", "XX000"};
    const std::string_view state = sqlstate_of(failed);
    if (is_outdated_plan(failed)) return true;
    return std::find(states.begin(), states.end(), state) != states.end();
}
}  // namespace

prepared_statement::prepared_statement(connection& on, std::string sql) : on_(on), sql_(std::move(sql)) {
    try {
        prepare();
    } catch (...) {
        retire();
        throw;
    }
}

prepared_statement::~prepared_statement() { retire(); }

void prepared_statement::retire() noexcept {
    if (!name_.empty()) on_.retire(std::move(name_));
    name_.clear();
}

void prepared_statement::prepare() {
    std::string name = on_.is_lent() ? std::string() : on_.next_name();
    result_pointer description = on_.prepare(name, sql_);
    retire();
    name_ = std::move(name);
    description_ = std::move(description);

    const pg_result* const known = description_.get();
    std::vector<std::uint32_t> oids;
    for (int i = 0; i != PQnparams(known); ++i) oids.push_back(PQparamtype(known, i));
    for (int i = 0; i != PQnfields(known); ++i) oids.push_back(PQftype(known, i));
    const auto types = on_.types(oids);
    slots_.resize(static_cast<std::size_t>(PQnparams(known)));
    for (std::size_t i = 0; i != slots_.size(); ++i) slots_[i].type = types[i];
    columns_.assign(types.begin() + static_cast<std::ptrdiff_t>(slots_.size()), types.end());
    stale_ = false;
    used_ = false;
}

// False where a parameter has another type than before, so that those at hand are of no use.
bool prepared_statement::prepare_again() {
    const auto before = slots_;
    prepare();
    return std::equal(slots_.begin(), slots_.end(), before.begin(), before.end(),
                      [](const slot& a, const slot& b) { return a.type == b.type; });
}

void prepared_statement::check_parameters() const {
    if (set_count_ == slots_.size()) return;
    const auto missing = std::find_if(slots_.begin(), slots_.end(), [](const slot& one) { return !one.is_set; });
    throw usage_error(fmt::format(
        "parameter {} of {} was not set since the statement ran last: set every parameter, NULL as well; "
        "statement: {}",
        missing - slots_.begin() + 1, slots_.size(), sql_));
}

void prepared_statement::execute() {
    if (stale_ && set_count_ == 0) prepare();
    check_parameters();
    forget_result();
    if (part_ != 0 && !columns_.empty()) return open_cursor();
    result_pointer result = run();
    if (!succeeded(result) && is_stale(result.get())) result = run_anew(std::move(result));
    forget_parameters();
    on_.refuse_copy(result, sql_);
    if (!succeeded(result)) throw_failure(on_, result.get(), sql_);
    used_ = true;
    keep(std::move(result));
    if (name_.empty()) follow_columns();
}

// In a transaction, which is aborted by now, the error stays; it is retryable where it can be of this kind only.
result_pointer prepared_statement::run_anew(result_pointer failed) {
    const bool was_right = used_;
    const bool is_reading_text = sqlstate_of(failed.get()) == "22P02";
    stale_ = true;
    if (PQtransactionStatus(on_.handle()) != PQTRANS_IDLE) {
        const bool certain = was_right && !is_reading_text && is_own_failure(failed.get());
        if (certain && !is_outdated_plan(failed.get())) throw_schema_changed(sql_);
        return failed;
    }
    if (!was_right && (is_reading_text || sqlstate_of(failed.get()) == "XX000")) return failed;
    if (!prepare_again()) throw_schema_changed(sql_);
    return is_reading_text ? std::move(failed) : run();
}

// The tables may have changed since the statement ran last: a type that does not take the value is asked for again.
bool prepared_statement::has_other_type_now(std::size_t index) {
    const auto status = PQtransactionStatus(on_.handle());
    if (!used_ || (status != PQTRANS_IDLE && status != PQTRANS_INTRANS)) return false;
    const auto before = slots_;
    prepare();
    for (std::size_t i = 0; i != slots_.size(); ++i) {
        if (before[i].is_set && before[i].type != slots_[i].type) throw_schema_changed(sql_);
    }
    return slots_[index].type != before[index].type;
}

void prepared_statement::keep(result_pointer result) {
    result_ = std::move(result);
    row_ = -1;
    rows_ = PQntuples(result_.get());
}

// The server has read the text anew, so that its columns may be others than were described.
void prepared_statement::follow_columns() {
    const auto oid = [&](std::size_t i) { return PQftype(result_.get(), static_cast<int>(i)); };
    bool same = static_cast<std::size_t>(PQnfields(result_.get())) == columns_.size();
    for (std::size_t i = 0; same && i != columns_.size(); ++i) same = oid(i) == columns_[i]->oid;
    if (same) return;
    std::vector<std::uint32_t> oids(static_cast<std::size_t>(PQnfields(result_.get())));
    for (std::size_t i = 0; i != oids.size(); ++i) oids[i] = oid(i);
    columns_ = on_.types(oids);
}

void prepared_statement::open_cursor() {
    fill_arguments();
    const server_cursor::arguments with{parameter_types(), values_.data(), sizes_.data(), formats_.data()};
    cursor_ = std::make_unique<server_cursor>(on_, sql_, with, part_);
    forget_parameters();
    keep(cursor_->fetch());
    follow_columns();
}

bool prepared_statement::fetch() {
    if (!cursor_) return false;
    if (cursor_->may_have_more()) {
        keep(cursor_->fetch());
        if (rows_ != 0) return true;
    }
    cursor_.reset();
    return false;
}

result_pointer prepared_statement::run() {
    on_.check_ready();
    fill_arguments();
    if (name_.empty()) return run_once();
    return result_pointer(PQexecPrepared(on_.handle(), name_.c_str(), static_cast<int>(slots_.size()), values_.data(),
                                         sizes_.data(), formats_.data(), 1));
}

std::vector<std::uint32_t> prepared_statement::parameter_types() const {
    std::vector<std::uint32_t> result;
    for (const slot& one : slots_) result.push_back(one.type->oid);
    return result;
}

std::string prepared_statement::plan(bool with_values) {
    if (!with_values || slots_.empty()) return plan_for_any(on_, name_, sql_, slots_.size());
    return plan_with(on_, sql_, {parameter_types(), values_.data(), sizes_.data(), formats_.data()});
}

// Text and arguments in one message: nothing is kept in a server process that is another one the next time.
result_pointer prepared_statement::run_once() {
    return result_pointer(PQexecParams(on_.handle(), sql_.c_str(), static_cast<int>(slots_.size()), parameter_types().data(),
                                       values_.data(), sizes_.data(), formats_.data(), 1));
}

void prepared_statement::reset() noexcept {
    forget_result();
    forget_parameters();
    part_ = 0;
}

void prepared_statement::forget_result() noexcept {
    cursor_.reset();
    result_.reset();
    row_ = -1;
    rows_ = 0;
    readable_ = 0;
}

bool prepared_statement::next() {
    readable_ = 0;
    if (row_ + 1 >= rows_ && !fetch()) return false;
    ++row_;
    readable_ = columns_.size();
    return true;
}

std::uint64_t prepared_statement::affected_rows() const {
    if (!result_) return 0;
    const std::string_view tag(PQcmdStatus(result_.get()));
    if (tag.starts_with("SELECT") || tag.starts_with("FETCH") || tag.starts_with("MOVE")) return 0;
    const std::string_view count(PQcmdTuples(result_.get()));
    std::uint64_t result = 0;
    std::from_chars(count.data(), count.data() + count.size(), result);
    return result;
}

std::string_view prepared_statement::column_name(std::size_t index) const {
    const pg_result* const from = result_ ? result_.get() : description_.get();
    return index < columns_.size() ? PQfname(from, static_cast<int>(index)) : std::string_view();
}

void prepared_statement::refuse_cell(std::size_t index) const {
    if (index >= columns_.size())
        throw usage_error(fmt::format("the result has {} columns, number {} was read; statement: {}", columns_.size(),
                                      index + 1, sql_));
    throw usage_error(fmt::format("there is no current row: next() moves to one; statement: {}", sql_));
}

inline prepared_statement::cell prepared_statement::at(std::size_t index) const {
    if (index >= readable_) refuse_cell(index);
    const int column = static_cast<int>(index);
    cell result{PQgetvalue(result_.get(), row_, column), PQgetlength(result_.get(), row_, column),
                columns_[index]->kind};
    if (result.size == 0 && PQgetisnull(result_.get(), row_, column) != 0) result.size = -1;
    return result;
}

bool prepared_statement::is_null(std::size_t index) const {
    if (index >= readable_) refuse_cell(index);
    return PQgetisnull(result_.get(), row_, static_cast<int>(index)) != 0;
}

void prepared_statement::fail_to_read(outcome fault, std::size_t index, std::string_view what) const {
    throw mapping_error(
        describe(fault, fmt::format("column \"{}\"", column_name(index)), *columns_[index], what, use::read));
}

template <auto Decode, class T>
T prepared_statement::read(std::size_t index, std::string_view what) const {
    const cell from = at(index);
    if (from.size < 0) throw_null(*this, index);
    T result{};
    outcome fault = outcome::done;
    try {
        fault = Decode(from.bytes(), *columns_[index], result);
    } catch (const mapping_error& malformed) {
        throw mapping_error(fmt::format("column \"{}\": {}", column_name(index), malformed.what()));
    }
    if (fault != outcome::done) fail_to_read(fault, index, what);
    return result;
}

// What most columns are made of is read here; `read` knows the rest, and what to say.

std::int64_t prepared_statement::get_integer(std::size_t index) const {
    const cell from = at(index);
    if (from.holds(wire_kind::int8, 8)) return static_cast<std::int64_t>(load<std::uint64_t>(from.data));
    if (from.holds(wire_kind::int4, 4)) return static_cast<std::int32_t>(load<std::uint32_t>(from.data));
    return read<decode_integer, std::int64_t>(index, "an integer");
}

std::string_view prepared_statement::get_text(std::size_t index) const {
    const cell from = at(index);
    return from.kind == wire_kind::text && from.size >= 0 ? from.bytes()
                                                          : read<decode_text, std::string_view>(index, "text");
}

uuid prepared_statement::get_uuid(std::size_t index) const {
    const cell from = at(index);
    uuid result;
    if (!from.holds(wire_kind::uuid, result.octets.size())) return read<decode_uuid, uuid>(index, "a UUID");
    std::memcpy(result.octets.data(), from.data, result.octets.size());
    return result;
}

bool prepared_statement::get_bool(std::size_t index) const {
    const cell from = at(index);
    return from.holds(wire_kind::boolean, 1) ? *from.data != 0 : read<decode_bool, bool>(index, "a boolean");
}

double prepared_statement::get_double(std::size_t index) const {
    const cell from = at(index);
    return from.holds(wire_kind::float8, 8) ? std::bit_cast<double>(load<std::uint64_t>(from.data))
                                            : read<decode_double, double>(index, "a double");
}

timestamp prepared_statement::get_timestamp(std::size_t index) const {
    return read<decode_timestamp, timestamp>(index, "a timestamp");
}
date prepared_statement::get_date(std::size_t index) const { return read<decode_date, date>(index, "a date"); }
decimal prepared_statement::get_decimal(std::size_t index) const {
    return read<decode_decimal, decimal>(index, "a decimal");
}
std::span<const std::byte> prepared_statement::get_bytes(std::size_t index) const {
    return read<decode_bytes, std::span<const std::byte>>(index, "bytes");
}
value_array prepared_statement::get_array(std::size_t index) const {
    return read<decode_array, value_array>(index, "an array");
}

}  // namespace rowan::detail::postgresql
