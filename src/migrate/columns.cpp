#include <rowan/migrate/columns.hpp>

namespace rowan::migrate {

index_key desc(std::string column) {
    schema::index_key key;
    key.column = std::move(column);
    key.order = schema::sort_order::descending;
    return key;
}

index_key expression(schema::sql_text sql) {
    schema::index_key key;
    key.expression = std::move(sql);
    return key;
}

}  // namespace rowan::migrate
