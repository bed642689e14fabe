#include "migrate/generate_model.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "migrate/generate_names.hpp"
#include "schema/markup.hpp"

namespace rowan::migrate::generated {

namespace {

constexpr std::size_t most_members = 52;  // of one BOOST_DESCRIBE_STRUCT or BOOST_DESCRIBE_ENUM
constexpr std::size_t most_key_columns = 4;

struct known_type {
    type_kind kind;
    std::string_view name;
};
constexpr std::array known_types{
    known_type{type_kind::boolean, "bool"},
    known_type{type_kind::smallint, "std::int16_t"},
    known_type{type_kind::integer, "std::int32_t"},
    known_type{type_kind::bigint, "std::int64_t"},
    known_type{type_kind::real, "float"},
    known_type{type_kind::double_precision, "double"},
    known_type{type_kind::numeric, "rowan::decimal"},
    known_type{type_kind::text, "std::string"},
    known_type{type_kind::bytes, "rowan::bytes"},
    known_type{type_kind::uuid, "rowan::uuid"},
    known_type{type_kind::timestamp, "rowan::timestamp"},
    known_type{type_kind::date, "rowan::date"},
    known_type{type_kind::json, "rowan::json<>"},
};
// What a backend that stores by affinity makes of words that it does not know.
constexpr std::array stand_ins{type_kind::bigint, type_kind::double_precision, type_kind::text, type_kind::bytes};

std::string_view name_of(type_kind kind) {
    const auto found =
        std::find_if(known_types.begin(), known_types.end(), [&](const auto& one) { return one.kind == kind; });
    return found == known_types.end() ? std::string_view() : found->name;
}

bool in_primary_key(const schema::table& of, const std::string& column) {
    return of.primary_key && std::count(of.primary_key->columns.begin(), of.primary_key->columns.end(), column) != 0;
}

class maker {
public:
    maker(const schema::database& from, const rowan::dialect& of, const generate_options& how)
        : from_(from),
          dialect_(of),
          names_({how.name_space.substr(0, how.name_space.find(':')), "verify", "blueprint", "first_revision"}) {
        result_.database = &from;
        for (const schema::table& each : from.tables) {
            const bool is_plain = each.statement.empty() || !each.columns.empty();
            if (is_plain && !each.columns.empty() && schema::fits_pattern(each.name, how.tables)) tables_.push_back(&each);
        }
    }

    model run() && {
        for (const schema::table* each : tables_)
            for (const schema::column& column : each->columns) note_enum(column.stored_type());
        for (const schema::table* each : tables_) result_.entities.emplace_back().table = each;
        // A table that is called in the singular has the first claim.
        for (entity& each : result_.entities)
            if (wanted_name(each) == each.table->name) each.name = names_.take(each.table->name);
        for (entity& each : result_.entities)
            if (each.name.empty()) each.name = take_name(each);
        for (entity& each : result_.entities) add_members(each);
        for (entity& each : result_.entities) add_ids(each);
        for (entity& each : result_.entities) add_keys(each);
        for (entity& each : result_.entities) divide(each);
        order();
        return std::move(result_);
    }

private:
    static std::string wanted_name(const entity& of) { return cpp_name(singular(of.table->name), "table"); }
    std::string take_name(const entity& of) {
        const std::string plural = cpp_name(of.table->name, "table");
        return names_.take(names_.has(wanted_name(of)) ? plural : wanted_name(of));
    }

    void note_enum(const sql_type& type) {
        if (type.kind != type_kind::enumeration || type.labels.empty() || type.labels.size() > most_members) return;
        if (!type.schema_name.empty() || enum_of(type) != nullptr) return;
        enumeration& added = result_.enums.emplace_back();
        added.type = type;
        added.type.array = false;
        added.name = names_.take(cpp_name(type.name, "type"));
        name_scope scope;
        for (const std::string& label : type.labels) added.enumerators.push_back(scope.take(cpp_name(label, "label")));
        for (const schema::enum_type& each : from_.enums)
            if (each.name == type.name && each.schema_name.empty()) added.comment = each.comment;
    }
    const enumeration* enum_of(const sql_type& type) const {
        for (const enumeration& each : result_.enums)
            if (each.type.name == type.name && type.schema_name.empty()) return &each;
        return nullptr;
    }

    void add_members(entity& to) {
        name_scope scope({to.name});
        for (const schema::column& column : to.table->columns) {
            member& added = to.members.emplace_back();
            added.column = &column;
            // Said of the struct's name, a member's would be one of a constructor.
            const std::string name = cpp_name(column.name, "column");
            added.name = scope.take(name == to.name ? name + '_' : name);
            added.optional = column.nullable && !in_primary_key(*to.table, column.name);
            choose_type(added);
            if (!added.type.empty()) continue;
            const bool has_value = column.nullable || column.default_value || column.generated_as;
            if (has_value && !is_read(added.described.name) && !in_primary_key(*to.table, column.name)) {
                to.left_out.push_back("column " + column.name + " of type " + added.described.name +
                                      ", which is not read without a cast");
                to.members.pop_back();
                continue;
            }
            added.type = own_type_of(added.described.name);
            added.is_ours = true;
        }
    }

