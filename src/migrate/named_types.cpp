#include "migrate/named_types.hpp"

#include <algorithm>

namespace rowan::migrate {

struct named_types::completer {
    named_types& known;
    std::optional<missing>& first_missing;

    template <template <class> class Change>
    void operator()(Change<schema::enum_type>& op) const {
        known.enums_.insert_or_assign(op.object.name, op.object.labels);
    }
    template <template <class> class Change>
    void operator()(Change<schema::domain>& op) const {
        known.domains_.insert_or_assign(op.object.name, op.object);
    }
    void operator()(schema::comment_on_enum&) const {}
    void operator()(schema::alter_domain& op) const { known.domains_.insert_or_assign(op.to.name, op.to); }
    void operator()(schema::create_table& op) const {
        complete(op.object);
        for (const schema::column& each : op.object.columns) use(op.object.schema_name, op.object.name, each);
    }
    void operator()(schema::drop_table& op) const {
        complete(op.object);
        forget(op.object.schema_name, op.object.name);
    }
    void operator()(schema::alter_table& op) const {
        for (schema::table_change& each : op.changes) std::visit(changed{*this, op}, each);
    }
    void operator()(schema::rename_table& op) const {
        for (schema::enum_use& each : known.uses_) {
            if (each.schema_name == op.schema_name && each.table == op.from) each.table = op.to;
        }
    }
    void operator()(schema::alter_enum& op) const { known.change(op); }
    template <class Other>
    void operator()(Other&) const {}

    struct changed {
        const completer& by;
        const schema::alter_table& in;

        void operator()(schema::add_column& change) const {
            by.complete(in.table, change.column);
            by.use(in.schema_name, in.table, change.column);
        }
        void operator()(schema::drop_column& change) const {
            by.complete(in.table, change.column);
            by.forget(in.schema_name, in.table, change.column.name);
        }
        void operator()(schema::alter_column& change) const {
            by.complete(in.table, change.from);
            by.complete(in.table, change.to);
            // Another column than before, unless only a part of it was described.
            if (change.from.type.kind != type_kind::enumeration && change.to.type.kind != type_kind::enumeration)
                return;
            by.forget(in.schema_name, in.table, change.to.name);
            by.use(in.schema_name, in.table, change.to);
        }
        void operator()(schema::rename_column& change) const {
            for (schema::enum_use& each : by.known.uses_) {
                if (each.schema_name == in.schema_name && each.table == in.table && each.column.name == change.from)
                    each.column.name = change.to;
            }
        }
        template <class Other>
        void operator()(Other&) const {}
    };

    void use(const std::string& schema_name, const std::string& table, const schema::column& column) const {
        if (column.type.kind == type_kind::enumeration) known.uses_.push_back({table, column, schema_name});
    }
    /// Without a column: all of the table.
    void forget(const std::string& schema_name, const std::string& table, const std::string& column = {}) const {
        std::erase_if(known.uses_, [&](const schema::enum_use& each) {
            return each.schema_name == schema_name && each.table == table &&
                   (column.empty() || each.column.name == column);
        });
    }
    void complete(schema::table& table) const {
        for (schema::column& column : table.columns) complete(table.name, column);
    }
    void complete(const std::string& table, schema::column& column) const {
        if (!known.complete(column) && !first_missing) first_missing = {table, column.name, column.type};
    }
};

std::optional<named_types::missing> named_types::complete(std::vector<schema::operation>& list) {
    std::optional<missing> result;
    for (schema::operation& each : list) std::visit(completer{*this, result}, each);
    return result;
}

void named_types::change(schema::alter_enum& op) {
    enums_.insert_or_assign(op.name, op.to);
    for (schema::enum_use& each : uses_) {
        if (each.column.type.name != op.name) continue;
        const auto same = [&](const schema::enum_use& given) {
            return given.schema_name == each.schema_name && given.table == each.table &&
                   given.column.name == each.column.name;
        };
        if (std::none_of(op.uses.begin(), op.uses.end(), same)) op.uses.push_back(each);
        each.column = altered(each.column, op);
    }
}

bool named_types::complete(schema::column& column) const {
    if (column.type.kind == type_kind::enumeration && column.type.labels.empty()) {
        const auto found = enums_.find(column.type.name);
        if (found == enums_.end()) return false;
        column.type.labels = found->second;
    }
    if (column.type.kind == type_kind::domain && !column.domain) {
        const auto found = domains_.find(column.type.name);
        if (found == domains_.end()) return false;
        column.domain = found->second;
    }
    return true;
}

}  // namespace rowan::migrate
