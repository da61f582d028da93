# SPDX-License-Identifier: MIT
# fish.awk -v regions= - "complete" commands for fish, from the rows of rows.awk.

BEGIN {
    print "# SPDX-License-Identifier: MIT"
    print "# Completion for fish; made from --help."
    print "function __ecosearch_sources"
    print "    set -l words (commandline -opc)"
    print "    set -l index"
    print "    for i in (seq 2 (count $words))"
    print "        contains -- $words[$i] -i --index; and set index -i $words[(math $i + 1)]"
    print "    end"
    print "    ecosearch '*' --count --format json --facet source $index 2>/dev/null | string match -rag '\"value\":\"([^\"\\\\\\\\]*)\"'"
    print "end"
}

{
    split($1, words, " ")
    start = "complete -c " words[1]
}

$3 == "" && words[2] == "" && words[1] != "ecoindex" { print start " -f" }

$3 == "" && words[3] != "" {
    print start " -n '__fish_seen_subcommand_from saved; and test (count (commandline -opc)) -eq 2' -f -a " words[3]
}

$3 == "" && words[2] != "" && words[3] == "" {
    print start " -n __fish_use_subcommand -f -a " words[2] " -d " quote($6)
}

$3 != "" {
    if (words[3] != "")
        start = start " -n '__fish_seen_subcommand_from saved; and __fish_seen_subcommand_from " words[3] "'"
    else if (words[2] != "")
        start = start " -n '__fish_seen_subcommand_from " words[2] "'"
    print start ($2 == "" ? "" : " -s " $2) " -l " $3 value_of($3, $4, $5) " -d " quote($6)
}

function value_of(name, value, choices) {
    if (choices != "")
        return " -x -a " quote(choices)
    if (value == "REGION")
        return " -x -a " quote(regions)
    if (name == "source")
        return " -x -a '(__ecosearch_sources)'"
    if (value ~ /^(FILE|INDEX|FOLDER)$/)
        return " -r -F"
    return value == "" ? "" : " -x"
}

function quote(text) {
    gsub(/\\/, "\\\\", text)
    gsub(/'/, "\\'", text)
    return "'" text "'"
}
