// The study platform's tables as structs, which `generate entities` has written (generate.sh): what `create
// --autogenerate` compares a database with.

#include <entities.hpp>
#include <rowan/cli/cli.hpp>

int main(int count, char** words) {
    const rowan::cli::program platform{
        .name = "study_tables",
        .entities = entities::blueprint(),
        .migrations_folder = "migrations",
    };
    return rowan::cli::main(count, words, platform);
}
