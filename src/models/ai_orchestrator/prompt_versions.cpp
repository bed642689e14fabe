#include <rowan/models/ai_orchestrator/prompt_versions.hpp>

#include <rowan/query/common_table.hpp>
#include <rowan/query/repository.hpp>

namespace ai_orchestrator {

struct prompt_link {
    using entity = prompt;
    rowan::id<prompt> id;
    std::optional<rowan::id<prompt>> parent_id;
};
BOOST_DESCRIBE_STRUCT(prompt_link, (), (id, parent_id))

namespace {

using rowan::field;
using rowan::from;

constexpr auto upwards = rowan::cte<prompt_link, "upwards">;
constexpr auto chain = rowan::cte<prompt_link, "chain">;

/// The versions from the first one on: up to it by way of the parents, and down again. A circle ends where it began.
auto chain_of(rowan::session& db, const rowan::id<prompt>& of) {
    const auto start = from<prompt>().where(field<&prompt::id> == of);
    const auto parents = from<prompt>().join(upwards, upwards[field<&prompt_link::parent_id>] == field<&prompt::id>);
    const auto first = from(upwards).where(upwards[field<&prompt_link::parent_id>].is_null());
    const auto children = from<prompt>().join(chain, chain[field<&prompt_link::id>] == field<&prompt::parent_id>);

    return rowan::with_recursive(db, upwards.as(start.select<prompt_link>().union_with(parents.select<prompt_link>())),
                                 chain.as(first.select().union_with(children.select<prompt_link>())))
        .from<prompt>()
        .join(chain, chain[field<&prompt_link::id>] == field<&prompt::id>)
        .order_by(field<&prompt::version>, field<&prompt::id>);
}

}  // namespace

std::vector<prompt> versions(rowan::session& db, const rowan::id<prompt>& of) { return chain_of(db, of).all(); }

prompt add_version(rowan::session& db, const rowan::id<prompt>& of, std::string content) {
    rowan::transaction work(db);
    // Others wait for the first version, and then find what was added meanwhile.
    chain_of(db, of).limit(1).for_update().select(field<&prompt::id>).one();

    prompt next = versions(db, of).back();
    next.parent_id = next.id;
    next.id = {};
    next.content = std::move(content);
    ++next.version;
    next.created_at = next.updated_at = {};
    next = rowan::repository<prompt>(db).insert(std::move(next));
    work.commit();
    return next;
}

}  // namespace ai_orchestrator
