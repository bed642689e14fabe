#include "proxy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace rowan::test {
namespace {
constexpr int tick_milliseconds = 5;

int connect_to(const std::string& host, const std::string& port) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), port.c_str(), &wanted, &found) != 0) return -1;
    const int result = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool there = connect(result, found->ai_addr, found->ai_addrlen) == 0;
    freeaddrinfo(found);
    if (there) return result;
    close(result);
    return -1;
}

bool readable(int from, int milliseconds) {
    pollfd one{from, POLLIN, 0};
    return poll(&one, 1, milliseconds) > 0;
}
}  // namespace

proxy::proxy(const std::string& url) {
    const auto at = url.find('@') + 1;
    const auto slash = url.find('/', at);
    const auto colon = url.find(':', at);
    host_ = url.substr(at, std::min(colon, slash) - at);
    port_ = colon < slash ? url.substr(colon + 1, slash - colon - 1) : "5432";
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, plain, size) != 0 || listen(listener_, 64) != 0 || getsockname(listener_, plain, &size) != 0)
        throw std::runtime_error("the proxy cannot listen");
    const std::string rest = url.substr(slash);
    url_ = fmt::format("{}127.0.0.1:{}{}{}sslmode=disable&gssencmode=disable", url.substr(0, at),
                       ntohs(address.sin_port), rest, rest.find('?') == std::string::npos ? '?' : '&');
    acceptor_ = std::thread([this] { accept_all(); });
}

proxy::~proxy() {
    stops_ = true;
    acceptor_.join();
    for (auto& one : threads_) one.join();
    close(listener_);
}

void proxy::cut_at(std::string text, cut which) {
    const std::lock_guard hold(mutex_);
    text_ = std::move(text);
    which_ = which;
}

void proxy::cut_next_after(std::size_t bytes, cut which) {
    const std::lock_guard hold(mutex_);
    next_ = {.left = bytes, .which = which};
    has_cut_ = false;
}

proxy::fate proxy::next_fate() {
    const std::lock_guard hold(mutex_);
    return std::exchange(next_, {});
}

void proxy::accept_all() {
    while (!stops_) {
        if (!readable(listener_, tick_milliseconds)) continue;
        const int client = accept(listener_, nullptr, nullptr);
        if (client < 0) continue;
        if (refuses_) {
            close(client);
        } else {
            threads_.emplace_back([this, client, its = next_fate()] { forward(client, its); });
        }
    }
}

void proxy::forward(int client, fate its) {
    const int server = connect_to(host_, port_);
    const int cuts = cuts_;
    bool open = server >= 0;
    const int yes = 1;
    for (const int one : {client, server}) setsockopt(one, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    while (open && !stops_ && cuts == cuts_) {
        std::array<pollfd, 2> both{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
        if (stalls_) {
            usleep(tick_milliseconds * 1000);
        } else if (poll(both.data(), both.size(), tick_milliseconds) > 0) {
            if (both[0].revents != 0) open = pass(client, server, true, its);
            if (open && both[1].revents != 0) open = pass(server, client, false, its);
        }
    }
    close(client);
    if (server >= 0) close(server);
}

// False where the connection has come to its end.
bool proxy::pass(int from, int to, bool from_client, fate& its) {
    std::array<char, 65536> bytes;
    auto size = recv(from, bytes.data(), bytes.size(), 0);
    if (size <= 0 || (its.doomed && !from_client)) return false;
    const bool counted = its.left && (its.which == cut::request) == from_client;
    if (counted) size = std::min(size, static_cast<decltype(size)>(*its.left));
    (from_client ? sent_ : received_) += static_cast<std::size_t>(size);
    if (from_client && ends({bytes.data(), static_cast<std::size_t>(size)})) {
        if (which_ == cut::request) return false;
        its.doomed = true;
    }
    if (send(to, bytes.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL) != size) return false;
    if (counted && (*its.left -= static_cast<std::size_t>(size)) == 0) has_cut_ = true;
    return !(counted && *its.left == 0);
}

bool proxy::ends(std::string_view bytes) {
    const std::lock_guard hold(mutex_);
    return !text_.empty() && bytes.find(text_) != std::string_view::npos;
}

}  // namespace rowan::test
