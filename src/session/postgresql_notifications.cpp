#include "postgresql_notifications.hpp"

#include <fmt/format.h>

#include <libpq-fe.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <utility>
#include <vector>

#include <poll.h>

#include "postgresql_connect_words.hpp"
#include "postgresql_error.hpp"
#include "postgresql_state.hpp"

namespace rowan::detail::postgresql {
namespace {
struct host {
    std::string name, address, port;
};

std::vector<std::string> parts_of(const std::string& list) {
    std::vector<std::string> result;
    for (std::size_t at = 0; at <= list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        result.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return result;
}

// As libpq has them: lists of equal length, or one port for all (manual, 34.1.1.3).
std::vector<host> hosts_of(const connect_words& words) {
    const auto names = parts_of(words.get("host"));
    const auto addresses = parts_of(words.get("hostaddr"));
    const auto ports = parts_of(words.get("port"));
    const auto at = [](const auto& list, std::size_t i) { return i < list.size() ? list[i] : std::string(); };
    std::vector<host> result(std::max(names.size(), addresses.size()));
    for (std::size_t i = 0; i != result.size(); ++i)
        result[i] = {at(names, i), at(addresses, i), ports.size() == 1 ? ports[0] : at(ports, i)};
    return result;
}

// A replica has no timeline of its own.
constexpr const char* hello = R"(
select pg_catalog.pg_backend_pid(), case when not pg_catalog.pg_is_in_recovery() then pg_catalog.substr(
    pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 1, 8) end)";

std::string first_line(const char* text) {
    const std::string_view all(text);
    return std::string(all.substr(0, all.find('\n')));
}

struct connection_end {
    void operator()(PGconn* of) const noexcept { PQfinish(of); }
};

// Each connection is tried on one host alone: of several, libpq goes on to the next by itself only where it may wait.
class wire final : public notification_wire {
public:
    wire(const PGconn* like, bool through_pooler)
        : words_(like), hosts_(hosts_of(words_)), through_pooler_(through_pooler) {
        for (const char* list : {"target_session_attrs", "load_balance_hosts"}) words_.set(list, {});
    }

    void connect(std::span<const std::string> channels) override;
    void close() noexcept override {
        handle_.reset();
        state_ = state::closed;
    }
    state step() override;
    interest waits_for() const noexcept override { return {PQsocket(handle_.get()), to_write_}; }
    const std::string& trouble() const noexcept override { return trouble_; }

    void listen(std::string_view channel) override { send("listen " + identifier(channel)); }
    void unlisten(std::string_view channel) override { send("unlisten " + identifier(channel)); }
    void ask() override { send(""); }

    std::optional<notification> next() override;

private:
    void go_on_connecting();
    void send(const std::string& sql);
    void flush();
    void take_in();
    void take_result(const PGresult* one);
    void fail(std::string why);

    connect_words words_;
    std::vector<host> hosts_;
    bool through_pooler_;
    std::size_t next_host_ = 0;
    std::unique_ptr<PGconn, connection_end> handle_;
    state state_ = state::closed;
    bool connecting_ = false;
    bool to_write_ = false;
    std::string hello_;
    std::string timeline_;  ///< the highest that was seen
    std::string trouble_;
    std::deque<notification> heard_;
};

void wire::connect(std::span<const std::string> channels) {
    const host& to = hosts_[next_host_++ % hosts_.size()];
    words_.set("host", to.name);
    words_.set("hostaddr", to.address);
    words_.set("port", to.port);
    hello_ = hello;
    for (const std::string& channel : channels) hello_ += "; listen " + identifier(channel);
    handle_.reset(PQconnectStartParams(words_.words().data(), words_.values().data(), 0));
    if (PQstatus(handle_.get()) == CONNECTION_BAD) return fail(first_line(PQerrorMessage(handle_.get())));
    PQsetNoticeProcessor(
        handle_.get(), [](void*, const char*) {}, nullptr);
    state_ = state::busy;
    connecting_ = true;
    to_write_ = true;
}

notification_wire::state wire::step() {
    if (state_ == state::closed) return state_;
    if (connecting_) go_on_connecting();
    if (state_ != state::closed && !connecting_) flush();
    if (state_ != state::closed && !connecting_) take_in();
    return state_;
}

// libpq wants to be called when its socket is ready, and only then.
void wire::go_on_connecting() {
    pollfd one{PQsocket(handle_.get()), static_cast<short>(to_write_ ? POLLOUT : POLLIN), 0};
    if (poll(&one, 1, 0) <= 0) return;
    const auto now = PQconnectPoll(handle_.get());
    to_write_ = now == PGRES_POLLING_WRITING;
    if (now == PGRES_POLLING_FAILED) return fail(first_line(PQerrorMessage(handle_.get())));
    if (now != PGRES_POLLING_OK) return;
    connecting_ = false;
    PQsetnonblocking(handle_.get(), 1);
    send(hello_);
}

void wire::send(const std::string& sql) {
    state_ = state::busy;
    if (PQsendQuery(handle_.get(), sql.c_str()) != 1) return fail(first_line(PQerrorMessage(handle_.get())));
    flush();
}

void wire::flush() {
    const int left = PQflush(handle_.get());
    if (left < 0) return fail(first_line(PQerrorMessage(handle_.get())));
    to_write_ = left > 0;
}

void wire::take_in() {
    const bool there = PQconsumeInput(handle_.get()) == 1;
    while (state_ == state::busy && PQisBusy(handle_.get()) == 0) {
        const result_pointer one(PQgetResult(handle_.get()));
        if (!one) {
            state_ = state::ready;
            break;
        }
        take_result(one.get());
    }
    if (state_ == state::closed) return;
    if (state_ == state::ready) PQisBusy(handle_.get());  // reads what lies in the buffer
    while (PGnotify* const one = PQnotifies(handle_.get())) {
        heard_.push_back({one->relname, one->extra, one->be_pid});
        PQfreemem(one);
    }
    if (!there || PQstatus(handle_.get()) == CONNECTION_BAD) fail(first_line(PQerrorMessage(handle_.get())));
}

void wire::take_result(const PGresult* one) {
    const auto status = PQresultStatus(one);
    if (status == PGRES_FATAL_ERROR) {
        const char* const why = PQresultErrorField(one, PG_DIAG_MESSAGE_PRIMARY);
        return fail(why != nullptr ? why : first_line(PQresultErrorMessage(one)));
    }
    if (status != PGRES_TUPLES_OK) return;
    const std::string timeline = PQgetvalue(one, 0, 1);
    if (timeline.empty()) return fail("it is a replica, where nobody can listen");
    if (timeline < timeline_) return fail("it says that it is the primary, but another one was promoted since");
    timeline_ = timeline;
    if (!through_pooler_ && std::atoi(PQgetvalue(one, 0, 0)) != PQbackendPID(handle_.get()))
        fail("a pooler stands before the server, and nothing is heard through it");
}

void wire::fail(std::string why) {
    trouble_ = why.empty() ? "no reason given" : std::move(why);
    close();
}

std::optional<notification> wire::next() {
    if (heard_.empty()) return std::nullopt;
    notification first = std::move(heard_.front());
    heard_.pop_front();
    return first;
}
}  // namespace

std::unique_ptr<notification_wire> notifications::wire(bool through_pooler) {
    return std::make_unique<postgresql::wire>(on_.handle(), through_pooler);
}

}  // namespace rowan::detail::postgresql
