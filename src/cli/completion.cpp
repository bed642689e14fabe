#include "cli/completion.hpp"

#include "cli/grammar.hpp"

#include <rowan/migrate/graph.hpp>
#include <rowan/migrate/lint.hpp>
#include <rowan/session/backend.hpp>

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <ostream>

namespace rowan::cli {

namespace {

// {0} is the program, {1} a name of it that functions may have, {2} the word that asks.

constexpr std::string_view bash = R"(# {0} in bash: source <({0} completion bash)
_{1}_complete() {{
    local line="${{COMP_LINE:0:COMP_POINT}}" candidate words word begin
    read -r -a words <<< "$line"
    [[ "$line" == *[[:space:]] ]] && words+=("")
    word="${{words[${{#words[@]}}-1]}}"
    begin="${{word%"${{word##*[:@=]}}"}}"  # bash takes these for ends of words
    COMPREPLY=()
    while IFS= read -r candidate; do
        candidate="${{candidate%%$'\t'*}}"
        COMPREPLY+=("${{candidate#"$begin"}}")
    done < <("${{words[0]}}" {2} "${{words[@]:1}}" 2>/dev/null)
}}
complete -o default -F _{1}_complete {0}
)";

constexpr std::string_view zsh = R"(#compdef {0}
# {0} in zsh: {0} completion zsh > a file _{0} in fpath
_{1}() {{
    local -a candidates
    local word description
    while IFS=$'\t' read -r word description; do
        candidates+=("${{word//:/\\:}}${{description:+:$description}}")
    done < <("${{words[1]}}" {2} "${{(@)words[2,CURRENT]}}" 2>/dev/null)
    if (( ${{#candidates}} )); then _describe -V '{0}' candidates; else _files; fi
}}
compdef _{1} {0}
[[ "${{funcstack[1]}}" != _{1} ]] || _{1} "$@"
)";

constexpr std::string_view fish = R"(# {0} in fish: {0} completion fish > ~/.config/fish/completions/{0}.fish
function __{1}_complete
    set -l words (commandline -opc) (commandline -ct)
    $words[1] {2} $words[2..-1] 2>/dev/null
end
complete -c {0} -f -k -a '(__{1}_complete)'
complete -c {0} -s m -l migrations -r -F
)";

std::string function_name(std::string name) {
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return c >= 0x80 || std::isalnum(c) == 0; }, '_');
    return name;
}

/// Looks for what a word may become.
class completer {
public:
    completer(const program& of, std::ostream& out) : app_(of.description, of.name), program_(of), out_(out) {
        add_grammar(app_, of, request_);
    }

    void run(const std::vector<std::string>& before, std::string_view word) {
        word_ = word;
        const CLI::Option* open = read(before);
        if (open != nullptr) return values(*open);
        if (word.starts_with('-')) return options();
        if (command_ == nullptr) return commands();
        positional();
    }

private:
    /// Reads the words that are finished; the result is an option that waits for its value.
    const CLI::Option* read(const std::vector<std::string>& words) {
        const CLI::Option* open = nullptr;
        for (const std::string& each : words) {
            if (open != nullptr) {
                take(*open, each);
                open = nullptr;
            } else if (each.starts_with('-')) {
                const auto equals = each.find('=');
                const CLI::Option* option = option_called(each.substr(0, equals));
                if (option == nullptr || option->get_items_expected_max() == 0) continue;
                if (equals == std::string::npos)
                    open = option;
                else
                    take(*option, each.substr(equals + 1));
            } else if (command_ == nullptr) {
                command_ = command_called(each);
            }
        }
        return open;
    }

    void take(const CLI::Option& which, const std::string& value) {
        if (which.check_lname("migrations")) request_.migrations_folder = value;
    }

    CLI::App* command_called(const std::string& name) {
        const auto all = app_.get_subcommands([&](const CLI::App* each) { return each->get_name() == name; });
        return all.empty() ? nullptr : all.front();
    }

    const CLI::Option* option_called(const std::string& name) const {
        const CLI::Option* own = command_ == nullptr ? nullptr : command_->get_option_no_throw(name);
        return own != nullptr ? own : app_.get_option_no_throw(name);
    }

    void offer(const std::string& candidate, const std::string& description = {}) {
        if (!candidate.starts_with(word_)) return;
        out_ << candidate << (description.empty() ? "" : "\t" + description) << '\n';
    }

    void commands() {
        for (const CLI::App* each : app_.get_subcommands([](const CLI::App*) { return true; }))
            offer(each->get_name(), each->get_description());
    }

    void options() {
        for (const CLI::App* in : {static_cast<const CLI::App*>(command_), static_cast<const CLI::App*>(&app_)}) {
            if (in == nullptr) continue;
            for (const CLI::Option* each : in->get_options()) {
                for (const std::string& name : each->get_lnames()) {
                    const bool is_second = in == &app_ && command_ != nullptr && name == "help";
                    if (!is_second && !(name == "version" && command_ != nullptr))
                        offer("--" + name, each->get_description());
                }
            }
        }
    }

    void values(const CLI::Option& of) {
        static const std::map<std::string, std::vector<std::string>> known{
            {"graph", {"text", "dot", "mermaid"}},
            {"if-busy", {"wait", "leave", "fail"}},
            {"format", {"text", "json", "sarif"}},
            {"fail-on", {"error", "warning", "note", "never"}},
            {"diagram format", {"mermaid", "dot", "svg"}},
            {"diagram columns", {"all", "keys", "none"}},
            {"dictionary format", {"markdown", "html"}},
            {"migration", {"sql", "cpp", "none"}},
        };
        const std::string name = of.get_lnames().empty() ? std::string() : of.get_lnames().front();
        if (name == "with" || name == "without") return rules();
        for (const backend* each : backends()) {
            if (name == "dialect") offer(std::string(each->dialect().name()));
            if (name == "database") offer(std::string(each->url_start()));
        }
        for (const char* each : {"parent", "depends-on", "accept", "from", "to", "only"}) {
            if (name == each) return targets();
        }
        const auto own = known.find((command_ == nullptr ? std::string() : command_->get_name()) + ' ' + name);
        const auto found = own == known.end() ? known.find(name) : own;
        if (found == known.end()) return;
        for (const std::string& each : found->second) offer(each);
    }

    void positional() {
        static const std::map<std::string, std::vector<std::string>> known{
            {"completion", {"bash", "zsh", "fish"}},
            {"generate", {"entities"}},
            {"mark", {"production", "staging", "development", "test", "none"}},
        };
        const std::string name = command_->get_name();
        if (name == "seed") return environments();
        if (const auto found = known.find(name); found != known.end()) {
            for (const std::string& each : found->second) offer(each);
            return;
        }
        for (const char* each :
             {"upgrade", "downgrade", "stamp", "baseline", "wait", "history", "show", "merge", "plan", "lint",
              "trace"}) {
            if (name == each) return targets();
        }
    }

    /// Revisions, labels and words for them; of a range or a branch, of its last part.
    void targets() {
        const std::string_view whole = word_;
        const std::string begin(whole.substr(0, whole.find_last_of(":@") + 1));  // npos + 1 is 0
        for (const char* each : {"head", "heads", "base"}) offer(begin + each);
        const migrate::graph all(request_.migrations_folder.empty() ? program_.migrations
                                                                    : migrate::folder(request_.migrations_folder));
        for (auto each = all.revisions().rbegin(); each != all.revisions().rend(); ++each) {
            offer(begin + each->id(), each->message());
            for (const std::string& label : each->labels()) offer(begin + label, "the branch from " + each->id());
        }
    }

    void rules() {
        for (const migrate::lint_rule& each : migrate::lint_rules())
            offer(std::string(each.code), std::string(each.reason));
    }

    void environments() {
        namespace fs = std::filesystem;
        std::error_code none;
        std::vector<std::string> names;
        for (const auto& each : fs::directory_iterator(fs::path(request_.migrations_folder) / "seeds", none)) {
            if (each.is_directory(none)) names.push_back(each.path().filename().string());
        }
        std::sort(names.begin(), names.end());
        for (const std::string& each : names) offer(each);
    }

    CLI::App app_;
    const program& program_;
    std::ostream& out_;
    request request_;
    CLI::App* command_ = nullptr;
    std::string_view word_;
};

}  // namespace

void print_completion(std::string_view shell, const program& of, std::ostream& out) {
    const std::string_view script = shell == "bash" ? bash : shell == "zsh" ? zsh : fish;
    out << fmt::format(fmt::runtime(script), of.name, function_name(of.name), complete_word);
}

void complete(std::vector<std::string> words, const program& of, std::ostream& out) {
    const std::string last = words.empty() ? std::string() : words.back();
    if (!words.empty()) words.pop_back();
    try {
        completer(of, out).run(words, last);
    } catch (const std::exception&) {  // nobody who presses a key wants to read of it
    }
}

}  // namespace rowan::cli
