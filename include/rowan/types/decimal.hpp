#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <rowan/export.hpp>

namespace rowan {

/// An exact decimal number of any length: `numeric` on PostgreSQL, text on SQLite. Keeps its scale (`1.50` stays
/// `1.50`); equality and order are those of the number (`1.5 == 1.50`).
class ROWAN_EXPORT decimal {
public:
    decimal() = default;  ///< 0
    decimal(std::int64_t whole);
    /// `[-+]digits[.digits][e[-+]digits]`, `NaN`, `Infinity` or `-Infinity`. Throws mapping_error on anything else.
    explicit decimal(std::string_view text);

    /// `unscaled` × 10^-`scale`: cents are `decimal::of(1999, 2)`.
    static decimal of(std::int64_t unscaled, int scale);

    /// Plain digits, never an exponent.
    const std::string& to_string() const noexcept { return text_; }
    double to_double() const;
    bool is_finite() const noexcept;
    /// Digits after the point.
    int scale() const noexcept;
    /// With `scale` digits after the point, half rounded away from zero as PostgreSQL's `round` does.
    decimal rounded(int scale) const;

    /// Exact; throw mapping_error for NaN and infinities.
    friend ROWAN_EXPORT decimal operator+(const decimal&, const decimal&);
    friend ROWAN_EXPORT decimal operator-(const decimal&, const decimal&);
    friend ROWAN_EXPORT decimal operator*(const decimal&, const decimal&);
    decimal operator-() const;
    decimal abs() const;
    /// As PostgreSQL divides: at least 16 significant digits, and no fewer digits after the point than either operand
    /// has (1000 at the most); rounded half away from zero. Throws mapping_error for NaN, infinities and a divisor of
    /// 0.
    friend ROWAN_EXPORT decimal operator/(const decimal&, const decimal&);
    /// The exact rest of a truncating division, with the sign of the dividend. Throws as division does.
    friend ROWAN_EXPORT decimal operator%(const decimal&, const decimal&);

    /// As PostgreSQL orders them: NaN equals itself and is greater than all.
    friend ROWAN_EXPORT std::strong_ordering operator<=>(const decimal&, const decimal&);
    friend ROWAN_EXPORT bool operator==(const decimal&, const decimal&);

private:
    std::string text_ = "0";
};

}  // namespace rowan
