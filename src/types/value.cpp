#include <rowan/types/value.hpp>

#include <rowan/types/row.hpp>

namespace rowan {
namespace {
struct value_to_row {
    row_writer& to;
    std::size_t index;
    bool copy;

    void operator()(null_value) const { to.set_null(index); }
    void operator()(bool from) const { to.set_bool(index, from); }
    void operator()(std::int64_t from) const { to.set_integer(index, from); }
    void operator()(double from) const { to.set_double(index, from); }
    void operator()(const std::string& from) const { to.set_text(index, from, copy); }
    void operator()(const bytes& from) const { to.set_bytes(index, from, copy); }
    void operator()(const uuid& from) const { to.set_uuid(index, from); }
    void operator()(timestamp from) const { to.set_timestamp(index, from); }
    void operator()(date from) const { to.set_date(index, from); }
    void operator()(const decimal& from) const { to.set_decimal(index, from); }
    void operator()(const value_array& from) const { to.set_array(index, from); }
};
}  // namespace

value::value() noexcept = default;
value::value(const value&) = default;
value::value(value&&) noexcept = default;
value& value::operator=(const value&) = default;
value& value::operator=(value&&) noexcept = default;
value::~value() = default;

bool operator==(const value& left, const value& right) { return left.storage_ == right.storage_; }

void value::write(row_writer& to, std::size_t index, bool copy) const {
    std::visit(value_to_row{to, index, copy}, storage_);
}

}  // namespace rowan
