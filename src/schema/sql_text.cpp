#include <rowan/schema/sql_text.hpp>

namespace rowan::schema {

sql_text& sql_text::on(std::string_view dialect, std::string text) & {
    for (auto& [name, words] : others_) {
        if (name == dialect) {
            words = std::move(text);
            return *this;
        }
    }
    others_.emplace_back(dialect, std::move(text));
    return *this;
}

sql_text&& sql_text::on(std::string_view dialect, std::string text) && {
    on(dialect, std::move(text));
    return std::move(*this);
}

const std::string& sql_text::for_dialect(std::string_view dialect) const noexcept {
    for (const auto& [name, words] : others_) {
        if (name == dialect) return words;
    }
    return text_;
}

sql_text now() {
    // SQLite counts milliseconds; the zeros make up the 27 characters of rowan::timestamp, so that text sorts as time
    // does.
    return sql_text("now()").on("sqlite", "(strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'))");
}

sql_text random_uuid() {
    // RFC 9562, 5.4: random, save the digit of the version (4) and the two bits of the variant (8, 9, a or b).
    return sql_text("gen_random_uuid()")
        .on("sqlite",
            "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || "
            "substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))");
}

}  // namespace rowan::schema
