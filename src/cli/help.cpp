#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <vector>

namespace rowan::cli {

namespace {

// In all texts {0} is the program, {1} what a database of it may be called.

struct command_lesson {
    std::string_view command;
    std::string_view text;
};

constexpr std::string_view targets = R"(
A TARGET is one of
  head            the newest revision; heads where there are several
  base            below every revision
  002             a revision, by its id or the beginning of it (four characters or more)
  billing         a label: the revision that carries it
  +1 -2           steps from where the database stands
  002+1 head-2    steps from a revision
  billing@head    any of these on one branch: billing@002, billing@+1, billing@base
A RANGE is two of them, 002:head, each of which may be missing; history also knows current, -3:current and 002:+2.
)";

constexpr std::string_view exit_codes = R"(
Exit codes: 0 done, 1 failed, 2 the command line is wrong, 3 not at the head (current --check),
4 verify, check or diff found something, 5 locked by another process, or waited too long,
6 a revision that runs in no transaction stopped half-way,
7 lint found something, 8 the database is ahead of this program.
)";

constexpr std::array lessons{
    command_lesson{"upgrade", R"(
Each revision runs in a transaction of its own, together with the note that it has run. At the head,
repeatable scripts follow: those that are new or were changed.

Examples:
  {0} -d sqlite:///{1}.db upgrade	to the newest revision
  {0} upgrade +1 --reason "try it first"	one more
  {0} upgrade billing@head	one branch
  {0} upgrade --if-busy leave	not where another process is at it
  {0} upgrade --each-schema "tenant_%" --parallel 4	every tenant, with a report
  {0} upgrade --databases urls.txt --json	likewise, a URL, or a name and a URL, in each line
  {0} upgrade --json	a line of JSON for each event
  {0} upgrade --sql > up.sql	what is missing, as a script for psql or sqlite3
  {0} upgrade 002:head --sql --dialect sqlite	the same without a database
  {0} upgrade --sql --idempotent --dialect postgresql	for any database, wherever it stands

--json: begin {{"event":"begin","revision":"001","message":"…","direction":"upgrade","step":1,"steps":2}},
  note {{"event":"note","revision":"001","text":"…"}}, end {{"event":"end","revision":"001","milliseconds":12}},
  and in the end done {{"event":"done","from":[…],"to":[…],"done":[…],"notes":[…],"left":false}}
  or failed {{"event":"failed","exit_code":1,"message":"…"}}. A repeatable script is one event,
  {{"event":"script","kind":"repeatable","name":"totals","milliseconds":3}}.

Exit codes: 0 done or nothing to do, 1 failed, 2 the command line is wrong, 5 another process holds the lock,
6 stopped half-way in a revision without a transaction, 8 the database is ahead of this program.
)"},
    command_lesson{"downgrade", R"(
On a database that is marked as production it asks first, or wants --yes.

Examples:
  {0} downgrade -1 --reason "wrong release"	the last one
  {0} downgrade 002	all that comes after 002
  {0} downgrade billing@base	one branch
  {0} downgrade 002 --stored	also what only a newer program knows
  {0} downgrade 004:002 --sql --dialect postgresql	as a script
)"},
    command_lesson{"reset", R"(
Undoes every revision, the last one first, and applies them all again. All rows are lost; what the revisions did not
make is left alone. It asks first, or wants --yes where there is no terminal, and never touches a database that is
marked as production. Revisions that cannot be undone are named before anything is.

Examples:
  {0} -d sqlite:///{1}.db reset
  {0} reset --yes --json
)"},
    command_lesson{"stamp", R"(
For a schema that was made another way. The history says that it was a stamp.

Examples:
  {0} stamp 004 --reason "restored from a dump"
  {0} stamp base
  {0} stamp head --purge	and forget what this program does not know
)"},
    command_lesson{"baseline", R"(
For a database that is older than its history. The tables and columns that the revisions up to TARGET create must be
there: those that are not are listed, and nothing is written.

Examples:
  {0} baseline 004 --reason "made by hand in 2019"
)"},
    command_lesson{"adopt", R"(
Reads the table of Alembic, Flyway, golang-migrate, Rails, dbmate, goose or sqlx, and says that the database stands where
that one has brought it. The tool's own table is left alone.

Examples:
  {0} adopt --check	what would be adopted
  {0} adopt --reason "from Flyway"
  {0} adopt --from alembic_version --reason "from Alembic"
)"},
    command_lesson{"repair", R"(
An upgrade refuses a revision that was changed after it had been applied. Where the change is right (a comment, or
what the database has anyway), it is accepted.

Examples:
  {0} repair --accept 0003 --reason "a comment was corrected"
)"},
    command_lesson{"seed", R"(
Each script runs in a transaction and is noted in the history. One that has run runs again when it was changed.

Examples:
  {0} seed	the scripts in seeds/
  {0} seed dev	those, then the ones in seeds/dev/
  {0} seed dev --again	all of them
)"},
    command_lesson{"mark", R"(
The mark is stored in the database. Where it says production, reset is refused and downgrade asks first.
To take it from a production database, it asks, too.

Examples:
  {0} mark	what it is
  {0} mark production
  {0} mark none	no mark
)"},
    command_lesson{"current", R"(
Examples:
  {0} current
  {0} current --check && echo "up to date"

Exit codes: 0 shown, with --check: at the head; 3 --check: there are revisions to apply; 8 --check: the database is ahead
of this program.
)"},
    command_lesson{"generate", R"(
Reads the database and changes nothing in it. A header for each table has its struct and description; entities.hpp has
all of them, with verify() and blueprint(). What structs do not say (views, functions, triggers) is in the revision.
Files that are there already are not touched: it stops.

Examples:
  {0} -d sqlite:///{1}.db generate entities --output include/{1} --namespace {1}
  {0} generate entities --tables "shop_*" --migration none
  {0} generate entities --migration cpp
  {0} -m entities/migrations baseline 0001 --reason "it was there"	where the database stands
)"},
    command_lesson{"wait", R"(
For a service that starts beside the program that migrates. It asks again and again, without a lock and without
writing anything, also while the database cannot be reached yet.

Examples:
  {0} wait && exec ./service
  {0} wait 004 --timeout 300

Exit codes: 0 it is there, 5 it was not in time, 8 the database is ahead of this program.
)"},
    command_lesson{"history", R"(
Examples:
  {0} history	what was done to the database, first to last
  {0} history :	all revisions, newest first, and which are applied
  {0} history -3:current
)"},
    command_lesson{"plan", R"(
Examples:
  {0} plan	what upgrade would run
  {0} plan 004:002 --dialect postgresql	what is run from 004 back to 002
  {0} plan --sql > up.sql	as a script for psql or sqlite3 that moves the history, too
  {0} plan --graph text	the revisions as a drawing
  {0} plan --graph dot | dot -Tsvg > graph.svg
)"},
    command_lesson{"show", R"(
Examples:
  {0} show head
  {0} show 002 --json
)"},
    command_lesson{"create", R"(
Examples:
  {0} create "add notes"
  {0} create "add notes" --down
  {0} create "invoices" --parent 002 --label billing
)"},
    command_lesson{"lint", R"(
Each revision is looked at as one that is applied alone, to tables that have rows and users; those behind --from as
applied in one go: what they make themselves is new. For a table that the same revision makes, no lock is spoken of.
What is right as it is, is said in the file, before the statement or behind it in its line, with the rule and the reason:
  -- rowan:ignore drop-column nobody has read it since version 2
  -- rowan:ignore-file index-not-concurrent the table has twelve rows
and in C++ by revision(…).ignore("drop-column", "nobody has read it since version 2").
Of a way down it is said where it would lose rows that the way up did not make; its locks are looked at with --down.

Examples:
  {0} lint
  {0} lint --from 004	what comes with the next release
  {0} lint head --dialect sqlite
  {0} lint 004:002 --down	what it would take to go back
  {0} lint new.sql old.sql --server-version 12	files, whoever runs them
  {0} lint --format sarif > lint.sarif	for the pages of a code host
  {0} lint --with require-schema,enum-create --without prefer-text

--format json: {{"findings":[{{"code":"drop-column","severity":"warning","revision":"002","file":"…","line":3,"column":1,
  "operation":1,"statement":"…","what":"…","reason":"…","safer":"…"}}]}}; severity is error, warning or note; null where
  there is no revision, file, line, operation or statement.

Exit codes: 0 nothing that --fail-on names, 7 something, 1 failed, 2 the command line is wrong.
)"},
    command_lesson{"trace", R"(
All of it is one transaction, which is rolled back. Statements that run in no transaction, and steps in C++, are named and
not run. The locks are held to the end: on a database that others work with, they wait. A database that is marked as
production asks first, or wants --yes.

Examples:
  {0} trace
  {0} trace --only 004
  {0} trace +1 --json

--json: {{"locking":"…","revisions":[{{"revision":"004","message":"…","statements":[{{"operation":1,"file":null,"line":null,
  "statement":"…","not_run":null,"error":null,"sqlstate":null,"microseconds":410,"locks":[{{"table":"tasks","mode":
  "ACCESS EXCLUSIVE","waits":"reads and writes"}}],"rewritten":[],"scanned":[],"made":[]}}]}}],"failed":false}}

Exit codes: 0 all of it ran, or was left out, 1 a statement failed, 2 the command line is wrong.
)"},
    command_lesson{"verify", R"(
The revisions are run, up to where the database stands, in a database of its own: in memory on SQLite, one that is created
beside and dropped on PostgreSQL. In the database itself nothing is changed. At the head it is also compared with the
structs of the program, in both directions; what structs have no words for, views and triggers say, is compared with the
revisions only.

Examples:
  {0} verify
  {0} verify --against production.json	with a file that snapshot wrote: no other database is made
  {0} verify --against postgresql://user:password@localhost/staging
  {0} verify --ignore "audit_*"
  {0} verify --scratch postgresql://user:password@localhost/spare	for who may not create databases

--json: {{"equal":false,"at":["004"],"at_head":true,"against":"the migrations","migrations":[{{"object":"table","schema":null,
  "name":"tasks","part":"column","part_name":"rank","property":null,"left":"integer","right":null}}],"structs":[…],
  "warnings":[…],"notes":[…],"fingerprint":"…","against_fingerprint":"…"}}; left is the database; null for migrations or
  structs that were not compared.

Exit codes: 0 no difference, 4 a difference, 1 failed, 2 the command line is wrong, 8 the database is ahead of this program.
)"},
    command_lesson{"check", R"(
Is there one head, does migrations.lock fit the files, does each revision apply to an empty database and go back where it
says so, would create --autogenerate write something, do the seeds of each environment run, and run again. A database
says on which kind; what is in it is not looked at and not changed. Without one, what needs one is left out, and said.

Examples:
  {0} check
  {0} -d sqlite://:memory: check
  {0} -d postgresql://user:password@localhost/postgres check --json

--json: {{"in_order":false,"parts":[{{"part":"heads","looked_at":true,"summary":"one head, 004","findings":[]}},
  {{"part":"seeds","looked_at":true,"summary":"","findings":[{{"what":"…","remedy":"…"}}]}}]}}

Exit codes: 0 all that was looked at is in order, 4 something is not, 1 failed, 2 the command line is wrong.
)"},
    command_lesson{"diagram", R"(
Reads the live database. In an SVG the tables stand in groups of what belongs together; a relation to another group is
named in its row, and its line stands out while the mouse is on either table.

Examples:
  {0} diagram	as Mermaid, for a page of Markdown
  {0} diagram --format svg --output schema.svg
  {0} diagram --format svg --tables "order*" --columns all -o orders.svg	some tables and their neighbours
  {0} diagram --format dot | dot -Tpdf > schema.pdf
)"},
    command_lesson{"dictionary", R"(
Reads the live database: tables with their comments, columns, keys, references in both directions, indexes and checks,
then views, enums and domains.

Examples:
  {0} dictionary > SCHEMA.md
  {0} dictionary --format html --output schema.html
)"},
    command_lesson{"snapshot", R"(
All schemas of the database as JSON, with a line for each column: commit it, and git shows what has changed. rowan's own
tables and those of other migration tools are left out.

Examples:
  {0} snapshot > schema.json
  {0} snapshot -o schema.json --ignore "audit_*"
)"},
    command_lesson{"diff", R"(
Each is the URL of a database or a file that snapshot wrote. Whatever a database can tell of a schema is compared, the
order of columns is no difference, and nothing is taken for renamed.

Examples:
  {0} diff schema.json	what the snapshot has and the database has not, and the other way round
  {0} diff sqlite:///{1}.db sqlite:///copy.db
  {0} diff old.json new.json --sql > change.sql	what makes the new one of the old one
  {0} -d postgresql://user:password@localhost/{1} diff postgresql://user:password@db.example.com/{1} --ignore "audit_*"

--json: {{"from":{{"name":"…","fingerprint":"…"}},"to":{{…}},"differences":[{{"object":"table","schema":null,"name":"tasks",
  "part":"column","part_name":"rank","property":null,"left":"integer default 0 not null","right":"integer not null"}}]}};
  left is FROM, right is TO, null where it is not there. With --sql, what loses rows stands behind a comment.

Exit codes: 0 no difference, 4 there is one, 1 failed, 2 the command line is wrong.
)"},
    command_lesson{"lock", R"(
Commit migrations.lock with the files: a line for each revision, with its checksum. Whoever edits a file that databases
may have run is told, and two branches that each add a revision are a conflict for git. create and merge keep it up to
date; run lock again when a new file is finished.

Examples:
  {0} lock
)"},
    command_lesson{"merge", R"(
Examples:
  {0} merge	all heads
  {0} merge billing@head main@head --message "bring billing in"
)"},
    command_lesson{"completion", R"(
Examples:
  source <({0} completion bash)	in ~/.bashrc
  {0} completion zsh > ~/.zfunc/_{0}	with ~/.zfunc in fpath, before compinit
  {0} completion fish > ~/.config/fish/completions/{0}.fish
)"},
};

