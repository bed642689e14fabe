#pragma once

#include <rowan/query/selection.hpp>
#include <rowan/session/transaction.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace rowan {

/// Rows of one table as structs of type `T`. Cheap to make; must not outlive its session.
template <class T>
class repository {
    static_assert(entity<T>, "this struct is no entity: it has no rowan::table_of, or none that is visible here");

    static constexpr detail::column_roles roles = detail::roles_of(table_of<T>.facets());
    static constexpr bool generates_key() {
        if constexpr (detail::key_size<T>() == 1) {
            return requires(detail::member_type_at<T, detail::primary_key_of<T>()->members[0]> key) { key.is_nil(); };
        }
        return false;
    }
    /// An insert may change the row.
    static constexpr bool completes = generates_key() || roles.identity != detail::no_member ||
                                      roles.created_at != detail::no_member || roles.updated_at != detail::no_member;

public:
    using key = key_type<T>;

    explicit repository(session& in) : session_(&in), statements_(&plan().statements(in.dialect())) {}

    /// Inserts `row` and returns it as it is stored: a nil `id<T>` or `uuid` key gets a version 7 UUID, an identity of 0 the database's
    /// number, created_at and updated_at the present time. Throws constraint_error where a rule of the table is broken.
    T insert(T&& row) const {
        complete(row, present());
        insert_one(row);
        return std::move(row);
    }
    const T& insert(const T& row) const
        requires(!completes)
    {
        insert_one(row);
        return row;
    }
    T insert(const T& row) const
        requires(completes)
    {
        return insert(T(row));
    }

    /// Inserts all rows or none, the fastest way the backend has, and returns them as `insert` does, in the same order.
    std::vector<T> insert_all(std::vector<T> rows) const {
        if (rows.empty()) return rows;
        const timestamp now = present();
        for (T& row : rows) complete(row, now);
        const bool many = rows.size() >= detail::bulk_threshold && session_->dialect().can().bulk_copy;
        if (many && number(rows)) {
            const bulk_rows bulk = session_->bulk_insert(plan().name(), detail::column_names(plan().table()));
            for (const T& row : rows) {
                write_all(*bulk, row);
                bulk->end_row();
            }
            bulk->finish();
        } else {
            transaction all_or_none(*session_);
            for (T& row : rows) insert_one(row);
            all_or_none.commit();
        }
        return rows;
    }

    /// The row with this key, as an entity or in the shape asked for; empty where there is none.
    template <shape S = T>
    std::optional<S> find(const key& of) const {
        static_assert(std::is_same_v<entity_of<S>, T>, "the shape belongs to another entity than the repository");
        std::optional<S> result(std::in_place);
        if (!read_one(of, *result)) result.reset();
        return result;
    }
    /// The row with this key. Throws not_found where there is none.
    template <shape S = T>
    S get(const key& of) const {
        static_assert(std::is_same_v<entity_of<S>, T>, "the shape belongs to another entity than the repository");
        S result;
        if (!read_one(of, result)) plan().throw_not_found();
        return result;
    }
    bool exists(const key& of) const {
        statement row = session_->prepare(statements_->exists);
        write_key(row.parameters(), 0, of);
        row.execute();
        return row.next();
    }

    /// Every row, in the order of the key.
    template <shape S = T>
    std::vector<S> all() const {
        static_assert(std::is_same_v<entity_of<S>, T>, "the shape belongs to another entity than the repository");
        std::vector<S> result;
        {
            statement rows = session_->prepare(detail::shape_plan_of<S>().everything(session_->dialect()));
            rows.execute();
            while (rows.next()) detail::read_shape(rows.row(), result.emplace_back());
        }
        detail::load_relations_of(*session_, result);
        return result;
    }
    std::uint64_t count() const { return selection<T>(*session_).count(); }

    /// Starts a query: `where(…).order_by(…).limit(20).all()`.
    selection<T> select() const { return selection<T>(*session_); }
    template <detail::truth Condition>
    selection<T> where(Condition that) const {
        return select().where(std::move(that));
    }
    template <class... Terms>
    selection<T> order_by(const Terms&... terms) const {
        return select().order_by(terms...);
    }

