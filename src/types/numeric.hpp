#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

/// Numbers as PostgreSQL's `numeric` reckons with them: the same results with the same digits after the point, NaN and
/// the infinities among them (PostgreSQL manual, 8.1.2 and 9.3).
namespace rowan::numeric {

using integer = boost::multiprecision::cpp_int;

// As far as PostgreSQL's numeric goes.
inline constexpr std::size_t max_whole = 131072;
inline constexpr std::size_t max_fraction = 16383;

/// `unscaled` × 10^-`scale`, or what is no such number; `unscaled` and `scale` are 0 then.
struct number {
    enum class kind { finite, infinity, negative_infinity, nan };
    integer unscaled;
    int scale = 0;
    kind what = kind::finite;
};

/// The canonical text of `digits` × 10^-`scale`; `digits` may be empty and start with zeros. Throws mapping_error where
/// these are more digits than a decimal has.
std::string compose(bool negative, std::string_view digits, std::size_t scale);
[[noreturn]] void fail_size();

/// Takes what a decimal takes. Throws mapping_error on anything else.
number parse(std::string_view text);
std::string to_text(const number& from);

number add(const number& left, const number& right);
number subtract(const number& left, const number& right);
number multiply(const number& left, const number& right);
/// With at least 16 significant digits, and no fewer after the point than either operand; rounded half away from zero.
/// Throws mapping_error for a divisor of zero.
number divide(const number& left, const number& right);
/// What truncating division leaves, with the sign of `left`. Throws as `divide`.
number modulo(const number& left, const number& right);
number negate(const number& from);
number absolute(const number& from);
/// To `digits` after the point, before it where that is negative; half away from zero.
number round(const number& from, int digits);
/// Towards zero, to `digits` after the point, before it where that is negative.
number truncate(const number& from, int digits);
number floor(const number& from);
number ceil(const number& from);

/// A sum from which values can be taken away again, exactly, as the frame of a window moves.
class sum {
public:
    void add(const number& value) { change(value, 1); }
    void remove(const number& value) { change(value, -1); }
    std::int64_t count() const noexcept { return count_; }
    /// With the most digits after the point that a value of it has.
    number total() const;
    /// total() / count(); of no values it throws mapping_error.
    number average() const;

private:
    void change(const number& by, int sign);

    struct part {
        std::int64_t count = 0;
        integer unscaled;
    };
    std::map<int, part> parts_;  // by scale
    std::int64_t count_ = 0;
    std::int64_t infinities_ = 0;
    std::int64_t negative_infinities_ = 0;
    std::int64_t nans_ = 0;
};

}  // namespace rowan::numeric