    void choose_type(member& of) {
        const sql_type& stored = of.column->stored_type();
        of.is_array = stored.array || of.column->type.array;
        if (of.column->domain && !of.column->type.array) of.domain = domain_of(*of.column);
        sql_type element = of.column->type.array ? of.column->type : stored;
        element.array = false;
        of.described = element;
        if (const enumeration* found = enum_of(element); found != nullptr && element.kind == type_kind::enumeration) {
            of.type = found->name;
            of.is_ours = true;
            return;
        }
        for (const type_kind kind : candidates(element)) {
            of.described = {};
            of.described.kind = kind;
            if (kind == type_kind::varchar) of.described.length = element.length;
            if (kind == type_kind::numeric) {
                of.described.precision = element.precision;
                of.described.scale = element.scale;
            }
            if (!sound(of.described) || !dialect_.stores_alike(of.described, element)) continue;
            of.type = name_of(kind == type_kind::varchar ? type_kind::text : kind);
            return;
        }
        of.described = {};
        of.described.kind = type_kind::other;
        // A backend may have no word for a type that it does not know.
        of.described.name = element.kind == type_kind::other ? element.name : dialect_.type_name(element);
    }
    static bool sound(const sql_type& type) {
        if (type.kind == type_kind::varchar) return type.length > 0;
        if (type.kind != type_kind::numeric || type.precision == 0) return true;
        return type.scale >= 0 && type.scale <= type.precision;
    }
    static std::vector<type_kind> candidates(const sql_type& of) {
        switch (of.kind) {
            case type_kind::smallint:
            case type_kind::integer: return {type_kind::bigint, of.kind};  // where they are stored alike anyway
            case type_kind::varchar: return {type_kind::varchar, type_kind::text};
            case type_kind::enumeration:
            case type_kind::domain: return {};
            case type_kind::other: return {stand_ins.begin(), stand_ins.end()};
            default: return {of.kind};
        }
    }

    /// A driver does not read each type that its server has. Where types are but advice, all are text.
    bool is_read(std::string_view words) const {
        sql_type small;
        small.kind = type_kind::integer;
        sql_type big;
        big.kind = type_kind::bigint;
        if (dialect_.stores_alike(big, small) || is_time(words)) return true;
        constexpr std::array texts{"varchar", "char", "json", "xml", "citext", "name", "text", "\""};
        return std::any_of(texts.begin(), texts.end(), [&](const char* each) { return words.starts_with(each); });
    }
    static bool is_time(std::string_view words) {
        return words.starts_with("timestamp") || words.starts_with("TIMESTAMP") || words.starts_with("datetime") ||
               words.starts_with("DATETIME");
    }

    std::string own_type_of(const std::string& words) {
        for (const own_type& each : result_.types)
            if (each.of == words) return each.name;
        return result_.types.emplace_back(own_type{names_.take(cpp_name(words, "type")), words, is_time(words)}).name;
    }

    std::string domain_of(const schema::column& column) {
        for (const domain& each : result_.domains)
            if (each.first->domain->name == column.domain->name &&
                each.first->domain->schema_name == column.domain->schema_name)
                return each.name;
        return result_.domains
            .emplace_back(
                domain{names_.take(cpp_name(column.domain->name, "domain")), &column, rule_of(*column.domain)})
            .name;
    }
    std::string rule_of(const schema::domain& of) const {
        const std::vector<schema::check>* checks = &of.checks;
        for (const schema::domain& each : from_.domains)
            if (each.name == of.name && each.schema_name == of.schema_name) checks = &each.checks;
        std::string result;
        for (const schema::check& each : *checks) {
            const std::string& text = dialect_.words(each.expression);
            result += (result.empty() ? "" : " and ") + (checks->size() == 1 ? text : '(' + text + ')');
        }
        return result;
    }

    entity* find(const std::string& schema_name, const std::string& table) {
        return const_cast<entity*>(std::as_const(result_).find(schema_name, table));
    }

    bool is_own_id(const entity& of, const member& which) const {
        return which.column->type.kind == type_kind::uuid && !which.is_array && which.domain.empty() &&
               of.table->primary_key && of.table->primary_key->columns == std::vector{which.column->name};
    }
    /// Where the one column leads; null where it leads nowhere.
    std::pair<const entity*, const member*> target(const entity& of, const member& which) {
        for (const schema::foreign_key& each : of.table->foreign_keys) {
            if (each.columns != std::vector{which.column->name} || each.referenced_columns.size() != 1) continue;
            const entity* other = find(each.referenced_schema, each.referenced_table);
            const member* there = other == nullptr ? nullptr : other->find(each.referenced_columns.front());
            if (there != nullptr && there != &which) return {other, there};
        }
        return {};
    }
    void add_ids(entity& to) {
        for (member& each : to.members) {
            if (each.column->type.kind != type_kind::uuid || each.is_array || !each.domain.empty()) continue;
            const entity* whose = is_own_id(to, each) ? &to : nullptr;
            const entity* at = &to;
            const member* from = &each;
            for (int steps = 0; steps != 8; ++steps) {  // keys may go round
                std::tie(at, from) = target(*at, *from);
                if (at == nullptr) break;
                if (is_own_id(*at, *from)) whose = at;
            }
            if (whose == nullptr) continue;
            each.id_of = whose->name;
            each.type = "rowan::id<" + whose->name + '>';
        }
    }

