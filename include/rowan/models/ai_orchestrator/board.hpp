#pragma once

#include <rowan/models/ai_orchestrator/task.hpp>
#include <rowan/session/session.hpp>

#include <string>
#include <vector>

namespace ai_orchestrator {

/// Where a card goes. Beyond the end of the column is its end.
struct task_move {
    task_status status = task_status::backlog;
    std::string column = "backlog";
    int order = 0;
};
BOOST_DESCRIBE_STRUCT(task_move, (), (status, column, order))

struct board_column {
    std::string name;
    std::vector<task> tasks;  ///< from the top
};
BOOST_DESCRIBE_STRUCT(board_column, (), (name, tasks))

/// The Kanban board of a project. What is done through it keeps the order in each column without gaps, from 0, whoever
/// else does so at the same time: a board has one writer at a time, the others wait. Must not outlive its session.
class board {
public:
    board(rowan::session& in, const rowan::id<project>& of) : db_(&in), project_(of) {}

    /// A column for each status, and behind them those that the project has besides, by name.
    std::vector<board_column> columns() const;

    /// Puts a card at the end of its column; its project and order are those of the board. Throws not_found where there
    /// is no such project.
    task add(task added) const;
    /// Returns the card where it is now. Throws not_found where the board has no such card.
    task move(const rowan::id<task>& which, const task_move& to) const;
    /// False where the board has no such card.
    bool remove(const rowan::id<task>& which) const;

private:
    rowan::session* db_;
    rowan::id<project> project_;
};

}  // namespace ai_orchestrator
