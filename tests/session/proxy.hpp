#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
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
    /// New connections are closed at once.
    void refuse(bool yes) { refuses_ = yes; }
    /// Bytes stay where they are, in both directions.
    void stall(bool yes) { stalls_ = yes; }
    /// Cuts all that are there.
    void cut_all() { ++cuts_; }

private:
    void accept_all();
    void forward(int client);
    bool pass(int from, int to, bool from_client, bool& doomed);
    bool ends(std::string_view bytes);

    std::string host_, port_, url_;
    int listener_ = -1;
    std::atomic<bool> stops_ = false, refuses_ = false, stalls_ = false;
    std::atomic<int> cuts_ = 0;
    std::mutex mutex_;
    std::string text_;
    cut which_ = cut::request;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

}  // namespace rowan::test
