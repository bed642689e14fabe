#include "dialect/cases.hpp"

#include <utility>

namespace rowan::test {

using namespace schema;

namespace {

column make_column(std::string name, sql_type type) {
    column result;
    result.name = std::move(name);
    result.type = std::move(type);
    return result;
}

column nullable(column from) {
    from.nullable = true;
    return from;
}

column with_default(column from, sql_text otherwise) {
    from.default_value = std::move(otherwise);
    return from;
}

column array_of(column from) {
    from.type.array = true;
    return from;
}

column identity(std::string name, identity_kind kind = identity_kind::by_default, type_kind type = type_kind::bigint) {
    column result = make_column(std::move(name), {.kind = type});
    result.identity = kind;
    return result;
}

const sql_type status_type{
    .kind = type_kind::enumeration, .name = "task_status", .labels = {"to do", "it's done", "back\\slash"}};

domain email_domain() {
    domain result;
    result.name = "valid_email";
    result.type = {.kind = type_kind::varchar, .length = 255};
    result.checks.push_back({"valid_email_check", sql_text("VALUE like '%@%' and value <> 'value'")});
    result.checks.push_back({"valid_email_lower", "value = lower(value)"});
    return result;
}

column of_domain(std::string name) {
    column result = make_column(std::move(name), {.kind = type_kind::domain, .name = "valid_email"});
    result.domain = email_domain();
    return result;
}

table keyed(std::string name, std::vector<column> columns = {}) {
    table result;
    result.primary_key = {name + "_pkey", {"id"}};
    result.name = std::move(name);
    result.columns = std::move(columns);
    result.columns.insert(result.columns.begin(), make_column("id", {.kind = type_kind::uuid}));
    return result;
}

operations_case column_types() {
    table types = keyed("types", {
                                     make_column("boolean", {.kind = type_kind::boolean}),
                                     make_column("smallint", {.kind = type_kind::smallint}),
                                     make_column("integer", {.kind = type_kind::integer}),
                                     make_column("bigint", {.kind = type_kind::bigint}),
                                     make_column("real", {.kind = type_kind::real}),
                                     make_column("double", {.kind = type_kind::double_precision}),
                                     make_column("numeric", {.kind = type_kind::numeric}),
                                     make_column("price", {.kind = type_kind::numeric, .precision = 10, .scale = 2}),
                                     make_column("text", {.kind = type_kind::text}),
                                     make_column("varchar", {.kind = type_kind::varchar}),
                                     nullable(make_column("name", {.kind = type_kind::varchar, .length = 20})),
                                     make_column("bytes", {.kind = type_kind::bytes}),
                                     make_column("uuid", {.kind = type_kind::uuid}),
                                     make_column("timestamp", {.kind = type_kind::timestamp}),
                                     make_column("date", {.kind = type_kind::date}),
                                     nullable(make_column("json", {.kind = type_kind::json})),
                                     make_column("status", status_type),
                                     make_column("address", {.kind = type_kind::other, .name = "inet"}),
                                     nullable(array_of(make_column("numbers", {.kind = type_kind::integer}))),
                                     array_of(make_column("names", {.kind = type_kind::varchar, .length = 20})),
                                     array_of(make_column("statuses", status_type)),
                                 });
    return {"column_types", {create_enum{{status_type.name, status_type.labels}}, create_table{types}}};
}

operations_case column_facts() {
    column computed = make_column("width", {.kind = type_kind::integer});
    computed.generated_as = "length(name)";
    column collated = make_column("code", {.kind = type_kind::text});
    collated.collation = "C";
    column described = make_column("note", {.kind = type_kind::text});
    described.comment = "what the customer's eye sees, with a \\ in it";
    table facts =
        keyed("facts", {
                           with_default(make_column("created_at", {.kind = type_kind::timestamp}), schema::now()),
                           with_default(make_column("key", {.kind = type_kind::uuid}), schema::random_uuid()),
                           with_default(make_column("count", {.kind = type_kind::integer}), "0"),
                           with_default(make_column("sign", {.kind = type_kind::integer}), "-1.5"),
                           with_default(make_column("name", {.kind = type_kind::text}), "'it''s'"),
                           with_default(make_column("active", {.kind = type_kind::boolean}), "true"),
                           with_default(nullable(make_column("nothing", {.kind = type_kind::text})), "NULL"),
                           with_default(make_column("computed", {.kind = type_kind::text}), "lower('A') || 'b'"),
                           with_default(make_column("enclosed", {.kind = type_kind::integer}), "(1 + 2)"),
                           with_default(make_column("twice_enclosed", {.kind = type_kind::integer}), "(1) + (2)"),
                           computed,
                       });
    facts.columns.front().default_value = schema::random_uuid();
    facts.comment = "facts";
    facts.columns.push_back(described);
    table sorted = keyed("sorted", {collated});
    // Each backend has collations of its own, so the other one is told of none.
    sorted.columns.back().collation.clear();
    return {"column_facts", {create_table{facts}, create_table{sorted}}};
}

operations_case keys() {
    table people = keyed(
        "people", {make_column("name", {.kind = type_kind::text}), make_column("born", {.kind = type_kind::date})});
    people.uniques.push_back({"people_name_born_key", {"name", "born"}});
    people.checks.push_back({"people_name_check", sql_text("name <> ''")});
    people.checks.push_back(
        {"people_born_check", sql_text("born >= date '1900-01-01'").on("sqlite", "born >= '1900-01-01'")});

    table numbered;
    numbered.name = "numbered";
    numbered.columns = {identity("id"), make_column("name", {.kind = type_kind::text})};
    numbered.primary_key = {"numbered_pkey", {"id"}};
    table strict;
    strict.name = "strict";
    strict.columns = {identity("id", identity_kind::always, type_kind::smallint)};
    strict.primary_key = {"strict_pkey", {"id"}};

    table members;
    members.name = "members";
    members.columns = {make_column("person", {.kind = type_kind::uuid}),
                       make_column("number", {.kind = type_kind::bigint}),
                       nullable(make_column("leader", {.kind = type_kind::uuid})),
                       nullable(make_column("leader_number", {.kind = type_kind::bigint})),
                       nullable(make_column("friend", {.kind = type_kind::uuid}))};
    members.primary_key = {"members_pkey", {"person", "number"}};
    const auto key = [&](std::string column, std::string to, referential_action deletes, referential_action updates) {
        foreign_key added;
        added.name = "members_" + column + "_fkey";
        added.columns = {std::move(column)};
        added.referenced_table = std::move(to);
        added.referenced_columns = {"id"};
        added.on_delete = deletes;
        added.on_update = updates;
        members.foreign_keys.push_back(added);
    };
    key("person", "people", referential_action::cascade, referential_action::cascade);
    key("number", "numbered", referential_action::restrict, referential_action::no_action);
    key("friend", "people", referential_action::set_null, referential_action::set_default);
    foreign_key self;
    self.name = "members_leader_fkey";
    self.columns = {"leader", "leader_number"};
    self.referenced_table = "members";
    self.referenced_columns = {"person", "number"};
    self.deferrable = true;
    members.foreign_keys.push_back(self);
    self.name = "members_leader_later_fkey";
    self.initially_deferred = true;
    members.foreign_keys.push_back(self);
    return {"keys", {create_table{people}, create_table{numbered}, create_table{strict}, create_table{members}}};
}

schema::index make_index(std::string name, std::vector<index_key> keys) {
    schema::index result;
    result.name = std::move(name);
    result.table = "things";
    result.keys = std::move(keys);
    return result;
}

operations_case indexes() {
    table things = keyed(
        "things", {make_column("name", {.kind = type_kind::text}), make_column("rank", {.kind = type_kind::integer}),
                   nullable(array_of(make_column("tags", {.kind = type_kind::text})))});
    things.indexes.push_back(make_index("ix_things_name", {{.column = "name"}}));
    index with_method = make_index("ix_things_tags", {{.column = "tags"}});
    with_method.method = "gin";
    with_method.options = {{"fastupdate", "off"}, {"gin_pending_list_limit", "128"}};
    with_method.where_supported = true;
    things.indexes.push_back(with_method);

    index partial =
        make_index("ix_things_rank", {{.column = "rank", .order = sort_order::descending}, {.column = "name"}});
    partial.unique = true;
    partial.where = sql_text("rank > 0");
    index computed = make_index("ix_things_lower_name", {{.expression = sql_text("lower(name)")}});
    index btree = make_index("ix_things_btree", {{.column = "rank"}});
    btree.method = "btree";
    index special = make_index("ix_things_special",
                               {{.column = "name", .nulls = nulls_order::first, .operator_class = "text_pattern_ops"},
                                {.column = "rank", .order = sort_order::descending, .nulls = nulls_order::last}});
    special.include = {"id", "tags"};
    special.where_supported = true;
    return {"indexes",
            {create_table{things}, create_index{partial}, create_index{computed}, create_index{btree},
             create_index{special}, drop_index{special}, drop_index{btree}}};
}

operations_case changes() {
    table things = keyed(
        "things", {make_column("name", {.kind = type_kind::text}), make_column("rank", {.kind = type_kind::integer})});
    column note = nullable(make_column("note", {.kind = type_kind::varchar, .length = 40}));
    note.comment = "free words";
    const column status = with_default(make_column("status", status_type), "'to do'");
    return {
        "changes",
        {create_table{things}, create_enum{{status_type.name, status_type.labels}}, alter_table{"things", {add_column{note}}},
         alter_table{"things", {add_column{status}}}, alter_table{"things", {add_column{nullable(make_column("data", {.kind = type_kind::json}))}}},
         alter_table{"things", {rename_column{"name", "title"}}}, alter_table{"things", {drop_column{note}}}, alter_table{"things", {drop_column{status}}},
         rename_table{"things", "items"}, drop_enum{{status_type.name, status_type.labels}}, drop_table{[&] {
             table renamed = things;
             renamed.name = "items";
             return renamed;
         }()}}};
}

operations_case constraints() {
    const table rooms = keyed("rooms");
    const table bookings = keyed(
        "bookings", {make_column("room", {.kind = type_kind::uuid}), make_column("floor", {.kind = type_kind::integer}),
                     make_column("guests", {.kind = type_kind::integer}),
                     make_column("stay", {.kind = type_kind::other, .name = "tstzrange"})});
    foreign_key room;
    room.name = "bookings_room_fkey";
    room.columns = {"room"};
    room.referenced_table = "rooms";
    room.referenced_columns = {"id"};
    room.on_delete = referential_action::cascade;
    room.deferrable = true;
    foreign_key unchecked = room;
    unchecked.name = "bookings_other_fkey";
    unchecked.not_valid = true;
    check some{"bookings_guests_check", "guests > 0"};
    some.not_valid = true;
    const exclude overlap{.name = "bookings_overlap",
                          .keys = {{{.column = "stay"}, "&&"}},
                          .where = sql_text("guests > 0"),
                          .deferrable = true};
    return {"constraints",
            {create_table{rooms}, create_table{bookings},
             alter_table{"bookings",
                         {add_constraint{unique{"bookings_floor_room_key", {"floor", "room"}}}, add_constraint{room}, add_constraint{unchecked},
                          add_constraint{some}, add_constraint{overlap}}},
             alter_table{"bookings", {validate_constraint{some.name}, validate_constraint{unchecked.name}}},
             alter_table{"bookings", {rename_constraint{room.name, "bookings to rooms"}}},
             alter_table{"bookings",
                         {drop_constraint{overlap}, drop_constraint{some}, drop_constraint{*bookings.primary_key}}},
             alter_table{"bookings", {add_constraint{primary_key{"bookings_pkey", {"id", "room"}}}}}},
            "postgresql"};
}

operations_case altered_columns() {
    column label = make_column("label", {.kind = type_kind::varchar, .length = 20});
    column rank = with_default(make_column("rank", {.kind = type_kind::text}), "'0'");
    column sum = make_column("sum", {.kind = type_kind::integer});
    sum.generated_as = "1 + 1";
    column counted = make_column("counted", {.kind = type_kind::bigint});
    const table things = keyed("things", {label, rank, sum, counted, nullable(make_column("status", {.kind = type_kind::text}))});
    column longer = nullable(with_default(make_column("label", {.kind = type_kind::text}), "''"));
    longer.collation = "C";
    longer.comment = "what it is called";
    const column number = with_default(make_column("rank", {.kind = type_kind::integer}), "0");
    column plain = sum;
    plain.generated_as.reset();
    column status = nullable(make_column("status", {.kind = type_kind::text}));
    return {"altered_columns",
            {create_enum{{status_type.name, status_type.labels}}, create_table{things},
             alter_table{"things",
                         {alter_column{label, longer}, alter_column{rank, number, "rank::integer", "rank::text"},
                          alter_column{sum, plain}, alter_column{counted, identity("counted")}, comment_on_table{"", "it's"}}},
             alter_table{"things",
                         {alter_column{identity("counted"), identity("counted", identity_kind::always)},
                          alter_column{status, make_column("status", status_type), "status::task_status", "status::text"}}},
             alter_table{"things", {alter_column{identity("counted", identity_kind::always), counted}}},
             alter_table{"things", {alter_column{longer, label}}}},
            "postgresql"};
}

operations_case enums() {
    const auto of = [](std::vector<std::string> labels) {
        return sql_type{.kind = type_kind::enumeration, .name = "mood", .labels = std::move(labels)};
    };
    const column mood = with_default(make_column("mood", of({"sad", "it's"})), "'sad'");
    const column moods = nullable(array_of(make_column("moods", of({"sad", "it's"}))));
    const table people = keyed("people", {mood, moods});
    const auto use = [](column which, std::vector<std::string> labels) {
        which.type.labels = std::move(labels);
        return enum_use{"people", which};
    };
    const std::vector<std::string> start{"sad", "it's"};
    const std::vector<std::string> more{"first", "sad", "so-so", "glad", "last"};
    const std::vector<std::string> less{"glad", "sad"};
    return {"enums",
            {create_enum{{"mood", start}}, create_table{people},
             alter_enum{"mood", start, more, {{"it's", "glad"}}, {use(mood, start), use(moods, start)}},
             alter_enum{"mood", more, less, {{"first", "sad"}, {"so-so", "sad"}}, {use(mood, more), use(moods, more)}}},
            "postgresql"};
}

operations_case domains() {
    domain positive;
    positive.name = "positive";
    positive.type = {.kind = type_kind::integer};
    positive.nullable = false;
    positive.default_value = "1";
    positive.checks.push_back({"positive_check", sql_text("value > 0")});
    column count = make_column("count", {.kind = type_kind::domain, .name = "positive"});
    count.nullable = true;
    count.domain = positive;
    const table users = keyed("users", {of_domain("email"), nullable(of_domain("value")), count});
    const column added = nullable(of_domain("second_email"));
    return {"domains",
            {create_domain{email_domain()}, create_domain{positive}, create_table{users}, alter_table{"users", {add_column{added}}},
             alter_table{"users", {drop_column{added}}}, drop_table{users}, drop_domain{positive}, drop_domain{email_domain()}}};
}

operations_case views_and_scripts() {
    const table things = keyed("things", {make_column("name", {.kind = type_kind::text})});
    const view names{"thing_names", "select name\nfrom things", "the names alone"};
    const view elsewhere{"sizes", sql_text("select pg_database_size(current_database()) as bytes").on("sqlite", ""),
                         ""};
    const run_sql script{
        sql_text("insert into things values (gen_random_uuid(), 'one'); insert into things values (gen_random_uuid(), "
                 "'two')")
            .on("sqlite", "insert into things values ('1', 'one'); insert into things values ('2', 'two')"),
        {},
        "seed.sql"};
    const run_sql nothing{sql_text("  \n").on("postgresql", "select 1"), {}, ""};
    return {"views_and_scripts",
            {create_table{things}, create_view{names}, create_view{elsewhere}, script, nothing, drop_view{names},
             drop_view{elsewhere}, create_extension{{"pg_trgm"}}, drop_extension{{"pg_trgm"}}}};
}

operations_case objects() {
    const table things = keyed("things", {make_column("name", {.kind = type_kind::text})});
    const named_schema app{"app"};
    const sequence numbers{.name = "ticket numbers", .start = 1000, .increment = 10};
    const function touch{.name = "touch",
                         .arguments = "",
                         .definition = "returns trigger language plpgsql as $$ begin new.name := ';'; return new; end $$"};
    const trigger touched{.name = "things touched",
                          .table = "things",
                          .event = sql_text("before insert or update").on("sqlite", "after insert"),
                          .action = sql_text("for each row execute function touch()")
                                        .on("sqlite", "begin update things set name = ';'; end")};
    trigger elsewhere = touched;
    elsewhere.name = "only there";
    elsewhere.action.on("sqlite", "");
    const grant reading{{"select", "insert"}, "table", "things", "public"};
    const view totals{.name = "totals", .query = "select count(*) as n from things", .comment = {}, .materialized = true};
    index apart = make_index("ix_things_name", {{.column = "name"}});
    return {"objects",
            {create_table{things}, create_schema{app}, create_sequence{numbers}, create_function{touch},
             create_trigger{touched}, create_trigger{elsewhere}, create_grant{reading}, create_view{totals},
             create_index{apart}, drop_view{totals}, drop_grant{reading}, drop_trigger{elsewhere},
             drop_trigger{touched}, drop_function{touch}, drop_sequence{numbers}, drop_schema{app}}};
}

operations_case renamed_objects() {
    const table things = keyed("things", {make_column("name", {.kind = type_kind::text})});
    const view totals{.name = "totals", .query = "select count(*) as n from things", .comment = {}, .materialized = true};
    return {"renamed_objects",
            {create_table{things}, create_index{make_index("ix_old", {{.column = "name"}})}, create_view{totals},
             create_view{{.name = "names", .query = "select name from things", .comment = {}}},
             create_enum{{"mood", {"sad"}}}, create_domain{email_domain()}, create_sequence{{.name = "numbers"}},
             create_schema{{"app"}}, rename_object{object_kind::index, "ix_old", "ix_new"},
             rename_object{object_kind::materialized_view, "totals", "sums"},
             rename_object{object_kind::view, "names", "all names"}, rename_object{object_kind::enum_type, "mood", "moods"},
             rename_object{object_kind::domain, "valid_email", "email"},
             rename_object{object_kind::sequence, "numbers", "tickets"}, rename_object{object_kind::schema, "app", "web"}},
            "postgresql"};
}

operations_case reference_rows() {
    table kinds;
    kinds.name = "kinds";
    kinds.columns = {make_column("code", {.kind = type_kind::text}), nullable(make_column("name", {.kind = type_kind::text}))};
    kinds.primary_key = {"kinds_pkey", {"code"}};
    row_set rows{"kinds", {"code", "name"}, {{"'m'", "'it''s'"}, {"'n'", "null"}}, {"code"}};
    row_set kept = rows;
    kept.existing = when_there::keep;
    row_set updated = rows;
    updated.existing = when_there::update;
    return {"reference_rows",
            {create_table{kinds}, insert_rows{rows}, insert_rows{kept}, insert_rows{updated}, delete_rows{rows}}};
}

operations_case names() {
    const std::string longest(63, 'n');
    table hostile = keyed(
        "a\"b",
        {make_column("x; drop table y", {.kind = type_kind::varchar, .length = 5}), make_column("order", status_type),
         make_column("column", {.kind = type_kind::json}), make_column("timestamp", {.kind = type_kind::timestamp}),
         make_column("größe 大小", {.kind = type_kind::integer}), make_column(longest, {.kind = type_kind::integer}),
         make_column("it's", {.kind = type_kind::text})});
    index on_order =
        make_index("ix\"order", {{.column = "order", .order = sort_order::descending}, {.column = "x; drop table y"}});
    on_order.table = hostile.name;
    hostile.indexes.push_back(on_order);
    hostile.comment = "'; drop table y; --";
    hostile.columns[1].comment = "\\'; drop table y; --";
    table called_select = keyed("select");
    return {"names",
            {create_enum{{status_type.name, status_type.labels}}, create_table{hostile},
             alter_table{hostile.name, {rename_column{"order", "group"}}}, drop_index{on_order}, create_table{called_select},
             drop_table{called_select}, rename_table{hostile.name, "drop\""}}};
}

operations_case schemas() {
    table things = keyed("things", {make_column("name", {.kind = type_kind::text}),
                                    nullable(make_column("parent", {.kind = type_kind::uuid}))});
    things.schema_name = "app";
    things.comment = "in a schema";
    index on_name = make_index("ix_things_name", {{.column = "name"}});
    on_name.schema_name = "app";
    things.indexes.push_back(on_name);
    foreign_key parent;
    parent.name = "things_parent_fkey";
    parent.columns = {"parent"};
    parent.referenced_schema = "app";
    parent.referenced_table = "things";
    parent.referenced_columns = {"id"};
    things.foreign_keys.push_back(parent);
    const column note = nullable(make_column("note", {.kind = type_kind::text}));
    table items = things;
    items.name = "items";
    return {"schemas",
            {run_sql{sql_text("create schema app").on("sqlite", "attach ':memory:' as app"), {}, ""},
             create_table{things}, alter_table{"things", {add_column{note}}, "app"}, alter_table{"things", {rename_column{"note", "remark"}}, "app"},
             drop_index{on_name}, create_index{on_name}, rename_table{"things", "items", "app"}, drop_table{items}}};
}

// Objects that become others; what a backend does not have is left out.
operations_case altered_objects() {
    table things = keyed("things", {make_column("name", {.kind = type_kind::text})});
    table guarded = things;
    guarded.options = {{"fillfactor", "70"}};
    guarded.row_security = true;
    guarded.replica_identity = "full";
    domain positive{.name = "positive",
                    .type = {.kind = type_kind::integer},
                    .default_value = {},
                    .checks = {{.name = "positive_check", .expression = "value > 0"}}};
    domain small = positive;
    small.nullable = false;
    small.default_value = "1";
    small.checks = {{.name = "positive_check", .expression = "value between 1 and 9"}};
    small.comment = "one digit";
    function twice{.name = "twice", .arguments = "a integer", .definition = "returns integer language sql as $$ select a + a $$"};
    function doubled = twice;
    doubled.definition = "returns integer language sql as $$ select a * 2 $$";
    view names{.name = "names", .query = "select name from things", .comment = {}};
    view said = names;
    said.comment = "what things are called";
    view upper = names;
    upper.query = "select upper(name) as name from things";
    enum_type mood{.name = "mood", .labels = {"sad"}};
    enum_type told = mood;
    told.comment = "how it is";
    return {"altered_objects",
            {create_table{things}, alter_table_settings{things, guarded}, alter_table_settings{guarded, things},
             create_domain{positive}, alter_domain{positive, small}, alter_domain{small, positive},
             create_function{twice}, alter_function{twice, doubled}, create_view{names}, alter_view{names, said},
             alter_view{said, names}, alter_view{names, upper}, create_enum{mood}, comment_on_enum{mood, told}}};
}

operations_case distributed_tables() {
    table tenants = keyed("tenants");
    tenants.distribution = {"id", {}};
    table countries = keyed("some countries");
    countries.distribution.emplace();
    table tasks = keyed("tasks", {make_column("tenant", {.kind = type_kind::uuid})});
    tasks.primary_key = {"tasks_pkey", {"tenant", "id"}};
    const distribution by_tenant{"tenant", "tenants"};
    return {"distributed_tables",
            {create_table{tenants}, create_table{countries}, create_table{tasks},
             distribute_table{"tasks", std::nullopt, by_tenant}, distribute_table{"tasks", by_tenant, distribution{}},
             distribute_table{"tasks", distribution{}, std::nullopt}, drop_table{tasks}}};
}

operations_case statement_tables() {
    table tasks = keyed(
        "tasks", {make_column("title", {.kind = type_kind::text}), make_column("order", {.kind = type_kind::integer}),
                  nullable(make_column("project_id", {.kind = type_kind::uuid})),
                  with_default(make_column("done", {.kind = type_kind::boolean}), "false")});
    table counted;
    counted.name = "counted";
    counted.columns = {identity("id"), with_default(make_column("name", {.kind = type_kind::text}), "'none'")};
    counted.primary_key = {"counted_pkey", {"id"}};
    return {"statement_tables", {create_table{tasks}, create_table{counted}}};
}

}  // namespace

const std::vector<operations_case>& operations_cases() {
    static const std::vector<operations_case> all{
        column_types(), column_facts(),      keys(),  indexes(), changes(),       constraints(), altered_columns(), enums(),         objects(), renamed_objects(), reference_rows(),
        altered_objects(), domains(),      views_and_scripts(), names(), schemas(), distributed_tables(), statement_tables()};
    return all;
}

}  // namespace rowan::test