    void add_keys(entity& to) {
        for (const schema::foreign_key& each : to.table->foreign_keys) {
            const std::string why = fault_of(to, each);
            if (why.empty())
                to.keys.push_back(&each);
            else
                to.left_out.push_back("a foreign key to " + each.referenced_table + ", " + why);
        }
    }
    std::string fault_of(const entity& from, const schema::foreign_key& key) {
        const entity* to = find(key.referenced_schema, key.referenced_table);
        if (to == nullptr) return "which has no struct here";
        if (key.columns.size() > most_key_columns || key.columns.size() != key.referenced_columns.size())
            return "of too many columns";
        for (std::size_t i = 0; i != key.columns.size(); ++i) {
            const member* own = from.find(key.columns[i]);
            const member* other = to->find(key.referenced_columns[i]);
            if (own == nullptr || other == nullptr || own->type != other->type || own->is_array != other->is_array)
                return "whose key is of another type";
            if (key.columns.size() == 1 && !own->id_of.empty() && own->id_of != to->name)
                return "whose key is one of another table itself";
            if (key.on_delete == schema::referential_action::set_null && !own->optional)
                return "which sets a column to NULL that takes none";
        }
        return {};
    }

    /// Columns beyond what one macro takes go into bases. What keys speak of stays, or it would be of another class.
    void divide(entity& of) {
        if (of.members.size() <= most_members) return;
        std::set<std::string> spoken;
        if (of.table->primary_key)
            spoken.insert(of.table->primary_key->columns.begin(), of.table->primary_key->columns.end());
        for (const entity& each : result_.entities)
            for (const schema::foreign_key* key : each.keys)
                if (find(key->referenced_schema, key->referenced_table) == &of)
                    spoken.insert(key->referenced_columns.begin(), key->referenced_columns.end());
        std::size_t room = most_members - std::min(most_members, spoken.size());
        std::size_t moved = 0;
        for (member& each : of.members) {
            if (spoken.contains(each.column->name)) continue;
            if (room != 0)
                --room;
            else
                each.part = 1 + moved++ / most_members;
        }
        for (std::size_t i = 0; i * most_members < moved; ++i) of.parts.push_back(names_.take(of.name + "_more"));
    }

    // Tarjan's components, which come out with what is needed first.
    void order() {
        places_.assign(result_.entities.size(), {});
        for (std::size_t i = 0; i != result_.entities.size(); ++i)
            if (places_[i].number == 0) visit(i);
    }
    void visit(std::size_t at) {
        places_[at].number = places_[at].lowest = ++last_number_;
        places_[at].open = true;
        open_.push_back(at);
        for (const std::size_t next : needs(result_.entities[at])) {
            if (places_[next].number == 0) {
                visit(next);
                places_[at].lowest = std::min(places_[at].lowest, places_[next].lowest);
            } else if (places_[next].open) {
                places_[at].lowest = std::min(places_[at].lowest, places_[next].number);
            }
        }
        if (places_[at].lowest == places_[at].number) close(at);
    }
    void close(std::size_t at) {
        std::vector<std::size_t> file;
        std::size_t each = 0;
        do {
            each = open_.back();
            open_.pop_back();
            places_[each].open = false;
            result_.entities[each].file = result_.files.size();
            file.push_back(each);
        } while (each != at);
        std::sort(file.begin(), file.end());
        result_.files.push_back(std::move(file));
    }
    std::vector<std::size_t> needs(const entity& of) {
        std::vector<std::size_t> result;
        for (const schema::foreign_key* key : of.keys)
            result.push_back(static_cast<std::size_t>(find(key->referenced_schema, key->referenced_table) -
                                                      result_.entities.data()));
        return result;
    }

    struct place {
        std::size_t number = 0;
        std::size_t lowest = 0;
        bool open = false;
    };

    const schema::database& from_;
    const rowan::dialect& dialect_;
    std::vector<const schema::table*> tables_;
    model result_;
    name_scope names_;
    std::vector<place> places_;
    std::vector<std::size_t> open_;
    std::size_t last_number_ = 0;
};

}  // namespace

const member* entity::find(const std::string& column) const {
    for (const member& each : members)
        if (each.column->name == column) return &each;
    return nullptr;
}

const entity* model::find(const std::string& schema_name, const std::string& table) const {
    for (const entity& each : entities)
        if (each.table->name == table && each.table->schema_name == schema_name) return &each;
    return nullptr;
}

model model_of(const schema::database& from, const rowan::dialect& of, const generate_options& how) {
    return maker(from, of, how).run();
}

}  // namespace rowan::migrate::generated
