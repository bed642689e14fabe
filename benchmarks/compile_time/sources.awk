# Writes the translation units that measure.sh compiles into the folder `folder`.

function entity(i) {
    return "struct entity_" i " {\n" \
        "    rowan::id<entity_" i "> id;\n" \
        "    std::string name;\n" \
        "    std::string email;\n" \
        "    std::optional<std::string> description;\n" \
        "    state status = state::waiting;\n" \
        "    std::int32_t priority = 0;\n" \
        "    std::int64_t size = 0;\n" \
        "    double amount = 0;\n" \
        "    bool active = true;\n" \
        "    std::optional<rowan::timestamp> due_at;\n" \
        "    rowan::timestamp created_at;\n" \
        "    rowan::timestamp updated_at;\n" \
        "};\n" \
        "BOOST_DESCRIBE_STRUCT(entity_" i ", (),\n" \
        "    (id, name, email, description, status, priority, size, amount, active, due_at, created_at, updated_at))\n" \
        "template <>\n" \
        "inline constexpr auto rowan::table_of<entity_" i "> = rowan::table<entity_" i ">(\"entities_" i "\")\n" \
        "    .primary_key<&entity_" i "::id>()\n" \
        "    .max_length<&entity_" i "::name>(255)\n" \
        "    .unique<&entity_" i "::email>()\n" \
        "    .index<&entity_" i "::status, rowan::descending<&entity_" i "::due_at>>()\n" \
        "    .created_at<&entity_" i "::created_at>()\n" \
        "    .updated_at<&entity_" i "::updated_at>();\n\n"
}

function entities(n,    i, text) {
    text = "#include <rowan/schema/table_of.hpp>\n\n#include <cstdint>\n#include <optional>\n#include <string>\n\n" \
        "enum class state { waiting, running, done };\nBOOST_DESCRIBE_ENUM(state, waiting, running, done)\n\n"
    for (i = 1; i <= n; ++i) text = text entity(i)
    return text
}

function repository(i) {
    return "std::size_t use_" i "(rowan::session& in) {\n" \
        "    const rowan::repository<entity_" i "> rows(in);\n" \
        "    auto one = rows.insert({.name = \"a\", .email = \"b\"});\n" \
        "    one = rows.update(rows.get(one.id));\n" \
        "    rows.patch(one.id, rowan::patch<entity_" i ">().set<&entity_" i "::description>(std::nullopt));\n" \
        "    const auto some = rows.where(rowan::field<&entity_" i "::name> == \"a\").all();\n" \
        "    rows.remove(one.id);\n" \
        "    return rows.find(one.id).has_value() + rows.all().size() + some.size();\n" \
        "}\n\n"
}

function repositories(n,    i, text) {
    text = "#include <rowan/query/repository.hpp>\n\n" entities(n)
    for (i = 1; i <= n; ++i) text = text repository(i)
    return text
}

# Term number `n`: 64 in a row are pairs of a member and an operator of which no two are the same.
function term(n,    m, o, field, members, values, operators) {
    m = n % 8
    o = (n + int(n / 8)) % 8
    split("name email status priority size amount active created_at", members, " ")
    split("text text state::done priority size amount true now", values, " ")
    split("== != < <= > >=", operators, " ")
    field = "rowan::field<&entity_1::" members[m + 1] ">"
    if (o == 6) return field ".between(" values[m + 1] ", " values[m + 1] ")"
    if (o == 7) return field ".in(" values[m + 1] ", " values[m + 1] ")"
    return field " " operators[o + 1] " " values[m + 1]
}

function queries(n,    i, k, text) {
    text = repositories(1)
    for (i = 0; i < n; ++i) {
        text = text "std::vector<entity_1> query_" i "(rowan::session& in, const std::string& text, int priority, std::int64_t size,\n" \
            "                                  double amount, rowan::timestamp now) {\n" \
            "    static_cast<void>(text), static_cast<void>(priority), static_cast<void>(size), static_cast<void>(amount);\n" \
            "    static_cast<void>(now);\n" \
            "    return rowan::repository<entity_1>(in)\n        .where("
        for (k = 0; k < 4; ++k) text = text (k ? " && " : "") term(i * 4 + k)
        text = text ")\n        .order_by(rowan::field<&entity_1::created_at>.desc())\n        .limit(20)\n        .all();\n}\n\n"
    }
    return text
}

function write(name, text) {
    printf "%s", text > (folder "/" name ".cpp")
    close(folder "/" name ".cpp")
}

BEGIN {
    write("entity_header", "#include <rowan/schema/table_of.hpp>\n")
    write("repository_header", "#include <rowan/query/repository.hpp>\n")
    write("entities_1", entities(1))
    write("entities_10", entities(10))
    write("entities_50", entities(50))
    write("repositories_1", repositories(1))
    write("repositories_10", repositories(10))
    write("repositories_50", repositories(50))
    write("queries_20", queries(20))
}
