#include <rowan/migrate/graph.hpp>

#include <algorithm>

// What a target means: `head`, `002`, `+1`, `head-2`, …
namespace rowan::migrate {

struct graph::destination {
    std::string_view text;    // as it was written
    std::string_view anchor;  // what stands before the sign; empty: where the database stands
    char sign = 0;            // '+', '-', or none
    number steps = 0;
};

namespace {

constexpr std::size_t shortest_prefix = 4;
constexpr std::size_t most_digits = 9;

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string steps_text(std::size_t steps) { return std::to_string(steps) + (steps == 1 ? " revision" : " revisions"); }

}  // namespace

graph::destination graph::parse(std::string_view text) const {
    destination result;
    result.text = text;
    const auto sign = text.find_first_of("+-");
    result.anchor = text.substr(0, sign);
    if (sign == std::string_view::npos && !text.empty()) return result;

    const std::string_view digits = text.empty() ? text : text.substr(sign + 1);
    const bool number_follows = !digits.empty() && digits.size() <= most_digits &&
                                digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (!number_follows)
        throw migration_error("the target " + quoted(text) +
                              " is not understood; it is head, heads, base, a revision's id or the beginning "
                              "of one, or steps: +1, -2, 002+1");
    result.sign = text[sign];
    result.steps = std::stoul(std::string(digits));
    return result;
}

graph::numbers graph::resolve(const numbers& from, std::string_view text, direction way) const {
    const destination wanted = parse(text);
    if (wanted.anchor.empty()) {
        const bool down = wanted.sign == '-';
        if (down != (way == direction::downgrade))
            throw migration_error(quoted(text) +
                                  (down ? " goes back: that is a downgrade" : " goes on: that is an upgrade"));
        return walk(from, wanted);
    }
    if (wanted.anchor == "base") {
        if (way == direction::upgrade && wanted.sign == 0)
            throw migration_error("base is below every revision: that is a downgrade");
        return walk({}, wanted);
    }
    numbers at;
    if (wanted.anchor == "heads")
        at = known(heads());
    else if (wanted.anchor != "head")
        at = {find_by_prefix(wanted.anchor)};
    else if (!revisions_.empty())
        at = {only_head()};
    return walk(std::move(at), wanted);
}

graph::number graph::only_head() const {
    const position all = heads();
    if (all.size() != 1)
        throw migration_error("there are several heads: " + text_of(all) + "; name one, or say heads for all of them. Where they should follow each other, one lacks its after(\"…\")");
    return by_id_.at(all.front());
}

graph::number graph::find_by_prefix(std::string_view id) const {
    if (const auto exact = by_id_.find(id); exact != by_id_.end()) return exact->second;
    numbers found;
    for (number i = 0; i != revisions_.size(); ++i) {
        if (revisions_[i].id().starts_with(id)) found.push_back(i);
    }
    if (id.size() < shortest_prefix || found.empty())
        throw migration_error("there is no revision " + quoted(id) + "; " + nearest(id) +
                              (found.empty() ? "" : " (the beginning of an id takes four characters or more)"));
    if (found.size() > 1) throw migration_error("several revisions begin with " + quoted(id) + ": " + list(found));
    return found.front();
}

graph::numbers graph::walk(numbers from, const destination& by) const {
    if (by.sign == 0) return from;
    if (from.size() > 1)
        throw migration_error(quoted(by.text) + " does not say from which of several revisions: " + list(from) +
                              "; name one");

    const bool up = by.sign == '+';
    for (number done = 0; done != by.steps; ++done) {
        const bool at_base = from.empty();
        numbers next;
        if (!at_base)
            next = (up ? children_ : parents_)[from.front()];
        else if (up)
            next = known(bases());
        if (next.size() > 1)
            throw migration_error(quoted(by.text) + " is ambiguous: the way divides into " + list(next) + "; name one");
        if (next.empty() && (up || at_base))
            throw migration_error(quoted(by.text) + " goes too far: there " + (done == 1 ? "is" : "are") + " only " +
                                  steps_text(done) + (up ? " left" : " to go back"));
        from = std::move(next);
    }
    return from;
}

std::string graph::list(const numbers& which) const {
    position ids;
    for (const number each : which) ids.push_back(revisions_[each].id());
    return text_of(ids);
}

}  // namespace rowan::migrate
