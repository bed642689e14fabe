#include <rowan/session/listener.hpp>

#include <rowan/session/driver.hpp>
#include <rowan/session/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "retry.hpp"

namespace rowan {
namespace detail {
namespace {
using clock = std::chrono::steady_clock;
using state = notification_wire::state;

std::chrono::milliseconds length(duration of) { return std::chrono::milliseconds(of.milliseconds()); }

// duration's longest is more than a clock has.
clock::time_point after(clock::time_point now, duration of) {
    const auto most = std::chrono::duration_cast<std::chrono::milliseconds>(clock::time_point::max() - now);
    return now + std::min(length(of), most);
}

driver_notifications& notifications_of(session& in) {
    if (auto* const part = driver_of(in).notifications()) return *part;
    throw usage_error(fmt::format("{} has no notifications: nobody can listen to it", in.dialect().name()));
}

void check_channel(std::string_view channel, std::size_t longest) {
    if (channel.empty()) throw usage_error("a channel needs a name");
    if (channel.find('\0') != std::string_view::npos) throw usage_error("a channel's name cannot hold U+0000");
    if (channel.size() > longest)
        throw usage_error(fmt::format("the name of the channel \"{}\" has {} bytes, {} at most are possible", channel,
                                      channel.size(), longest));
}

// Ends a poll from another thread.
class wake_up {
public:
    wake_up() {
        if (pipe2(ends_, O_CLOEXEC | O_NONBLOCK) != 0)
            throw std::system_error(errno, std::generic_category(), "a listener needs a pipe");
    }
    wake_up(const wake_up&) = delete;
    wake_up& operator=(const wake_up&) = delete;
    ~wake_up() {
        close(ends_[0]);
        close(ends_[1]);
    }
    void call() const noexcept {
        const char one = 0;
        static_cast<void>(write(ends_[1], &one, 1));  // a full pipe wakes as well
    }
    void clear() const noexcept {
        char some[64];
        while (read(ends_[0], some, sizeof some) > 0) {}
    }
    int descriptor() const noexcept { return ends_[0]; }

private:
    int ends_[2] = {-1, -1};
};
}  // namespace

class listener_core {
public:
    listener_core(const std::string& url, const listener_options& options);

    void listen(std::string_view channel);
    void unlisten(std::string_view channel);
    std::optional<listener_event> wait(duration within, std::stop_token stop);
    bool is_connected() const noexcept { return stage_ == stage::connected; }
    const std::string& trouble() const noexcept { return trouble_; }

private:
    enum class stage { resting, connecting, connected };

    state go_on();
    void connect();
    void connected();
    void expect_answer();
    void begin_anew();
    void lost(std::string why);
    void take_in();
    bool is_ready();
    void sleep(clock::time_point end) const;
    std::optional<listener_event> take();

    listener_options options_;
    std::size_t longest_channel_ = 0;
    std::unique_ptr<notification_wire> wire_;
    std::vector<std::string> channels_;
    std::deque<listener_event> events_;
    wake_up wake_;

