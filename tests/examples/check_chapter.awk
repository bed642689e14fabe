# Compares the text of a chapter with what proves it:
#
#   awk -f check_chapter.awk kind=source *.cpp *.hpp kind=output output.txt kind=error cases.cpp kind=text README.md
#
# A block that begins with ```cpp joins is what stands between the two lines "// [joins]" in a source. The lines of a
# ```text block stand together in the output; those of a ```sql block do, too, broken elsewhere. Each line of a
# ```text errors block is what a case of tests/must_not_compile expects of the compiler. Other blocks are free. Links to
# files lead somewhere.

function trimmed(line) { gsub(/^[ \t]+|[ \t]+$/, "", line); return line }
function fault(text) { print where ": " text; faults++ }

# Without the indentation that all lines have.
function dedented(lines, count,    i, least, own, result) {
    least = -1
    for (i = 1; i <= count; i++) {
        if (lines[i] !~ /[^ ]/) continue
        match(lines[i], /^ */)
        if (least < 0 || RLENGTH < least) least = RLENGTH
    }
    for (i = 1; i <= count; i++) result = result substr(lines[i], least + 1) "\n"
    return result
}

function end_of_snippet() {
    if (name in snippets) fault("there are two snippets \"" name "\"")
    snippets[name] = dedented(block, count)
    inside = 0
}

function end_of_block(    text) {
    inside = 0
    if (language == "cpp") {
        shown[name] = 1
        if (name == "") fault("a cpp block without a name")
        else if (!(name in snippets)) fault("no source has a snippet \"" name "\"")
        else if (dedented(block, count) != snippets[name]) fault("differs from \"" name "\" in the source, which is:\n" snippets[name])
    } else if (language == "text" && name == "errors") {
        for (i = 1; i <= count; i++) if (!(block[i] in errors)) fault("no case of tests/must_not_compile expects: " block[i])
    } else if (language == "text" || language == "sql") {
        for (i = 1; i <= count; i++) text = text block[i] "\n"
        if (language == "text" && index("\n" output, "\n" text) == 0) fault("the program does not print:\n" text)
        if (language == "sql") {
            gsub(/[ \n]+/, " ", text)
            if (index(words, trimmed(text)) == 0) fault("the program does not print: " text)
        }
    }
}

kind == "source" && /^ *\/\/ \[[^]]*\]$/ {
    where = FILENAME ":" FNR
    marked = trimmed($0)
    marked = substr(marked, 5, length(marked) - 5)
    if (inside && marked == name) end_of_snippet()
    else if (inside) fault("\"" marked "\" begins inside of \"" name "\"")
    else { inside = 1; name = marked; count = 0 }
    next
}
kind == "source" && inside { block[++count] = $0 }

kind == "output" {
    output = output $0 "\n"
    words = words " " trimmed($0)
    gsub(/ +/, " ", words)
}

kind == "error" && /\/\/ expected: / { errors[substr($0, index($0, ": ") + 2)] = 1 }

kind == "text" && /^ *```/ {
    if (inside) { end_of_block(); next }
    where = FILENAME ":" FNR
    line = trimmed($0)
    language = substr(line, 4)
    name = ""
    if (match(language, / /)) { name = substr(language, RSTART + 1); language = substr(language, 1, RSTART - 1) }
    inside = 1
    count = 0
    next
}
kind == "text" && inside { block[++count] = $0; next }

kind == "text" {
    folder = FILENAME
    sub(/[^\/]*$/, "", folder)
    for (rest = $0; match(rest, /\]\([^)]*\)/); rest = substr(rest, RSTART + RLENGTH)) {
        link = substr(rest, RSTART + 2, RLENGTH - 3)
        where = FILENAME ":" FNR
        if (link !~ /^[a-z]+:/ && (getline line < (folder link)) < 0) fault("there is no " link)
        close(folder link)
    }
}

END {
    where = FILENAME
    if (inside) fault("the last block does not end")
    for (name in snippets) if (!(name in shown)) fault("snippet \"" name "\" is shown nowhere")
    exit faults != 0
}
