#include <rowan/query/aggregate.hpp>
#include <rowan/query/related_rows.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace rowan::detail {

namespace {

std::string text_of(const value& key) {
    return std::visit(
        [](const auto& one) -> std::string {
            if constexpr (std::is_convertible_v<decltype(one), std::string>) {
                return one;
            } else if constexpr (requires { one.to_string(); }) {
                return one.to_string();
            } else if constexpr (requires { std::to_string(one); }) {
                return std::to_string(one);
            } else {
                throw usage_error("a relation's key is of a type that has no order: bytes, or an array");
            }
        },
        key.get());
}

}  // namespace

struct key_index::maps {
    std::unordered_map<uuid, std::size_t> uuids;
    std::unordered_map<std::int64_t, std::size_t> integers;
    std::unordered_map<std::string, std::size_t> texts;
    std::vector<std::unordered_set<std::string>> seen;  ///< values of each part of keys of several
};

key_index::key_index(std::size_t rows) : maps_(new maps) {
    rows_.reserve(rows);
    firsts_.reserve(rows);
    keys_.reserve(rows);
}

key_index::~key_index() { delete maps_; }

namespace {

template <class Map, class Key>
bool add_to(Map& map, const Key& key, std::vector<std::size_t>& rows, std::vector<std::size_t>& firsts) {
    if (map.empty()) map.reserve(rows.capacity());
    const auto [at, is_new] = map.emplace(key, firsts.size());
    if (is_new) firsts.push_back(rows.size());
    rows.push_back(at->second);
    return is_new;
}

template <class Map, class Key>
std::size_t found_in(const Map& map, const Key& key) {
    const auto at = map.find(key);
    if (at == map.end()) throw usage_error("the database returned a row of a relation that was not asked for");
    return at->second;
}

}  // namespace

void key_index::add_uuid(const uuid& key) {
    if (add_to(maps_->uuids, key, rows_, firsts_)) keys_.emplace_back(key);
}
void key_index::add_integer(std::int64_t key) {
    if (add_to(maps_->integers, key, rows_, firsts_)) keys_.emplace_back(key);
}
void key_index::add_value(value key) {
    if (add_to(maps_->texts, text_of(key), rows_, firsts_)) keys_.push_back(std::move(key));
}

// Each value with its size before it, so that no two keys have one text.
std::string text_of_all(const value_array& parts) {
    std::string result;
    for (const value& one : parts) {
        const std::string text = text_of(one);
        result += std::to_string(text.size()) + ':' + text;
    }
    return result;
}

void key_index::add_values(value_array parts) {
    if (!add_to(maps_->texts, text_of_all(parts), rows_, firsts_)) return;
    more_.resize(parts.size() - 1);
    maps_->seen.resize(parts.size());
    for (std::size_t i = 0; i != parts.size(); ++i) {
        if (!maps_->seen[i].insert(text_of(parts[i])).second) continue;
        (i == 0 ? keys_ : more_[i - 1]).push_back(std::move(parts[i]));
    }
}

std::size_t key_index::find_values(const value_array& parts) const {
    const auto found = maps_->texts.find(text_of_all(parts));
    return found == maps_->texts.end() ? no_member : found->second;
}

std::vector<std::size_t> list_of(const key_places& places) {
    return {places.at.begin(), places.at.begin() + static_cast<std::ptrdiff_t>(places.size)};
}

std::size_t key_index::find_uuid(const uuid& key) const { return found_in(maps_->uuids, key); }
std::size_t key_index::find_integer(std::int64_t key) const { return found_in(maps_->integers, key); }
std::size_t key_index::find_value(const value& key) const { return found_in(maps_->texts, text_of(key)); }

/// One text per dialect. There are as many dialects as backends, so a list will do; none of it is ever removed while it
/// may be read.
struct relation_plan::cache {
    struct entry {
        const dialect* of;
        statement_text text;
        entry* next;
    };
    std::atomic<entry*> first = nullptr;

    ~cache() {
        for (entry* one = first; one != nullptr;) delete std::exchange(one, one->next);
    }
    const statement_text* find(const dialect& of) const {
        for (const entry* one = first.load(std::memory_order_acquire); one != nullptr; one = one->next) {
            if (one->of == &of) return &one->text;
        }
        return nullptr;
    }
    const statement_text& add(const dialect& of, std::string sql) {
        auto added = std::make_unique<entry>(entry{&of, statement_text(std::move(sql)), first.load()});
        while (!first.compare_exchange_weak(added->next, added.get())) {}
        return added.release()->text;
    }
};

relation_plan::relation_plan(related_rows what) : what_(std::move(what)), cache_(new cache) {
    for (const std::size_t own : what_.key) {
        const std::size_t key = own + (what_.link != nullptr ? what_.of->table().columns.size() : 0);
        const auto at = std::find(what_.columns.begin(), what_.columns.end(), key);
        key_positions_.push_back(static_cast<std::size_t>(at - what_.columns.begin()));
        if (at == what_.columns.end()) what_.columns.push_back(key);
    }
}

