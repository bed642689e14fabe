#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <rowan/export.hpp>

namespace rowan {

/// Writes one JSON text from left to right. Knows nothing of C++ types: `write_json` does.
class ROWAN_EXPORT json_writer {
public:
    void begin_object();
    void end_object();
    void begin_array();
    void end_array();
    /// Name of the member that is written next.
    void key(std::string_view name);
    void null();
    void boolean(bool value);
    void integer(std::int64_t value);
    void unsigned_integer(std::uint64_t value);
    /// NaN and the infinities have no JSON form: throws mapping_error.
    void real(double value);
    void real(float value);
    /// Throws mapping_error where `value` is no UTF-8.
    void text(std::string_view value);
    /// A JSON text as it stands.
    void raw(std::string_view json);

    const std::string& result() const& noexcept { return out_; }
    std::string result() && noexcept { return std::move(out_); }

private:
    void separate();
    template <class T>
    void write_shortest(T value);
    std::string out_;
    bool needs_comma_ = false;
};

}  // namespace rowan
