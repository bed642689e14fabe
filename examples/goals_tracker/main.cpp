// A reference system as a program: seven revisions, from users to a store of embeddings, which on PostgreSQL is
// pgvector's.
//
//     build/examples/goals_tracker upgrade            all of them; +1, 003 or head say how far
//     build/examples/goals_tracker downgrade -1       the last one undone; base undoes all
//     build/examples/goals_tracker upgrade --sql      what would run, and nothing runs
//
// The database is the file goals_tracker.db, unless --database or ROWAN_DATABASE says another one, such as
// postgresql://user:password@host/database.

#include <rowan/cli/cli.hpp>
#include <rowan/models/goals_tracker/migrations.hpp>

int main(int count, char** words) {
    return rowan::cli::main(
        count, words,
        {.name = "goals_tracker",
         .description = "Courses, goals and tasks of learners, what happens to them, and what is known",
         .migrations = goals_tracker::migrations(),
         .default_database = "sqlite:///goals_tracker.db"});
}
