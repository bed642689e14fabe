#include "postgresql_cursor.hpp"

#include <fmt/format.h>

#include <libpq-fe.h>

#include <atomic>

#include "postgresql_error.hpp"

namespace rowan::detail::postgresql {
namespace {
// One that no other session on the same handle has.
std::string new_name() {
    static std::atomic<std::uint64_t> count = 0;
    return fmt::format("rowan_cursor_{}", ++count);
}
}  // namespace

server_cursor::server_cursor(connection& on, const std::string& sql, const arguments& with, std::size_t part)
    : on_(on), name_(new_name()), sql_(sql), part_(part), in_own_transaction_(on.cursor_opens()) {
    try {
        run(fmt::format("declare {} no scroll cursor for {}", name_, sql_), with, false);
    } catch (...) {
        end();
        throw;
    }
}

server_cursor::~server_cursor() {
    close();
    end();
}

result_pointer server_cursor::run(const std::string& sql, const arguments& with, bool binary) const {
    on_.check_ready();
    result_pointer result(PQexecParams(on_.handle(), sql.c_str(), static_cast<int>(with.types.size()),
                                       with.types.data(), with.values, with.sizes, with.formats, binary ? 1 : 0));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw_failure(on_, result.get(), sql_);
    return result;
}

result_pointer server_cursor::fetch() {
    result_pointer result = run(fmt::format("fetch forward {} from {}", part_, name_), {}, true);
    may_have_more_ = static_cast<std::size_t>(PQntuples(result.get())) == part_;
    return result;
}

// The end of a transaction closes its cursors. In one of the host's, this cursor may have ended with an earlier one,
// and closing what is not there would spoil the present one.
void server_cursor::close() noexcept {
    if (in_own_transaction_ || PQtransactionStatus(on_.handle()) != PQTRANS_INTRANS) return;
    try {
        const std::string open = fmt::format("select 1 from pg_catalog.pg_cursors where name = '{}'", name_);
        if (PQntuples(result_pointer(PQexec(on_.handle(), open.c_str())).get()) == 0) return;
        result_pointer(PQexec(on_.handle(), ("close " + name_).c_str()));
    } catch (const std::bad_alloc&) {}  // the transaction's end closes it
}

void server_cursor::end() noexcept {
    if (in_own_transaction_) on_.cursor_closes();
}

}  // namespace rowan::detail::postgresql
