#include <rowan/models/ai_orchestrator/board.hpp>

#include <rowan/query/repository.hpp>

#include <algorithm>

namespace ai_orchestrator {

namespace {

using rowan::field;
using rowan::from;

constexpr auto column = field<&task::column>;
constexpr auto order = field<&task::order>;
constexpr auto status = field<&task::status>;

auto cards(rowan::session& db, const rowan::id<project>& of) {
    return from<task>(db).where(field<&task::project_id> == of);
}
auto card(rowan::session& db, const rowan::id<project>& of, const rowan::id<task>& which) {
    return cards(db, of).where(field<&task::id> == which);
}

/// Until the transaction ends, others wait here.
void hold(rowan::session& db, const rowan::id<project>& of) {
    from<project>(db).where(field<&project::id> == of).for_update().select(field<&project::id>).one();
}

void close_gap(rowan::session& db, const task& gone) {
    cards(db, gone.project_id).where(column == gone.column && order > gone.order).update(order = order - 1);
}

std::vector<task>& tasks_in(std::vector<board_column>& columns, const std::string& name) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.name == name; });
    return found != columns.end() ? found->tasks : columns.emplace_back(board_column{name, {}}).tasks;
}

}  // namespace

std::vector<board_column> board::columns() const {
    std::vector<board_column> result;
    for (const auto& one : rowan::enumeration_of<task_status>.entries) tasks_in(result, std::string(one.label));
    const auto statuses = static_cast<std::ptrdiff_t>(result.size());

    for (task& one : cards(*db_, project_).order_by(order).all()) {
        tasks_in(result, one.column).push_back(std::move(one));
    }
    std::sort(result.begin() + statuses, result.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return result;
}

task board::add(task added) const {
    rowan::transaction work(*db_);
    hold(*db_, project_);
    added.project_id = project_;
    added.order = static_cast<int>(cards(*db_, project_).where(column == added.column).count());
    added = rowan::repository<task>(*db_).insert(std::move(added));
    work.commit();
    return added;
}

task board::move(const rowan::id<task>& which, const task_move& to) const {
    rowan::transaction work(*db_);
    hold(*db_, project_);
    const auto moved = card(*db_, project_, which);
    close_gap(*db_, moved.one());

    const auto others = cards(*db_, project_).where(column == to.column && field<&task::id> != which);
    const int place = std::clamp(to.order, 0, static_cast<int>(others.count()));
    others.where(order >= place).update(order = order + 1);
    const auto now = moved.update_returning(status = to.status, column = to.column, order = place);
    work.commit();
    return now.front();
}

bool board::remove(const rowan::id<task>& which) const {
    rowan::transaction work(*db_);
    hold(*db_, project_);
    const auto removed = card(*db_, project_, which).remove_returning();
    for (const task& gone : removed) close_gap(*db_, gone);
    work.commit();
    return !removed.empty();
}

}  // namespace ai_orchestrator
