#include "postgresql_connection.hpp"

#include <rowan/session/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <libpq-fe.h>

#include <algorithm>
#include <atomic>
#include <charconv>

#include "postgresql_error.hpp"

namespace rowan::detail::postgresql {
namespace {
bool can_run(PGconn* handle) noexcept {
    const auto status = PQtransactionStatus(handle);
    return status == PQTRANS_IDLE || status == PQTRANS_INTRANS;
}

std::uint32_t to_oid(const char* text) noexcept {
    const std::string_view digits(text);
    std::uint32_t result = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), result);
    return result;
}

constexpr const char* catalog_query = R"(
with recursive wanted(oid) as (
    select unnest($1::pg_catalog.oid[])
    union
    select part.oid
    from wanted
    join pg_catalog.pg_type t on t.oid = wanted.oid
    cross join lateral (values (t.typbasetype), (case when t.typcategory = 'A' then t.typelem else 0 end)) as part(oid)
    where part.oid <> 0
)
select t.oid, pg_catalog.format_type(t.oid, null), t.typtype = 'e' or t.typreceive = 'pg_catalog.textrecv'::pg_catalog.regproc,
       t.typbasetype, case when t.typcategory = 'A' then t.typelem else 0 end
from wanted
join pg_catalog.pg_type t on t.oid = wanted.oid)";

// What is left of a pipeline of prepare and describe: the first failure, or the description.
result_pointer read_description(PGconn* handle) {
    result_pointer kept;
    for (;;) {
        result_pointer next(PQgetResult(handle));
        const auto status = PQresultStatus(next.get());
        if (status == PGRES_PIPELINE_SYNC) return kept;
        if (!next && PQstatus(handle) == CONNECTION_BAD) return kept;
        const bool failed = PQresultStatus(kept.get()) == PGRES_FATAL_ERROR && kept;
        if (next && !failed) kept = std::move(next);
    }
}

[[noreturn]] void refuse_prepare(const connection& on, const PGresult* failed, const std::string& sql) {
    const char* function = failed == nullptr ? nullptr : PQresultErrorField(failed, PG_DIAG_SOURCE_FUNCTION);
    if (sqlstate_of(failed) == "42601" && function != nullptr && function == std::string_view("exec_parse_message"))
        throw usage_error(fmt::format(
            "this is more than one statement: run them one by one, or all by execute_script; text: {}", sql));
    throw_failure(on, failed, sql);
}

void end_copy(PGconn* handle, ExecStatusType what) {
    if (what != PGRES_COPY_OUT) PQputCopyEnd(handle, "rowan sends no rows here");
    if (what != PGRES_COPY_IN) {
        char* row = nullptr;
        while (PQgetCopyData(handle, &row, 0) > 0) PQfreemem(row);
    }
    while (result_pointer(PQgetResult(handle))) {}
}
}  // namespace

void result_deleter::operator()(pg_result* result) const noexcept { PQclear(result); }

void connection::check_ready() const {
    if (is_lost()) throw_lost_before(*this, loss_);
    if (copying_) throw usage_error("a bulk insert is open on this session: finish it before the next statement");
    static const int utf8 = pg_char_to_encoding("UTF8");
    if (PQclientEncoding(handle_) == utf8) return;
    throw usage_error(fmt::format(
        "the connection to {} speaks {}, rowan needs UTF-8: run set client_encoding to 'UTF8' on it, or put "
        "client_encoding=UTF8 into its connection string",
        description_, pg_encoding_to_char(PQclientEncoding(handle_))));
}

std::optional<bool> is_lent_by_pooler(pg_conn* handle) noexcept {
    if (!can_run(handle)) return std::nullopt;
    const result_pointer result(PQexec(handle, "select pg_catalog.pg_backend_pid()"));
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) return std::nullopt;
    return static_cast<int>(to_oid(PQgetvalue(result.get(), 0, 0))) != PQbackendPID(handle);
}

bool connection::is_lent() noexcept {
    if (!lent_) lent_ = is_lent_by_pooler(handle_);
    return lent_.value_or(false);
}

bool connection::is_lost() const noexcept { return PQstatus(handle_) == CONNECTION_BAD; }

void connection::note_loss(std::string_view why) const {
    if (loss_.empty()) loss_ = why.substr(0, why.find('\n'));
}

result_pointer connection::run(const char* sql) const {
    check_ready();
    result_pointer result(PQexec(handle_, sql));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw_failure(*this, result.get(), sql);
    return result;
}

void connection::refuse_copy(const result_pointer& result, std::string_view sql) const {
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COPY_IN && status != PGRES_COPY_OUT && status != PGRES_COPY_BOTH) return;
    end_copy(handle_, status);
    throw usage_error(fmt::format(
        "copy from stdin and copy to stdout need rows beside the statement, which there is no place for here: "
        "use bulk_insert, or insert and select; in a script, rows stand behind the semicolon, from the next line to a "
        "line "
        "\\.; statement: {}",
        sql));
}

