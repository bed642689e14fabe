#include <rowan/cli/cli.hpp>

int main(int count, char** words) {
    return rowan::cli::main(count, words,
                            {
                                .name = "rowan",
                                .description = "Brings databases up to date from a folder of SQL files.",
                                .migrations_folder = "migrations",
                            });
}