relation_plan::~relation_plan() { delete cache_; }

statement relation_plan::start(session& in, const key_index& keys) const {
    const dialect& of = in.dialect();
    if (what_.clauses->plain()) {
        const statement_text* text = cache_->find(of);
        if (text == nullptr) {
            std::vector<sql::expression> places(key_positions_.size(), sql::placeholder());
            text = &cache_->add(of, of.render(select(std::move(places))).sql);
        }
        statement run = in.prepare(*text);
        for (std::size_t i = 0; i != key_positions_.size(); ++i) run.parameters().set_array(i, keys.keys(i));
        run.execute();
        return run;
    }
    std::vector<sql::expression> values;
    for (std::size_t i = 0; i != key_positions_.size(); ++i) values.push_back(sql::parameter(value(keys.keys(i))));
    return run(in, select(std::move(values)));
}

// Of one row by an order, the first is meant.
std::uint64_t relation_plan::most() const {
    const auto& clauses = *what_.clauses;
    return clauses.limit == 0 && what_.single && clauses.ordered() ? 1 : clauses.limit;
}

sql::expression relation_plan::column(std::size_t column) const {
    const auto& own = what_.of->table().columns;
    const bool is_own = column < own.size();
    const schema::table& table = is_own ? what_.of->table() : what_.link->table();
    return sql::column(table.columns[is_own ? column : column - own.size()].name, table.name);
}

std::vector<sql::order_term> relation_plan::order() const {
    std::vector<sql::order_term> result;
    for (const auto make : what_.clauses->terms) {
        if (make != nullptr) result.push_back(make());
    }
    for (const table_plan* one : {what_.of, what_.link}) {
        if (one == nullptr) continue;
        for (const auto& name : one->key_columns()) result.push_back({sql::column(name, one->table().name)});
    }
    return result;
}

// Of a key of several columns each is compared by itself: a distributed database sees by that which machines have the rows.
// Rows that are not asked for, of values that belong to different keys, are passed over when they come.
sql::select relation_plan::select(std::vector<sql::expression> keys) const {
    const auto live = [&](const table_plan& plan) {
        return what_.clauses->with_deleted ? std::nullopt : plan.live_rows(plan.table().name);
    };
    const std::string& table = what_.of->table().name;
    sql::select result{.from = what_.of->name()};
    for (std::size_t i = 0; i != keys.size(); ++i)
        result.where = sql::all_of(std::move(result.where),
                                   sql::any_of(column(what_.columns[key_positions_[i]]), std::move(keys[i])));
    if (what_.link != nullptr) {
        sql::join through{sql::join::kind::inner, what_.link->name(), {}};
        const auto& of_link = what_.link->table();
        for (std::size_t i = 0; i != what_.link_key.size(); ++i) {
            auto equal = sql::infix("=", sql::column(of_link.columns[what_.link_key[i]].name, of_link.name),
                                    sql::column(what_.of->table().columns[what_.referenced[i]].name, table));
            through.on = sql::all_of(std::move(through.on), std::move(equal));
        }
        through.on = sql::all_of(std::move(through.on), live(*what_.link));
        result.joins.push_back(std::move(through));
    }
    for (const auto make : what_.clauses->conditions) {
        if (make != nullptr) result.where = sql::all_of(std::move(result.where), make());
    }
    result.where = sql::all_of(std::move(result.where), live(*what_.of));
    for (const std::size_t one : what_.columns) result.columns.push_back(column(one));
    if (what_.counts) {
        for (const std::size_t one : key_positions_) result.group_by.push_back(column(what_.columns[one]));
        result.columns.push_back(sql::closed("count(*)"));
    } else if (most() != 0) {
        return numbered(std::move(result));
    } else {
        result.order_by = order();
    }
    return result;
}

// The rows of each key, numbered in their order, as far as they are wanted.
sql::select relation_plan::numbered(sql::select rows) const {
    sql::select result;
    for (std::size_t i = 0; i != rows.columns.size(); ++i) {
        rows.names.push_back("c" + std::to_string(i));
        result.columns.push_back(sql::column(rows.names.back(), "related"));
    }
    window_part of_key{.order = order()};
    for (const std::size_t one : key_positions_) of_key.operands.push_back(column(what_.columns[one]));
    rows.columns.push_back(over(sql::closed("row_number()"), of_key));
    rows.names.emplace_back("n");
    const sql::expression number = sql::column("n", "related");
    result.from = sql::source(sql::query(std::move(rows)), "related");
    result.where = sql::infix("<=", number, sql::closed(std::to_string(most())));
    result.order_by.push_back({number});
    return result;
}

void relation_plan::throw_missing() const {
    const std::string& table = what_.of->table().name;
    throw not_found("the row of \"" + table +
                    "\" that a relation needs is not there, or was left out: make the relation std::optional where "
                    "that may be");
}

}  // namespace rowan::detail
