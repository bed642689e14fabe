#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace rowan::detail {

class active_limit;

/// One thread for all limits of the process, begun with the first one.
class watchdog {
public:
    static watchdog& only();
    watchdog() = default;
    watchdog(const watchdog&) = delete;
    watchdog& operator=(const watchdog&) = delete;
    ~watchdog();

    void arm(active_limit& one);
    /// Afterwards nothing of the watchdog's touches it.
    void disarm(active_limit& one) noexcept;
    void look_now() noexcept;

private:
    void watch();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<active_limit*> armed_;
    bool changed_ = false;
    bool ends_ = false;
    std::thread thread_;
};

}  // namespace rowan::detail