    stage stage_ = stage::resting;
    clock::time_point due_ = clock::now();  ///< to connect, to give up waiting for an answer, or to ask for one
    bool asked_ = false;
    int attempts_ = 0;
    std::string trouble_ = "it is not connected yet";
    std::string gap_;  ///< why it will have been one; empty where nothing was missed
};

listener_core::listener_core(const std::string& url, const listener_options& options) : options_(options) {
    {
        session first(url, options.session);
        driver_notifications& part = notifications_of(first);
        if (!options.through_pooler && !driver_of(first).locks().keeps_connection())
            throw usage_error(fmt::format(
                "a pooler stands before {}, and nothing is heard through one that lends its connections to others: "
                "give the listener a URL that leads to the server itself, or set listener_options::through_pooler "
                "where each "
                "client keeps its connection",
                first.description()));
        longest_channel_ = part.longest_channel();
        wire_ = part.wire(options.through_pooler);
    }
    const auto end = after(clock::now(), options.patience);
    while (go_on() != state::ready) {
        if (clock::now() < end) {
            sleep(end);
            continue;
        }
        throw connection_error({.message = "cannot listen: " + trouble_, .sqlstate = "08001"});
    }
}

void listener_core::listen(std::string_view channel) {
    check_channel(channel, longest_channel_);
    if (std::find(channels_.begin(), channels_.end(), channel) != channels_.end()) return;
    const bool ready = is_ready();
    channels_.emplace_back(channel);
    if (ready) {
        wire_->listen(channel);
        expect_answer();
        if (is_ready()) return;
    }
    begin_anew();
    if (gap_.empty()) gap_ = trouble_;
}

void listener_core::unlisten(std::string_view channel) {
    const auto found = std::find(channels_.begin(), channels_.end(), channel);
    if (found == channels_.end()) return;
    const bool ready = is_ready();
    channels_.erase(found);
    if (ready) {
        wire_->unlisten(channel);
        expect_answer();
        is_ready();
    } else {
        begin_anew();
    }
    std::erase_if(events_, [&](const listener_event& one) {
        const auto* const told = std::get_if<notification>(&one);
        return told != nullptr && told->channel == channel;
    });
}

// Waits for what is under way; false where there is no connection.
bool listener_core::is_ready() {
    const auto end = after(clock::now(), options_.patience);
    for (;;) {
        const state now = go_on();
        if (now == state::ready) return true;
        if (stage_ != stage::connected || clock::now() >= end) return false;
        sleep(end);
    }
}

std::optional<listener_event> listener_core::wait(duration within, std::stop_token stop) {
    const auto end = after(clock::now(), within);
    wake_.clear();
    const auto call = [this] { wake_.call(); };
    const std::stop_callback<decltype(call)> on_stop(stop, call);
    for (;;) {
        go_on();
        if (auto event = take()) return event;
        if (stop.stop_requested() || clock::now() >= end) return std::nullopt;
        sleep(end);
    }
}

std::optional<listener_event> listener_core::take() {
    if (events_.empty()) return std::nullopt;
    listener_event first = std::move(events_.front());
    events_.pop_front();
    return first;
}

state listener_core::go_on() {
    if (stage_ == stage::resting) {
        if (clock::now() < due_) return state::closed;
        connect();
    }
    const state now = wire_->step();
    if (now == state::ready && (stage_ == stage::connecting || asked_)) connected();
    take_in();
    if (now == state::closed) {
        lost(wire_->trouble());
    } else if (clock::now() >= due_) {
        if (now == state::busy) {
            lost("the server does not answer");
            return state::closed;
        }
        wire_->ask();
        expect_answer();
        return wire_->step();
    }
    return now;
}

void listener_core::expect_answer() {
    asked_ = true;
    due_ = after(clock::now(), options_.patience);
}

// A connection that is being made listens to what the channels were.
void listener_core::begin_anew() {
    if (stage_ != stage::connecting) return;
    wire_->close();
    stage_ = stage::resting;
    due_ = clock::now();
}

void listener_core::connect() {
    ++attempts_;
    stage_ = stage::connecting;
    due_ = after(clock::now(), options_.patience);
    wire_->connect(channels_);
}

// Or an answer has come.
void listener_core::connected() {
    if (stage_ == stage::connecting && !gap_.empty() && !channels_.empty()) {
        if (events_.empty() || !std::holds_alternative<notification_gap>(events_.back()))
            events_.emplace_back(notification_gap{gap_});
    }
    gap_.clear();
    trouble_.clear();
    stage_ = stage::connected;
    asked_ = false;
    attempts_ = 0;
    due_ = after(clock::now(), options_.ask_after);
}

void listener_core::take_in() {
    while (auto one = wire_->next()) {
        if (!asked_) due_ = after(clock::now(), options_.ask_after);
        if (std::find(channels_.begin(), channels_.end(), one->channel) != channels_.end())
            events_.emplace_back(*std::move(one));
    }
}

void listener_core::lost(std::string why) {
    wire_->close();
    trouble_ = std::move(why);
    if (stage_ == stage::connected) gap_ = trouble_;
    stage_ = stage::resting;
    asked_ = false;
    const retry_options pauses{.first_pause = options_.first_pause, .longest_pause = options_.longest_pause};
    due_ = clock::now() + (attempts_ == 0 ? std::chrono::milliseconds(0) : pause_before(attempts_ + 1, pauses));
}

// Until something comes, somebody calls, `end`, or something is due.
void listener_core::sleep(clock::time_point end) const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(std::min(end, due_) - clock::now()).count();
    const auto on = stage_ == stage::resting ? notification_wire::interest() : wire_->waits_for();
    pollfd both[]{{wake_.descriptor(), POLLIN, 0},
                  {on.descriptor, static_cast<short>(on.to_write ? POLLIN | POLLOUT : POLLIN), 0}};
    poll(both, 2, static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000)));
}
}  // namespace detail

listener::listener(std::string url, const listener_options& options) : core_(new detail::listener_core(url, options)) {}
listener::~listener() { delete core_; }

void listener::listen(std::string_view channel) { core_->listen(channel); }
void listener::unlisten(std::string_view channel) { core_->unlisten(channel); }
std::optional<listener_event> listener::wait(duration within, std::stop_token stop) {
    return core_->wait(within, std::move(stop));
}
bool listener::is_connected() const noexcept { return core_->is_connected(); }
const std::string& listener::trouble() const noexcept { return core_->trouble(); }

void notify(session& in, std::string_view channel, std::string_view payload) {
    driver_notifications& part = detail::notifications_of(in);
    detail::check_channel(channel, part.longest_channel());
    if (payload.size() > part.longest_payload())
        throw usage_error(fmt::format(
            "the payload has {} bytes, {} at most are possible: store what there is to tell, and tell its key",
            payload.size(), part.longest_payload()));
    in.execute(part.notify_statement(), channel, payload);
}

}  // namespace rowan
