// A reference system as a program: its schema is brought up and down from the command line, and one command of its own
// shows create, read, update and delete on every entity.
//
//     build/examples/ai_orchestrator upgrade
//     build/examples/ai_orchestrator demo
//     build/examples/ai_orchestrator downgrade base
//
// The database is the file ai_orchestrator.db, unless --database or ROWAN_DATABASE says another one, such as
// postgresql://user:password@host/database.

#include "demo.hpp"

#include <rowan/models/ai_orchestrator/migrations.hpp>

int main(int count, char** words) {
    const rowan::cli::program orchestrator{
        .name = "ai_orchestrator",
        .description = "An AI interviews a user, plans, works on tasks and commits",
        .migrations = ai_orchestrator::migrations(),
        .commands = {{"demo", "Create, read, update and delete rows of every entity", demo}},
        .default_database = "sqlite:///ai_orchestrator.db",
    };
    return rowan::cli::main(count, words, orchestrator);
}
