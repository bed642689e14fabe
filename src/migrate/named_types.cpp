#include "migrate/named_types.hpp"

namespace rowan::migrate {

struct named_types::completer {
    named_types& known;
    std::optional<missing>& first_missing;

    void operator()(schema::create_enum& op) const { known.enums_.insert_or_assign(op.type.name, op.type.labels); }
    void operator()(schema::drop_enum& op) const { known.enums_.insert_or_assign(op.type.name, op.type.labels); }
    void operator()(schema::create_domain& op) const { known.domains_.insert_or_assign(op.domain.name, op.domain); }
    void operator()(schema::drop_domain& op) const { known.domains_.insert_or_assign(op.domain.name, op.domain); }
    void operator()(schema::create_table& op) const { complete(op.table); }
    void operator()(schema::drop_table& op) const { complete(op.table); }
    void operator()(schema::add_column& op) const { complete(op.table, op.column); }
    void operator()(schema::drop_column& op) const { complete(op.table, op.column); }
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
