// A reference system whose schema is a folder of plain SQL files: they are a part of this program, which needs no file
// beside it.
//
//     build/examples/study_platform upgrade
//     build/examples/study_platform queue
//     build/examples/study_platform downgrade base
//
// The database is the file study_platform.db, unless --database or ROWAN_DATABASE says another one, such as
// postgresql://user:password@host/database. The same files run without this program, too:
//
//     build/rowan --migrations src/models/study_platform/migrations --database sqlite:///study_platform.db upgrade

#include <rowan/cli/cli.hpp>
#include <rowan/models/study_platform/job_counts.hpp>
#include <rowan/models/study_platform/migrations.hpp>
#include <rowan/rowan.hpp>

#include <ostream>

namespace {

void queue(const rowan::cli::invocation& with) {
    if (!rowan::migrator(with.database, study_platform::migrations()).pending().empty())
        throw rowan::usage_error("the tables are not all there yet; run: study_platform upgrade");
    const auto counts = study_platform::job_counts(with.database);
    for (const auto& [status, jobs] : counts) with.out << status.value_or("without status") << ' ' << jobs << '\n';
    if (counts.empty()) with.out << "no jobs\n";
}

}  // namespace

int main(int count, char** words) {
    const rowan::cli::program platform{
        .name = "study_platform",
        .description = "Exam preparation: drops, spaced repetition, question banks, mock exams, jobs, backups",
        .migrations = study_platform::migrations(),
        .commands = {{"queue", "Count the jobs of each status", queue}},
        .default_database = "sqlite:///study_platform.db",
    };
    return rowan::cli::main(count, words, platform);
}
