# SPDX-License-Identifier: MIT
# zsh.awk -v regions= - the options of each command as specifications of _arguments, from the rows of rows.awk.

BEGIN {
    print "# SPDX-License-Identifier: MIT"
    print "# Completion for zsh; made from --help."
    printf "_ecosearch_regions=(%s)\ntypeset -gA _ecosearch_specs\n_ecosearch_commands=(\n", regions
}

$3 == "" && $1 ~ /^ecoindex / {
    command = $1
    sub(/^ecoindex /, "", command)
    printf "  %s\n", quote(command ":" $6)
}

$3 != "" {
    what = "[" bracket($6) "]" ($4 == "" ? "" : ":" $4 ":" action($3, $4, $5))
    repeated = $6 ~ /repeated/ ? "*" : ""
    specs[$1] = specs[$1] line(repeated "--" $3 what)
    if ($2 != "")
        specs[$1] = specs[$1] line(repeated "-" $2 what)
    if (!($1 in seen)) {
        seen[$1] = 1
        order[++n] = $1
    }
}

END {
    print ")"
    for (i = 1; i <= n; i++) {
        name = order[i]
        gsub(/[ -]/, "_", name)
        printf "_ecosearch_options_%s=(\n%s)\n", name, specs[order[i]]
    }
}

function action(name, value, choices) {
    if (choices != "")
        return name == "facet" ? "_values -s , " value " " choices : "(" choices ")"
    if (value == "REGION")
        return "($_ecosearch_regions)"
    if (name == "source")
        return "_ecosearch_list_sources"
    if (value ~ /^(FILE|INDEX|FOLDER)$/)
        return "_files"
    return " "
}

function bracket(text) {
    gsub(/[\[\]:]/, "\\\\&", text)
    return text
}

function line(text) { return "  " quote(text) "\n" }

function quote(text) {
    gsub(/'/, "'\\''", text)
    return "'" text "'"
}
