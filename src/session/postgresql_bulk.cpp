#include "postgresql_bulk.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>

#include "postgresql_error.hpp"

namespace rowan::detail::postgresql {
namespace {
constexpr std::size_t flush_size = std::size_t{128} * 1024;
constexpr std::string_view signature{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0",
                                     19};  // then flags and the length of an extension, both 0
constexpr std::uint32_t null_size = ~std::uint32_t{0};
constexpr std::uint16_t end_of_rows = 0xFFFF;

bool has_binary_form(const wire_type& type) noexcept {
    return type.kind != wire_kind::opaque && (type.kind != wire_kind::array || type.element->kind != wire_kind::opaque);
}

std::string in_parentheses(const dialect& words, std::span<const std::string> names) {
    std::string result = "(";
    for (const auto& name : names) {
        if (result.size() != 1) result += ", ";
        words.append_identifier(result, name);
    }
    return result + ")";
}

// The context's last line is `COPY table, line 3, column c: "value"`, its words in the server's language: only the
// number is taken.
std::string place_of(const PGresult* failed) {
    const char* context = PQresultErrorField(failed, PG_DIAG_CONTEXT);
    const std::string_view text(context == nullptr ? "" : context);
    const auto start = text.rfind("COPY ");
    const auto comma = start == std::string_view::npos ? start : text.find(", ", start);
    if (comma == std::string_view::npos) return {};
    const std::string_view rest = text.substr(comma);
    const auto digit = rest.find_first_of("0123456789\n\"");
    std::uint64_t row = 0;
    if (digit != std::string_view::npos) std::from_chars(rest.data() + digit, rest.data() + rest.size(), row);
    return row == 0 ? std::string() : fmt::format(", in row {} of the bulk insert", row);
}

}  // namespace

binary_copy::binary_copy(connection& on, const dialect& words, const sql::table_name& into,
                         std::span<const std::string> columns)
    : on_(on) {
    if (columns.empty()) throw usage_error("a bulk insert needs at least one column");
    describe_columns(words, into, columns);
    sql_ = "copy ";
    words.append_table(sql_, into);
    sql_ += fmt::format(" {} from stdin (format binary)", in_parentheses(words, columns));
    start();
}

binary_copy::~binary_copy() {
    if (!open_) return;
    on_.copy_ended();
    PQputCopyEnd(on_.handle(), "the bulk insert was not finished");
    while (result_pointer(PQgetResult(on_.handle()))) {}
}

// An insert needs no right to read the table, and its parameters have the columns' types.
void binary_copy::describe_columns(const dialect& words, const sql::table_name& into,
                                   std::span<const std::string> names) {
    std::string insert = "insert into ";
    words.append_table(insert, into);
    insert += fmt::format(" {} overriding system value values (", in_parentheses(words, names));
    for (std::size_t i = 0; i != names.size(); ++i) insert += fmt::format("{}${}", i == 0 ? "" : ", ", i + 1);
    const result_pointer description = on_.prepare({}, insert + ")");

    std::vector<std::uint32_t> oids;
    for (int i = 0; i != PQnparams(description.get()); ++i) oids.push_back(PQparamtype(description.get(), i));
    const auto types = on_.types(oids);
    for (std::size_t i = 0; i != names.size(); ++i) {
        if (!has_binary_form(*types[i]))
            throw usage_error(fmt::format(
                "column \"{}\" of table \"{}\" is of type {}, whose binary form is not known: insert row by row",
                names[i], into.name, types[i]->name));
        columns_.push_back({.type = types[i], .name = names[i]});
    }
}

void binary_copy::start() {
    on_.copy_starts();
    const result_pointer result(PQexec(on_.handle(), sql_.c_str()));
    open_ = PQresultStatus(result.get()) == PGRES_COPY_IN;
    if (!open_) {
        on_.copy_ended();
        throw_failure(on_, result.get(), sql_);
    }
    buffer_.append(signature);
    row_start_ = buffer_.size();
}

void binary_copy::check_open() const {
    if (!open_) throw usage_error(fmt::format("the bulk insert has ended: start a new one; statement: {}", sql_));
}

binary_copy::column& binary_copy::cell(std::size_t index) {
    check_open();
    if (index >= columns_.size())
        throw usage_error(fmt::format("the bulk insert has {} columns, number {} was set; statement: {}",
                                      columns_.size(), index + 1, sql_));
    if (buffer_.size() == row_start_) buffer_.append_number(static_cast<std::uint16_t>(columns_.size()));
    column& result = columns_[index];
    in_order_ = in_order_ && index == set_count_;
    return result;
}

void binary_copy::end_cell(column& of, std::size_t start) noexcept {
    set_count_ += of.row == rows_ + 1 ? 0 : 1;
    of.row = rows_ + 1;
    of.offset = start;
    of.size = buffer_.size() - start;
}

std::string binary_copy::place(const column& of) const {
    return fmt::format("column \"{}\" of row {}", of.name, rows_ + 1);
}

void binary_copy::refuse(outcome fault, const column& in, std::string_view what) const {
    throw mapping_error(describe(fault, place(in), *in.type, what, use::write));
}

template <auto Encode, class T>
void binary_copy::put(std::size_t index, std::string_view what, const T& from) {
    column& into = cell(index);
    const std::size_t start = buffer_.size();
    buffer_.grow(sizeof(std::uint32_t));
    const outcome fault = Encode(buffer_, *into.type, from);
    if (fault != outcome::done) {
        buffer_.truncate(start);
        refuse(fault, into, what);
    }
    buffer_.overwrite(start, static_cast<std::uint32_t>(buffer_.size() - start - sizeof(std::uint32_t)));
    end_cell(into, start);
}

template <class Parse>
auto binary_copy::parsed(std::size_t index, std::string_view text, Parse parse) const {
    try {
        return parse(text);
    } catch (const mapping_error& malformed) {
        throw mapping_error(fmt::format("{}: {}", place(columns_[index]), malformed.what()));
    }
}

void binary_copy::set_null(std::size_t index) {
    column& into = cell(index);
    const std::size_t start = buffer_.size();
    buffer_.append_number(null_size);
    end_cell(into, start);
}

void binary_copy::set_bool(std::size_t index, bool to) { put<encode_bool>(index, "a boolean", to); }
void binary_copy::set_integer(std::size_t index, std::int64_t to) { put<encode_integer>(index, "an integer", to); }
void binary_copy::set_double(std::size_t index, double to) { put<encode_double>(index, "a double", to); }
// COPY has no text form beside the binary one, so what rowan can read itself is read here.
void binary_copy::set_text(std::size_t index, std::string_view to, bool) {
    switch (index < columns_.size() ? columns_[index].type->kind : wire_kind::text) {
        case wire_kind::uuid: return set_uuid(index, parsed(index, to, uuid::parse));
        case wire_kind::timestamp: return set_timestamp(index, parsed(index, to, timestamp::parse));
        case wire_kind::date: return set_date(index, parsed(index, to, date::parse));
        case wire_kind::numeric:
            return set_decimal(index, parsed(index, to, [](std::string_view text) { return decimal(text); }));
        default: return put<encode_text>(index, "text", to);
    }
}
void binary_copy::set_bytes(std::size_t index, std::span<const std::byte> to, bool) {
    put<encode_bytes>(index, "bytes", to);
}
void binary_copy::set_uuid(std::size_t index, const uuid& to) { put<encode_uuid>(index, "a UUID", to); }
void binary_copy::set_timestamp(std::size_t index, timestamp to) { put<encode_timestamp>(index, "a timestamp", to); }
void binary_copy::set_date(std::size_t index, date to) { put<encode_date>(index, "a date", to); }
void binary_copy::set_decimal(std::size_t index, const decimal& to) { put<encode_decimal>(index, "a decimal", to); }
void binary_copy::set_array(std::size_t index, const value_array& to) { put<encode_array>(index, "an array", to); }

void binary_copy::end_row() {
    check_open();
    if (set_count_ != columns_.size()) {
        const auto missing =
            std::find_if(columns_.begin(), columns_.end(), [&](const column& one) { return one.row != rows_ + 1; });
        throw usage_error(
            fmt::format("{} was not set: set every column, NULL as well; statement: {}", place(*missing), sql_));
    }
    if (!in_order_) put_in_order();
    ++rows_;
    set_count_ = 0;
    in_order_ = true;
    row_start_ = buffer_.size();
    if (buffer_.size() >= flush_size) send();
}

void binary_copy::put_in_order() {
    sorted_.clear();
    for (const column& one : columns_) sorted_.append(buffer_.view().substr(one.offset, one.size));
    buffer_.truncate(row_start_ + sizeof(std::uint16_t));
    buffer_.append(sorted_.view());
}

void binary_copy::send() {
    if (PQputCopyData(on_.handle(), buffer_.data(), static_cast<int>(buffer_.size())) != 1) fail();
    buffer_.clear();
    row_start_ = 0;
}

std::uint64_t binary_copy::finish() {
    check_open();
    if (buffer_.size() != row_start_)
        throw usage_error(fmt::format("row {} has no end_row; statement: {}", rows_ + 1, sql_));
    buffer_.append_number(end_of_rows);
    send();
    if (PQputCopyEnd(on_.handle(), nullptr) != 1) fail();
    open_ = false;
    on_.copy_ended();
    result_pointer result(PQgetResult(on_.handle()));
    while (result_pointer(PQgetResult(on_.handle()))) {}
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
        throw_failure(on_, result.get(), sql_, place_of(result.get()));
    return rows_;
}

void binary_copy::fail() {
    open_ = false;
    on_.copy_ended();
    PQputCopyEnd(on_.handle(), "the bulk insert failed");
    result_pointer result(PQgetResult(on_.handle()));
    while (result_pointer(PQgetResult(on_.handle()))) {}
    throw_failure(on_, result.get(), sql_, place_of(result.get()));
}

}  // namespace rowan::detail::postgresql