    /// Stores every column of `row` but its key and created_at, and returns it with the new updated_at. Throws not_found where no row
    /// has its key.
    T update(T&& row) const {
        constexpr std::size_t stamped = roles.updated_at;
        if constexpr (stamped != detail::no_member) detail::member_at<T, stamped>(row) = timestamp::now();
        update_one(row);
        return std::move(row);
    }
    const T& update(const T& row) const
        requires(roles.updated_at == detail::no_member)
    {
        update_one(row);
        return row;
    }
    T update(const T& row) const
        requires(roles.updated_at != detail::no_member)
    {
        return update(T(row));
    }

private:
    void update_one(const T& row) const {
        statement run = session_->prepare(statements_->update);
        std::size_t next = 0;
        visit_members(row, [&](std::size_t column, const auto& member) {
            if (column != roles.created_at && !is_key(column)) write_value(run.parameters(), next++, member);
        });
        visit_members(row, [&](std::size_t column, const auto& member) {
            if (is_key(column)) write_value(run.parameters(), next + key_position(column), member);
        });
        run.execute();
        if (run.affected_rows() == 0) plan().throw_not_found();
    }

public:
    /// Stores what `changes` sets, and updated_at. Throws not_found where no row has the key.
    void patch(const key& of, const rowan::patch<T>& changes) const {
        sql::update what = detail::update_by(plan(), changes.assignments(), key_condition(of));
        if (what.set.empty() ? !exists(of) : detail::run(*session_, what) == 0) plan().throw_not_found();
    }
    /// Deletes the row; false where there was none.
    bool remove(const key& of) const {
        statement run = session_->prepare(statements_->remove);
        write_key(run.parameters(), 0, of);
        run.execute();
        return run.affected_rows() != 0;
    }

private:
    template <class S>
    bool read_one(const key& of, S& to) const {
        {
            statement row = session_->prepare(detail::shape_plan_of<S>().by_key(session_->dialect()));
            write_key(row.parameters(), 0, of);
            row.execute();
            if (!row.next()) return false;
            detail::read_shape(row.row(), to);
        }
        detail::load_relations_of(*session_, to);
        return true;
    }

    static const detail::table_plan& plan() { return detail::plan_of<T>(); }

    static constexpr bool is_key(std::size_t column) { return key_position(column) != detail::no_member; }
    static constexpr std::size_t key_position(std::size_t column) {
        constexpr const detail::facet& facet = *detail::primary_key_of<T>();
        for (std::size_t i = 0; i != facet.member_count; ++i) {
            if (facet.members[i] == column) return i;
        }
        return detail::no_member;
    }

    template <class Row, class F>
    static void visit_members(Row& row, F&& f) {
        meta::for_each_member(row, f);
    }

    // Asking for the time is dear beside an insert, so only an entity that needs it does.
    static timestamp present() {
        if constexpr (roles.created_at != detail::no_member || roles.updated_at != detail::no_member) return timestamp::now();
        return {};
    }
    static void complete(T& row, [[maybe_unused]] timestamp now) {
        if constexpr (detail::key_size<T>() == 1) {
            auto& own_key = detail::member_at<T, detail::primary_key_of<T>()->members[0]>(row);
            if constexpr (requires { own_key.is_nil(); }) {
                if (own_key.is_nil()) own_key = std::remove_cvref_t<decltype(own_key)>(own_key.generate());
            }
        }
        const auto stamp = [&](timestamp& member) {
            if (member == timestamp{}) member = now;
        };
        if constexpr (roles.created_at != detail::no_member) stamp(detail::member_at<T, roles.created_at>(row));
        if constexpr (roles.updated_at != detail::no_member) stamp(detail::member_at<T, roles.updated_at>(row));
    }

    static bool needs_identity(const T& row) {
        if constexpr (roles.identity != detail::no_member) {
            return detail::member_at<const T, roles.identity>(row) == 0;
        } else {
            return false;
        }
    }

    /// Gives an identity to each row that has none; false where only an insert can.
    bool number(std::vector<T>& rows) const {
        if constexpr (roles.identity != detail::no_member) {
            std::size_t wanted = 0;
            for (const T& row : rows) wanted += needs_identity(row) ? 1 : 0;
            if (wanted == 0) return true;
            const std::vector<std::int64_t> numbers = detail::take_identities(*session_, plan(), wanted);
            if (numbers.size() != wanted) return false;
            std::size_t next = 0;
            for (T& row : rows) {
                auto& own = detail::member_at<T, roles.identity>(row);
                if (own == 0) own = detail::identity_of<std::remove_cvref_t<decltype(own)>>(numbers[next++]);
            }
        }
        return true;
    }

    static void write_all(row_writer& to, const T& row) {
        visit_members(row, [&](std::size_t column, const auto& member) { write_value(to, column, member); });
    }

    template <class Row>
    void insert_one(Row& row) const {
        if constexpr (roles.identity != detail::no_member) {
            if (needs_identity(row)) {
                statement run = session_->prepare(statements_->insert_returning);
                std::size_t next = 0;
                visit_members(row, [&](std::size_t column, const auto& member) {
                    if (column != roles.identity) write_value(run.parameters(), next++, member);
                });
                run.execute();
                if (!run.next()) plan().throw_not_found();
                read_value(run.row(), 0, detail::member_at<T, roles.identity>(row));
                return;
            }
        }
        statement run = session_->prepare(statements_->insert);
        write_all(run.parameters(), row);
        run.execute();
    }

    static void write_key(row_writer& to, std::size_t at, const key& of) {
        if constexpr (detail::key_size<T>() == 1) {
            write_value(to, at, of);
        } else {
            std::apply([&](const auto&... part) { (write_value(to, at++, part), ...); }, of);
        }
    }
    static sql::expression key_condition(const key& of) {
        std::vector<value> values;
        value_writer writer(values);
        write_key(writer, 0, of);
        return detail::bound_key_condition(plan(), std::move(values));
    }

    session* session_;
    const detail::table_statements* statements_;
};

}  // namespace rowan
