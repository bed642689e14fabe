#include "postgresql_interrupts.hpp"

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include <sys/socket.h>

namespace rowan::detail::postgresql {

// Outlives the connection where a request hangs.
struct interrupts::shared_part {
    explicit shared_part(PGcancel* of) : cancel(of) {}
    shared_part(const shared_part&) = delete;
    shared_part& operator=(const shared_part&) = delete;
    ~shared_part() { PQfreeCancel(cancel); }

    PGcancel* cancel;
    std::mutex mutex;
    std::condition_variable done;
    int under_way = 0;
    bool sent = false;
};

interrupts::interrupts(pg_conn* handle)
    : shared_(std::make_shared<shared_part>(PQgetCancel(handle))), socket_(PQsocket(handle)) {}

interrupts::~interrupts() = default;

// libpq waits for the server to take the request, which a dead network never does: in a thread of its own, one at a
// time.
void interrupts::send() noexcept {
    {
        const std::lock_guard hold(shared_->mutex);
        if (shared_->cancel == nullptr || shared_->under_way != 0) return;
        ++shared_->under_way;
        shared_->sent = true;
    }
    const auto finish = [](shared_part& of) {
        const std::lock_guard hold(of.mutex);
        --of.under_way;
        of.done.notify_all();
    };
    try {
        std::thread([shared = shared_, finish] {
            std::array<char, 256> message{};
            PQcancel(shared->cancel, message.data(), static_cast<int>(message.size()));
            finish(*shared);
        }).detach();
    } catch (const std::system_error&) { finish(*shared_); }
}

bool interrupts::settle() noexcept {
    std::unique_lock hold(shared_->mutex);
    if (!std::exchange(shared_->sent, false)) return false;
    const bool through = shared_->done.wait_for(hold, std::chrono::seconds(2), [&] { return shared_->under_way == 0; });
    if (!through) sever();
    return true;
}

void interrupts::sever() noexcept {
    if (socket_ >= 0) shutdown(socket_, SHUT_RDWR);
}

}  // namespace rowan::detail::postgresql
