#include "migrate/named_types.hpp"

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
    template <template <class> class Change>
    void operator()(Change<schema::table>& op) const {
        complete(op.object);
    }
    void operator()(schema::alter_table& op) const {
        for (schema::table_change& each : op.changes) {
            if (auto* added = std::get_if<schema::add_column>(&each)) complete(op.table, added->column);
            if (auto* dropped = std::get_if<schema::drop_column>(&each)) complete(op.table, dropped->column);
            if (auto* altered = std::get_if<schema::alter_column>(&each)) {
                complete(op.table, altered->from);
                complete(op.table, altered->to);
            }
        }
    }
    template <class Other>
    void operator()(Other&) const {}

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
