#pragma once

#include <rowan/types/row.hpp>

#include <vector>

namespace rowan::test {

/// Notes for each text and bytes that it was given whether it had to copy them.
class recording_writer final : public row_writer {
public:
    std::vector<bool> copied;

    void set_null(std::size_t) override {}
    void set_bool(std::size_t, bool) override {}
    void set_integer(std::size_t, std::int64_t) override {}
    void set_double(std::size_t, double) override {}
    void set_text(std::size_t, std::string_view, bool copy) override { copied.push_back(copy); }
    void set_bytes(std::size_t, std::span<const std::byte>, bool copy) override { copied.push_back(copy); }
    void set_uuid(std::size_t, const uuid&) override {}
    void set_timestamp(std::size_t, timestamp) override {}
    void set_date(std::size_t, date) override {}
    void set_decimal(std::size_t, const decimal&) override {}
    void set_array(std::size_t, const value_array&) override {}
};

}  // namespace rowan::test
