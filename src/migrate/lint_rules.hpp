#pragma once

#include <rowan/migrate/lint.hpp>

#include "migrate/lint_catalog.hpp"
#include "migrate/lint_script.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace rowan::migrate::facts {

/// One thing that a statement does, and what is there when it does it.
struct scene {
    const migration& of;
    const statement& at;
    std::size_t number;  ///< of the statement, from 0
    const fact& what;
    const catalog& there;
    const dialect& with;
    server_version server;
    std::size_t first_new;  ///< tables made by this migration or later are new
    std::size_t ordinal;    ///< of this migration, from 1
    std::span<const std::string> seeded;
    const migration* up = nullptr;  ///< where this is the way down of it
    mutable std::string detail{};  ///< what a rule wants to say, `{detail}`

    bool is(deed kind) const noexcept { return what.what == kind; }
    bool is_old(std::string_view table) const noexcept;
    /// Of the fact: it may have rows, and people who work with them.
    bool on_old_table() const noexcept { return is_old(what.table); }
    bool says(std::string text) const {
        detail = std::move(text);
        return true;
    }
    /// Whether a thing that the migration does satisfies this: those of `same` only within the same transaction.
    template <class Holds>
    bool any_before(Holds holds) const {
        for (std::size_t i = 0; i <= number; ++i) {
            for (const fact& each : of.statements[i].facts) {
                if (&each == &what) return false;
                if (holds(of.statements[i], each)) return true;
            }
        }
        return false;
    }
    template <class Holds>
    bool any(Holds holds) const {
        for (const statement& one : of.statements) {
            for (const fact& each : one.facts) {
                if (holds(one, each)) return true;
            }
        }
        return false;
    }
    bool same_transaction(const statement& other) const noexcept {
        return at.transaction != 0 && at.transaction == other.transaction;
    }
};

/// Where a rule has something to say.
enum class ground {
    all,
    locking,    ///< a change of a table locks that table, and others go on: PostgreSQL
    rebuilding  ///< one writer at a time, and what a table cannot change it is made anew for: SQLite
};

/// In texts, {table}, {name}, {to}, {column}, {type} are the fact's, {detail} the rule's own.
struct rule {
    std::string_view code;
    migrate::severity severity;
    ground on;
    bool (*finds)(const scene&);
    std::string_view what;
    std::string_view reason;
    std::string_view safer;
    bool only_on_request = false;
};

std::span<const rule> lock_rules();
std::span<const rule> loss_rules();
std::span<const rule> order_rules();
std::span<const rule> style_rules();
/// What matters on the way down, too, where it is to be looked at: locks, and what fails.
bool matters_on_the_way_down(const rule& which) noexcept;

// What several rules ask.
bool takes_exclusive_lock(const scene& in, const fact& what);
bool takes_long(const scene& in, const fact& what);
bool changes_schema(const fact& what) noexcept;
/// The constraints that the fact adds to a table that is there.
std::vector<constraint> added_constraints(const fact& what);
constraint_kind kind_of_dropped(const scene& in);
/// The foreign keys that the fact makes, as far as nothing serves them.
std::vector<constraint> keys_without_index(const scene& in);
/// Whether the columns of `key` are the first of the index, in any order.
bool begins_with(const std::vector<std::string>& index, const std::vector<std::string>& key);

}  // namespace rowan::migrate::facts
