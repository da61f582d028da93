# SPDX-License-Identifier: MIT
# rows.awk - the options in pages of --help as rows: command, letter, name, value, its choices, what it does,
# with tabs between. A command comes first in a row of its own with what it does, if that is known.

/^@ / {
    flush()
    command = $2 ($3 == "" ? "" : " " $3) ($4 == "" ? "" : " " $4)
    if ($2 == "ecoindex" && $3 == "")
        listing = 1
    else
        listing = 0
    print command "\t\t\t\t\t" briefs[$3]
    ended = 0
    next
}

listing && /^  [a-z-]+  +[a-z]/ {
    text = $0
    sub(/^  [a-z-]+ +/, "", text)
    briefs[$1] = text
}

/^ +(-[a-zA-Z], )?--[a-z]/ && !ended && !listing {
    flush()
    match($0, /^ *(-[a-zA-Z], )?--[a-z-]+( [A-Z]+)?/)
    split_names(substr($0, 1, RLENGTH))
    help = substr($0, RLENGTH + 1)
    next
}

/^          / && name != "" {
    help = help " " $0
    next
}

{ flush() }

/:$/ { ended = 1 } # what stands below the options

END { flush() }

function split_names(text,    n, words) {
    letter = value = ""
    n = split(text, words, /[ ,]+/)
    for (i = 1; i <= n; i++)
        if (words[i] ~ /^--/)
            name = substr(words[i], 3)
        else if (words[i] ~ /^-/)
            letter = substr(words[i], 2)
        else if (words[i] != "")
            value = words[i]
}

function flush(    choices) {
    if (name == "")
        return
    gsub(/ +/, " ", help)
    sub(/^ /, "", help)
    choices = ""
    if (match(help, /^[a-z0-9-]+(\|[a-z0-9-]+)+: /)) {
        choices = substr(help, 1, RLENGTH - 2)
        help = substr(help, RLENGTH + 1)
        gsub(/\|/, " ", choices)
    }
    print command "\t" letter "\t" name "\t" value "\t" choices "\t" help
    name = ""
}
