#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace rowan::test {

/// A TCP proxy between a session and the server, through which connections are cut, refused or held up.
class proxy {
public:
    /// `url`: of the server.
    explicit proxy(const std::string& url);
    proxy(const proxy&) = delete;
    proxy& operator=(const proxy&) = delete;
    ~proxy();

    /// Leads to the same database by way of the proxy, unencrypted.
    const std::string& url() const noexcept { return url_; }

    enum class cut { request, response };
    /// From now on a connection whose client sends `text` is cut: before the server has it, or after the server has
    /// answered.
    void cut_at(std::string text, cut which);
    /// The next connection is cut when so many bytes have come from the client (`request`) or the server: these still
    /// go on, and no more. Later connections stay whole.
    void cut_next_after(std::size_t bytes, cut which);
    /// Whether that has happened.
    bool has_cut() const noexcept { return has_cut_; }
    /// Bytes that have gone this way since the proxy is there.
    std::size_t passed(cut which) const noexcept { return which == cut::request ? sent_ : received_; }
    /// New connections are closed at once.
    void refuse(bool yes) { refuses_ = yes; }
    /// Bytes stay where they are, in both directions.
    void stall(bool yes) { stalls_ = yes; }
    /// Cuts all that are there.
    void cut_all() { ++cuts_; }

private:
    void accept_all();
    struct fate {
        bool doomed = false;                ///< cut when the server has answered
        std::optional<std::size_t> left{};  ///< bytes until it is cut
        cut which = cut::request;
    };
    fate next_fate();
    void forward(int client, fate its);
    bool pass(int from, int to, bool from_client, fate& its);
    bool ends(std::string_view bytes);

    std::string host_, port_, url_;
    int listener_ = -1;
    std::atomic<bool> stops_ = false, refuses_ = false, stalls_ = false;
    std::atomic<int> cuts_ = 0;
    std::atomic<bool> has_cut_ = false;
    std::atomic<std::size_t> sent_ = 0, received_ = 0;
    std::mutex mutex_;
    std::string text_;
    cut which_ = cut::request;
    fate next_;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

}  // namespace rowan::test
