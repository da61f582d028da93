# SPDX-License-Identifier: MIT
# bash.awk -v regions= - tables for bash.sh, from the rows of rows.awk.

$3 == "" {
    n = split($1, words, " ")
    if (n == 2)
        commands = commands " " words[2]
    if (n == 3)
        saved = saved " " words[3]
    next
}

{
    if (!($1 in options))
        order[++n_commands] = $1
    options[$1] = options[$1] " --" $3 ($2 == "" ? "" : " -" $2)
    kind = kind_of($3, $4, $5)
    if (kind != "") {
        printf "_ecosearch_values['%s --%s']='%s'\n", $1, $3, kind
        if ($2 != "")
            printf "_ecosearch_values['%s -%s']='%s'\n", $1, $2, kind
    }
}

BEGIN {
    print "# SPDX-License-Identifier: MIT"
    print "# Completion of ecosearch, ecoindex and eco-analyse for bash; made from their --help."
    print "declare -A _ecosearch_values=() _ecosearch_options=()"
}

END {
    for (i = 1; i <= n_commands; i++)
        printf "_ecosearch_options['%s']='%s'\n", order[i], substr(options[order[i]], 2)
    printf "_ecosearch_commands='%s'\n", substr(commands, 2)
    printf "_ecosearch_saved='%s'\n", substr(saved, 2)
    printf "_ecosearch_regions='%s'\n", regions
}

# What follows an option: @regions, @sources, @files, @any, or the choices themselves.
function kind_of(name, value, choices) {
    if (choices != "")
        return choices
    if (value == "REGION" || name == "source")
        return value == "REGION" ? "@regions" : "@sources"
    if (value ~ /^(FILE|INDEX|FOLDER)$/)
        return "@files"
    return value == "" ? "" : "@any"
}
