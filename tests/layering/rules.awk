# Reads the project's files, one a line, then their `file:line:#include ...` lines, and prints each include that
# breaks a rule as `file:line: rule`. -v rooms="meta types ..." names the rooms from the ground up.

BEGIN {
    count = split(rooms, names, " ")
    for (i = 1; i <= count; ++i) level[names[i]] = i
    level["models"] = count + 1

    # Headers that stay out of public headers, and the one door through which each may come.
    door["^soci/"] = "include/rowan/session/soci.hpp"
    door["(^|/)libpq"] = "include/rowan/session/libpq.hpp"
    door["(^|/)sqlite3[.]h$"] = "include/rowan/session/sqlite3.hpp"
    door["^boost/json"] = "include/rowan/validate/boost_json.hpp"
}

!/:/ {
    known[$0]
    files[++file_count] = $0
    next
}

{
    split($0, field, ":")
    file = field[1]
    place = file ":" field[2]
    text = $0
    sub(/^[^:]*:[^:]*:[ \t]*#[ \t]*include[ \t]*/, "", text)
    quote = substr(text, 1, 1)
    if (quote != "<" && quote != "\"") next  # a macro decides
    name = substr(text, 2)
    sub(/[>"].*/, "", name)

    check_foreign(name)
    target = resolve(name)
    if (target != "") check_project(target)
}

END {
    find_cycles()
    exit broken > 0
}

function fault(where, what) {
    print where ": " what
    ++broken
}

# The folder below include/rowan or src that a file lies in; "" for the files directly there.
function room_of(path,    part) {
    sub(/^include\/rowan\//, "", path) || sub(/^src\//, "", path)
    if (split(path, part, "/") == 1) return ""
    return part[1]
}

# The project file an include means, as a compiler looks for it, or "".
function resolve(name,    folder, path) {
    if (quote == "\"") {
        folder = file
        sub(/[^\/]*$/, "", folder)
        path = normal(folder name)
        if (path in known) return path
    }
    path = normal("src/" name)
    if (path in known) return path
    path = normal("include/" name)
    if (path in known) return path
    if (quote == "\"" || name ~ /^rowan\//) fault(place, "includes " name ", which is no file of this project")
    return ""
}

function normal(path) {
    while (sub(/[^\/]+\/\.\.\//, "", path)) {}
    gsub(/\/\.\//, "/", path)
    return path
}

function check_foreign(name,    foreign) {
    for (foreign in door) {
        if (name !~ foreign || file == door[foreign]) continue
        if (file ~ /^include\//)
            fault(place, "public header includes " name "; only " door[foreign] " may")
        else if (foreign == "^soci/" && file !~ /^src\/session\//)
            fault(place, "includes " name "; only src/session and " door[foreign] " may")
    }
}

function check_project(target,    from, to) {
    edges[file] = edges[file] " " target
    line_of[file, target] = place

    if (target == "include/rowan/rowan.hpp") {
        fault(place, "the library includes rowan/rowan.hpp, which is for its users")
        return
    }
    if (file ~ /^include\// && target ~ /^src\//) fault(place, "public header includes " target ", which is not installed")

    from = room_of(file)
    to = room_of(target)
    if (file == "include/rowan/rowan.hpp") return  # looks at everything
    if (from == "" && to != "")
        fault(place, file " stands below all rooms and includes " target)
    else if (from != "" && to != "" && !(from in level && to in level))
        fault(place, "folder " (from in level ? to : from) " is no room; the rooms are in src/cmake/rooms.cmake")
    else if (from != "" && to != "" && level[to] > level[from])
        fault(place, "room " from " includes " target ", but knows only the rooms before it, not " to)
    else if (from == "models" && to == "models" && model_of(file) != model_of(target))
        fault(place, "model " model_of(file) " includes " target ": models do not know of each other")
}

function model_of(path,    part) {
    sub(/^.*\/models\//, "", path)
    split(path, part, /[\/.]/)
    return part[1]
}

function find_cycles(    i) {
    for (i = 1; i <= file_count; ++i) visit(files[i], "")
}

# Depth first; state 1 is on the way, 2 is done. The trail names the way, for the message.
function visit(path, trail,    next_files, i, n) {
    if (state[path] == 2) return
    if (state[path] == 1) {
        sub("^.* " path " ", path " ", trail)
        gsub(/ /, " -> ", trail)
        fault(line_of[last_of(trail), path], "include cycle: " trail path)
        return
    }
    state[path] = 1
    n = split(edges[path], next_files, " ")
    for (i = 1; i <= n; ++i) visit(next_files[i], trail path " ")
    state[path] = 2
}

function last_of(trail,    parts, n) {
    n = split(trail, parts, " -> ")
    return parts[n] == "" ? parts[n - 1] : parts[n]
}