result_pointer connection::prepare(const std::string& name, const std::string& sql) {
    check_ready();
    deallocate_retired();
    if (PQenterPipelineMode(handle_) != 1) throw_failure(*this, nullptr, sql);
    const bool sent = PQsendPrepare(handle_, name.c_str(), sql.c_str(), 0, nullptr) == 1 &&
                      PQsendDescribePrepared(handle_, name.c_str()) == 1 && PQpipelineSync(handle_) == 1;
    result_pointer description = sent ? read_description(handle_) : result_pointer();
    // Before leaving the pipeline: that may replace the message of a lost connection.
    const bool described = PQresultStatus(description.get()) == PGRES_COMMAND_OK;
    if (!described && PQstatus(handle_) == CONNECTION_BAD) throw_failure(*this, description.get(), sql);
    PQexitPipelineMode(handle_);
    if (!described) refuse_prepare(*this, description.get(), sql);
    if (!name.empty()) ++prepared_;
    return description;
}

std::string connection::next_name() {
    static std::atomic<std::uint64_t> count = 0;
    // Room for every name to come back, so that retiring one never allocates.
    retired_.reserve(retired_.size() + prepared_ + 1);
    return fmt::format("rowan_{}", ++count);
}

void connection::retire(std::string name) noexcept {
    --prepared_;
    retired_.push_back(std::move(name));
    if (!closing_) deallocate_retired();
}

void connection::deallocate_retired() noexcept {
    if (retired_.empty() || copying_ || !can_run(handle_)) return;
    try {
        const result_pointer result(
            PQexec(handle_, fmt::format("deallocate {}", fmt::join(retired_, "; deallocate ")).c_str()));
        // Who ran `deallocate all` or `discard all` was faster with some of them.
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && PQtransactionStatus(handle_) == PQTRANS_IDLE) {
            for (const auto& name : retired_) result_pointer(PQexec(handle_, ("deallocate " + name).c_str()));
        }
    } catch (const std::bad_alloc&) {
        return;  // they stay in the list for the next time
    }
    retired_.clear();
}

bool connection::in_transaction() const noexcept {
    const auto status = PQtransactionStatus(handle_);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || (copying_ && copies_in_transaction_);
}

void connection::copy_starts() noexcept {
    copies_in_transaction_ = in_transaction();
    copying_ = true;
}

bool connection::cursor_opens() {
    if (!in_transaction()) {
        run("begin read only");
        cursors_ = 0;
    } else if (cursors_ == 0) {
        return false;
    }
    ++cursors_;
    return true;
}

void connection::cursor_closes() noexcept {
    if (--cursors_ != 0 || !in_transaction() || copying_) return;
    result_pointer(PQexec(handle_, PQtransactionStatus(handle_) == PQTRANS_INERROR ? "rollback" : "commit"));
}

const wire_type* connection::known(std::uint32_t oid) const noexcept {
    if (const wire_type* type = builtin_type(oid)) return type;
    const auto found = from_catalog_.find(oid);
    return found == from_catalog_.end() ? nullptr : &found->second.type;
}

std::vector<const wire_type*> connection::types(const std::vector<std::uint32_t>& oids) {
    std::vector<std::uint32_t> unknown;
    std::copy_if(oids.begin(), oids.end(), std::back_inserter(unknown),
                 [&](auto oid) { return known(oid) == nullptr; });
    if (!unknown.empty()) read_catalog(unknown);
    std::vector<const wire_type*> result;
    result.reserve(oids.size());
    for (const auto oid : oids) result.push_back(known(oid));
    return result;
}

void connection::read_catalog(const std::vector<std::uint32_t>& oids) {
    const std::string list = fmt::format("{{{}}}", fmt::join(oids, ","));
    const char* const parameter = list.c_str();
    const result_pointer result(PQexecParams(handle_, catalog_query, 1, nullptr, &parameter, nullptr, nullptr, 0));
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) throw_failure(*this, result.get(), catalog_query);

    std::vector<catalog_type*> added;
    for (int row = 0; row != PQntuples(result.get()); ++row) {
        const auto text = [&](int column) { return PQgetvalue(result.get(), row, column); };
        const std::uint32_t oid = to_oid(text(0));
        if (known(oid) != nullptr) continue;
        catalog_type& type = from_catalog_[oid];
        type.name = text(1);
        type.type = {oid, wire_kind::opaque, type.name};
        type.is_text = *text(2) == 't';
        type.base = to_oid(text(3));
        type.element = to_oid(text(4));
        added.push_back(&type);
    }
    for (const auto oid : oids) {
        if (known(oid) == nullptr) from_catalog_[oid].type = {oid, wire_kind::opaque, "a type that is gone"};
    }
    for (catalog_type* type : added) resolve(*type);
}

// A domain travels as the type that it is made of, an enum as its label.
void connection::resolve(catalog_type& of) {
    if (of.is_text) {
        of.type.kind = wire_kind::text;
    } else if (of.element != 0) {
        of.type.element = known(of.element);
        if (of.type.element != nullptr) of.type.kind = wire_kind::array;
    } else if (of.base != 0) {
        const auto base = from_catalog_.find(of.base);
        if (base != from_catalog_.end()) resolve(base->second);
        if (const wire_type* type = known(of.base)) {
            of.type.kind = type->kind;
            of.type.element = type->element;
        }
    }
}

}  // namespace rowan::detail::postgresql