/// Puts what stands behind tabs below each other.
std::string aligned(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    std::size_t width = 0;
    for (std::string line; std::getline(in, line);) {
        if (const auto tab = line.find('\t'); tab != std::string::npos) width = std::max(width, tab + 2);
        lines.push_back(std::move(line));
    }
    std::string result;
    for (const std::string& line : lines) {
        const auto tab = line.find('\t');
        result +=
            tab == std::string::npos ? line : fmt::format("{:<{}}{}", line.substr(0, tab), width, line.substr(tab + 1));
        result += '\n';
    }
    return result;
}

std::string database_of(const program& of) { return of.migrations_folder.empty() ? of.name : "shop"; }

std::string filled(std::string_view text, const program& of) {
    return fmt::format(fmt::runtime(text), of.name, database_of(of));
}

std::string with_folder(const program& of) {
    return of.migrations_folder.empty() ? std::string()
                                        : fmt::format("\n  {} --migrations db/steps plan --dialect sqlite", of.name);
}

}  // namespace

std::string overview(const program& of) {
    return fmt::format(R"({0}{2}{3}

  {0} --database URL upgrade      bring a database up to date
  {0} --database URL current      where it stands
  {0} --database URL history      how it came there
  {0} create "add notes"          begin a new revision
  {0} --help                      all commands; {0} COMMAND --help shows one with examples

URL: sqlite:///{1}.db or postgresql://user:password@localhost/{1}; ROWAN_DATABASE says it, too.
)",
                       of.name, database_of(of), of.description.empty() ? "" : ": ", of.description);
}

std::string general_lesson(const program& of) {
    return fmt::format(R"(
Examples:
  {0} --database sqlite:///{1}.db upgrade
  {0} --database postgresql://user:password@localhost/{1} upgrade +1
  ROWAN_DATABASE=sqlite:////var/lib/{1}.db {0} current
  {0} --database sqlite:///{1}.db downgrade -1 --reason "wrong release"
  {0} plan --dialect postgresql{2}

{0} COMMAND --help, or {0} help COMMAND, shows more of one command.
{3}{4})",
                       of.name, database_of(of), with_folder(of), targets, exit_codes);
}

std::string lesson(const program& of, std::string_view command) {
    const auto found = std::find_if(lessons.begin(), lessons.end(),
                                    [&](const command_lesson& each) { return each.command == command; });
    if (found == lessons.end()) return {};
    const std::string text = aligned(filled(found->text, of).substr(1));
    const bool says_codes = text.find("Exit codes:") != std::string::npos;
    const std::string end =
        says_codes ? std::string() : "\nExit codes: 0 done, 1 failed, 2 the command line is wrong.\n";
    return text + end +
           fmt::format("\n{0} --help shows what a TARGET and a RANGE may be, and the options of all commands.\n",
                       of.name);
}

}  // namespace rowan::cli
