#include "cli/grammar.hpp"

#include <rowan/session/backend.hpp>

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace rowan::cli {

namespace {

using kind = request::kind;

std::vector<std::string> dialect_names() {
    std::vector<std::string> result;
    for (const backend* each : backends()) result.emplace_back(each->dialect().name());
    return result;
}

class grammar {
public:
    grammar(CLI::App& app, const program& of, request& to) : app_(app), program_(of), request_(to) {}

    void add() {
        request_.migrations_folder = program_.migrations_folder;
        add_options(app_);
        group_ = "Change a database";
        add_changes();
        group_ = "Look at a database";
        add_questions();
        add_verification();
        group_ = "Look at revisions, write new ones";
        add_revisions();
        if (!program_.commands.empty()) group_ = "Of this program";
        for (const command& each : program_.commands) add_own(each);
        group_ = "Other";
        auto* completion =
            add("completion", "Print what makes a shell complete this program's words", kind::completion);
        completion->add_option("SHELL", request_.shell, "bash, zsh or fish")
            ->required()
            ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    }

private:
    bool has_folder() const { return !program_.migrations_folder.empty(); }

    void add_options(CLI::App& to) {
        to.add_option("-d,--database", request_.database, "URL of the database, else that in ROWAN_DATABASE");
        to.add_flag("-v,--verbose", request_.verbose, "Show the statements as they run");
        if (!has_folder()) return;
        to.add_option("-m,--migrations", request_.migrations_folder, "Folder of SQL files, 0001_name.up.sql and so on")
            ->capture_default_str();
    }

    void add_changes() {
        auto* upgrade = add("upgrade", "Apply revisions up to TARGET", kind::upgrade);
        upgrade->add_option("TARGET", request_.target, "Where to go [head]; with --sql also FROM:TO");
        add_script(*upgrade);
        add_ahead(*upgrade);
        upgrade->add_flag("--allow-edited", request_.allow_edited,
                          "Go on where an applied revision was changed since, and leave what it did as it is");
        upgrade->add_flag("--allow-occupied", request_.allow_occupied,
                          "Go on where tables are there that no history knows");
        add_busy(*upgrade);
        add_tenants(*upgrade);
        add_reason_and_json(*upgrade);

        auto* downgrade = add("downgrade", "Undo revisions down to TARGET", kind::downgrade);
        downgrade->add_option("TARGET", request_.target, "Where to go: base, -1, an id, …; with --sql also FROM:TO")
            ->required();
        add_script(*downgrade);
        downgrade->add_flag("--stored", request_.stored,
                            "By the statements in the history, also what this program does not know");
        add_busy(*downgrade);
        add_yes(*downgrade);
        add_reason_and_json(*downgrade);

        auto* reset = add("reset", "Undo everything, then apply everything again: all rows are lost", kind::reset);
        add_busy(*reset);
        add_yes(*reset);
        add_reason_and_json(*reset);

        auto* seed = add("seed", "Run the scripts with rows to begin with that are new or were changed", kind::seed);
        seed->add_option("ENVIRONMENT", request_.environment, "Those of seeds/ENVIRONMENT, too: dev, demo, …");
        seed->add_flag("--again", request_.again, "Run also those that have not changed");
        add_reason_and_json(*seed);

        auto* stamp = add("stamp", "Say that the database is at TARGET, and run nothing", kind::stamp);
        stamp->add_option("TARGET", request_.targets, "Where it is; several where it is on several branches")
            ->required();
        stamp->add_flag("--purge", request_.purge, "Forget revisions that this program does not know");
        add_reason_and_json(*stamp);

        add_takeovers();

        auto* mark = add("mark", "Say what the database is for; production is protected", kind::mark);
        mark->add_option("ENVIRONMENT", request_.environment,
                         "production, staging, development or test; none to see it")
            ->check(CLI::IsMember({"production", "staging", "development", "test", "none"}));
        add_yes(*mark);
        add_json(*mark);
    }

    /// What is said of a database, and nothing run.
    void add_takeovers() {
        auto* baseline =
            add("baseline", "Say that a database without a history has what TARGET brings, if it has", kind::baseline);
        baseline->add_option("TARGET", request_.target, "The newest revision that it has")->required();
        add_reason_and_json(*baseline);
        auto* adopt = add("adopt", "Go on where another tool has brought the database", kind::adopt);
        adopt->add_option("--from", request_.table, "The other tool's table, where there are several");
        adopt->add_flag("--check", request_.check, "Only show what would be adopted");
        add_reason_and_json(*adopt);
        auto* repair = add("repair", "Accept an edited revision; say how one that stopped half-way goes on", kind::repair);
        auto* how = repair->add_option_group("What");
        how->add_option("--accept", request_.accept, "A revision that was edited after it had been applied");
        how->add_flag("--mark-done", request_.mark_done, "The statement in doubt has happened");
        how->add_flag("--rerun", request_.rerun, "The statement in doubt has not happened");
        how->add_flag("--start-over", request_.start_over, "What the unfinished revision did was undone by hand");
        how->require_option(1);
        add_reason_and_json(*repair);
    }

    void add_busy(CLI::App& to) {
        to.add_option("--if-busy", request_.busy, "While another process migrates: wait, leave it to that one, or fail")
            ->capture_default_str()
            ->check(CLI::IsMember({"wait", "leave", "fail"}));
        to.add_option("--lock-wait", request_.lock_seconds, "Seconds of waiting, after which it ends with exit code 5")
            ->capture_default_str()
            ->check(CLI::NonNegativeNumber);
    }

    void add_tenants(CLI::App& to) {
        auto* schemas = to.add_option("--each-schema", request_.schemas,
                                      "Each schema of the database whose name is like this: \"tenant_%\"");
        to.add_option("--databases", request_.databases_file,
                      "Each database of this file: a line is a URL, or a name and a URL")
            ->excludes(schemas);
        to.add_option("--parallel", request_.parallel, "So many of them at once")
            ->capture_default_str()
            ->check(CLI::PositiveNumber);
        to.add_flag("--stop-at-failure", request_.stop_at_failure, "Begin no more of them after one has failed");
    }

    void add_questions() {
        auto* current = add("current", "Show where the database stands", kind::current);
        current->add_flag("--check", request_.check, "Exit with code 3 where that is not the head");
        add_json(*current);
        auto* wait = add("wait", "Wait until the database is at TARGET, and change nothing", kind::wait);
        wait->add_option("TARGET", request_.target, "What to wait for [heads]");
        wait->add_option("--timeout", request_.timeout_seconds, "Seconds, after which it ends with exit code 5")
            ->capture_default_str()
            ->check(CLI::NonNegativeNumber);
        add_ahead(*wait);
        add_json(*wait);
        auto* history = add("history", "Show what was applied and undone, when, by whom and why; with RANGE, revisions",
                            kind::history);
        history->add_option("RANGE", request_.range, "Show the revisions in it, newest first, and which are applied");
        add_json(*history);
        auto* plan = add("plan", "Print the SQL that an upgrade would run", kind::plan);
        plan->add_option("TARGET", request_.target,
                         "Where to go [head]; or FROM:TO, up or down, wherever the database stands");
        plan->add_option("--graph", request_.graph, "Draw the revisions instead: text, dot (Graphviz) or mermaid")
            ->check(CLI::IsMember({"text", "dot", "mermaid"}));
        add_script(*plan);
        add_ahead(*plan);
        add_json(*plan);
        auto* trace = add("trace", "Run what is pending, take it back, and show what it locked, wrote anew and read",
                          kind::trace);
        trace->add_option("TARGET", request_.target, "Up to here [heads]");
        trace->add_option("--only", request_.only, "This revision alone, on the database as it is");
        trace->add_option("--lock-timeout", request_.trace_lock_seconds, "Seconds that a statement waits for a lock")
            ->capture_default_str()
            ->check(CLI::PositiveNumber);
        trace->add_option("--timeout", request_.timeout_seconds, "Seconds, after which it ends and lets all locks go")
            ->capture_default_str()
            ->check(CLI::PositiveNumber);
        add_ahead(*trace);
        add_yes(*trace);
        add_json(*trace);
        add_pictures();
        add_comparisons();
        add_generate();
    }

    void add_generate() {
        auto* generate = add("generate", "Write described structs and a first revision of a database that is there",
                             kind::generate);
        generate->add_option("WHAT", request_.generated, "entities")->required()->check(CLI::IsMember({"entities"}));
        generate->add_option("-o,--output", request_.struct_folder, "Folder for the files")->capture_default_str();
        generate->add_option("--namespace", request_.name_space, "Of the structs: shop, shop::tables")
            ->capture_default_str();
        generate->add_option("--tables", request_.struct_tables, "Structs for tables of this name only: \"shop_*\"");
        generate->add_option("--migration", request_.migration, "The first revision as SQL or C++; none for none")
            ->capture_default_str()
            ->check(CLI::IsMember({"sql", "cpp", "none"}));
        add_json(*generate);
    }

    void add_verification() {
        auto* verify = add("verify", "Compare the database with what the revisions make, and with the structs",
                           kind::verify);
        auto* against = verify->add_option("--against", request_.against,
                                           "Instead of the revisions, a file that snapshot wrote, or another database's URL");
        auto* migrations = verify->add_flag("--migrations-only", request_.migrations_only, "Leave the structs out");
        verify->add_flag("--structs-only", request_.structs_only, "Leave the revisions out")
            ->excludes(migrations)
            ->excludes(against);
        auto* check = add("check", "Look at revisions, lock, seeds and structs before they are used: for a build",
                          kind::check);
        for (auto* each : {verify, check}) {
            each->add_option("--ignore", request_.ignored, "Leave tables and other objects of this name alone: \"audit_*\"");
            each->add_option("--scratch", request_.scratch,
                             "PostgreSQL: an empty database to run the revisions in, where you may not create one");
            add_json(*each);
        }
    }

    void add_revisions() {
        add_json(*add("heads", "Show the newest revision that this program knows, or the newest of each branch",
                      kind::heads));
        add_json(*add("branches", "Show where the revisions divide, and the labels", kind::branches));
        auto* show = add("show", "Show one revision: what it comes after and what it does", kind::show);
        show->add_option("REVISION", request_.target, "Its id, the beginning of it, a label, head, …")->required();
        add_json(*show);
        add_create();
        add_lint();
        if (has_folder())
            add_json(*add("lock", "Write migrations.lock: from then on a file that was edited is refused", kind::lock));
        auto* merge =
            add("merge", std::string(has_folder() ? "Write" : "Print") + " a revision that makes several heads one",
                kind::merge);
        merge->add_option("REVISION", request_.targets, "Heads to merge, instead of all");
        merge->add_option("--id", request_.id, "Id of the new revision");
        merge->add_option("--message", request_.message, "What it is for");
        add_json(*merge);
    }

    void add_create() {
        auto* create = add("create",
                           has_folder() ? "Write the file of a new revision, in the folder's own style"
                                        : "Print a new revision, to be put behind the others",
                           kind::create);
        create->add_option("MESSAGE", request_.message, "What it does, in a few words: \"add notes\"")->required();
        create->add_option("--parent", request_.parents, "What it comes after [the head]");
        create->add_option("--label", request_.labels, "A name for the branch that begins with it");
        create->add_option("--depends-on", request_.dependencies, "A revision of another branch that it needs");
        create->add_option("--id", request_.id, "Its id, instead of the next one");
        create->add_flag("--down", request_.with_down, "With a way back, also where the others have none");
        auto* sql = create->add_flag("--sql", request_.as_sql, "Of SQL; the only way where revisions are files");
        auto* generated = create->add_flag(
            "--autogenerate", request_.autogenerate,
            "With what the database lacks of the program's structs; exit code 3 where a question is open");
        create->add_option("--answer", request_.answers, "\"rename tasks.title = headline\", \"fill tasks.rank = 0\"")
            ->needs(generated);
        create->add_option("--answers", request_.answers_file, "A file of such lines")->needs(generated);
        create->add_option("--ignore", request_.ignored, "Leave tables of this name alone: \"audit_*\"")
            ->needs(generated);
        if (has_folder()) {
            create->add_flag("--repeatable", request_.repeatable, "A script that upgrade runs whenever it has changed");
            create->add_flag("--cpp", request_.as_cpp, "Print it as C++ instead of writing a file")->excludes(sql);
        } else {
            create->add_flag("--cpp", request_.as_cpp, "Of C++ operations; so it is without this, too")->excludes(sql);
        }
        add_json(*create);
    }

    void add_pictures() {
        auto* diagram = add("diagram", "Draw the tables of the database, their keys and relations", kind::diagram);
        diagram->add_option("--format", request_.picture, "mermaid [the default], dot (Graphviz) or svg")
            ->check(CLI::IsMember({"mermaid", "dot", "svg"}));
        diagram->add_option("--tables", request_.tables, "Only these and their neighbours: \"exam_*\"");
        diagram->add_option("--columns", request_.columns, "all, keys or none [all; keys where there are many tables]")
            ->check(CLI::IsMember({"all", "keys", "none"}));
        auto* dictionary = add("dictionary", "Describe every table, view and type of the database", kind::dictionary);
        dictionary->add_option("--format", request_.picture, "markdown [the default] or html")
            ->check(CLI::IsMember({"markdown", "html"}));
        for (auto* each : {diagram, dictionary})
            each->add_option("-o,--output", request_.output, "Write this file instead of printing");
    }

    void add_comparisons() {
        auto* snapshot = add("snapshot", "Write down all that the database holds, for git and for diff", kind::snapshot);
        snapshot->add_option("-o,--output", request_.output, "Write this file instead of printing");
        auto* diff = add("diff", "Show what differs in two databases or snapshots, each with its definition", kind::diff);
        diff->add_option("WHAT", request_.targets,
                         "FROM and TO, each a URL or a file that snapshot wrote; with TO alone, FROM is the database")
            ->required()
            ->expected(1, 2);
        auto* script = diff->add_flag("--sql", request_.script, "Print the statements that make TO of FROM");
        for (auto* each : {snapshot, diff})
            each->add_option("--ignore", request_.ignored, "Leave tables of this name out: \"audit_*\"");
        diff->add_flag("--json", request_.json, "As JSON, for programs")->excludes(script);
    }

    void add_lint() {
        auto* lint = add("lint", "Look for what would lock others out, lose rows, break programs or fail", kind::lint);
        lint->add_option("WHAT", request_.targets, "A range FROM:TO, revisions, or files of SQL [all revisions]");
        lint->add_option("--from", request_.from, "Those behind this revision, as applied in one go");
        lint->add_option("--to", request_.to, "Those up to this revision");
        lint->add_option("--dialect", request_.dialect, "For this backend [that of the database, else postgresql]")
            ->check(CLI::IsMember(dialect_names()));
        lint->add_option("--server-version", request_.server_version,
                         "The oldest server that they must run on [15; SQLite 3.40]");
        lint->add_option("--with", request_.rules, "Rules that are looked at only on request, or all")
            ->delimiter(',')
            ->allow_extra_args(false);
        lint->add_option("--without", request_.without_rules, "Rules to leave out")
            ->delimiter(',')
            ->allow_extra_args(false);
        lint->add_flag("--down", request_.down, "Look at locks and failures on the ways down, too");
        lint->add_option("--fail-on", request_.fail_on, "Exit with 7 from this severity on")
            ->capture_default_str()
            ->check(CLI::IsMember({"error", "warning", "note", "never"}));
        lint->add_option("--format", request_.format, "text, json or sarif")
            ->capture_default_str()
            ->check(CLI::IsMember({"text", "json", "sarif"}));
        add_json(*lint);
    }

    void add_script(CLI::App& to) {
        auto* script = to.add_flag("--sql", request_.script,
                                   "Print a script that does all of it, history included, and touch nothing");
        to.add_option("--dialect", request_.dialect, "For a database of this kind, without a connection")
            ->check(CLI::IsMember(dialect_names()));
        to.add_flag("--idempotent", request_.idempotent,
                    "The script leaves out what a database has already (PostgreSQL)")
            ->needs(script);
    }

    void add_reason_and_json(CLI::App& to) {
        to.add_option("--reason", request_.reason, "Why, for the history");
        add_json(to);
    }
    void add_yes(CLI::App& to) { to.add_flag("-y,--yes", request_.yes, "Do not ask"); }
    void add_ahead(CLI::App& to) {
        to.add_flag("--allow-ahead", request_.allow_ahead,
                    "Go on where the database is at a revision that this program does not know");
    }
    void add_json(CLI::App& to) { to.add_flag("--json", request_.json, "As JSON, for programs"); }

    CLI::App* add(const std::string& name, const std::string& description, kind what) {
        auto* added = app_.add_subcommand(name, description)->group(group_);
        added->callback([this_request = &request_, what] { this_request->what = what; });
        return added;
    }

    void add_own(const command& which) {
        auto* added = app_.add_subcommand(which.name, which.description)->group(group_);
        added->fallthrough(false);  // or its arguments would go to the program, which knows none
        added->allow_extras();
        add_options(*added);
        added->callback([to = &request_, added, &which] {
            to->what = kind::own;
            to->own = &which;
            to->arguments = added->remaining();
        });
    }

    CLI::App& app_;
    const program& program_;
    request& request_;
    std::string group_;
};

}  // namespace

void add_grammar(CLI::App& app, const program& of, request& to) { grammar(app, of, to).add(); }

}  // namespace rowan::cli
