# SPDX-License-Identifier: MIT
# man.awk -v program= -v brief= -v version= - the page of a program in the language of man, from the pages of
# --help: its own, and one a section of those of its commands.

BEGIN {
    printf ".TH %s 1 \"\" \"%s\" \"User Commands\"\n", toupper(program), version
    printf ".SH NAME\n%s \\- %s\n", escape(program), escape(brief)
}

/^@ / {
    finish()
    mine = $2 == program
    command = $3 ($4 == "" ? "" : " " $4)
    if (mine && command != "")
        printf "%s.SS %s\n", commands++ ? "" : ".SH COMMANDS\n", escape(command)
    part = "usage"
    next
}

!mine { next }

part == "usage" && /^Usage: / {
    sub(/^Usage: /, "")
    printf "%s.B %s\n", command == "" ? ".SH SYNOPSIS\n" : "", escape($0)
    part = "about"
    if (command == "")
        print ".SH DESCRIPTION"
    else
        print ".PP"
    next
}

# The page of a program with commands has no options: a paragraph, and the rest as it stands.
part == "about" && program == "ecoindex" && command == "" {
    if ($0 ~ /^ /) {
        part = "rest"
        print ".EX"
    } else if ($0 != "") {
        print escape($0)
        next
    }
}

part == "about" || part == "options" {
    if ($0 == "") {
        blank = 1
        next
    }
    if ($0 ~ /^ +(-[a-zA-Z], )?--[a-z]/) {
        put_heading()
        put_option()
        next
    }
    if (part == "options" && $0 ~ /^          / && !blank) {
        sub(/^ +/, "")
        print escape($0)
        next
    }
    if (blank && $0 !~ /^ / && $0 !~ /:$/ && held == "") {
        held = $0
        next
    }
    if (part == "about" && $0 !~ /^ / && !blank) {
        print escape($0)
        next
    }
    put_rest()
}

part == "rest" { print escape($0) }

END { finish() }

# A line after an empty one is a heading when an option follows, and else begins what stands below the options.
function put_heading() {
    if (held != "") {
        if (command == "" && part == "about")
            print ".SH OPTIONS"
        if (held != "Options")
            printf ".PP\n.B %s\n", escape(held)
    }
    held = ""
    blank = 0
    part = "options"
}

function put_option(    name, text) {
    match($0, /^ *(-[a-zA-Z], )?--[a-z-]+( [A-Z]+)?/)
    name = substr($0, 1, RLENGTH)
    text = substr($0, RLENGTH + 1)
    sub(/^ +/, "", name)
    sub(/^ +/, "", text)
    printf ".TP\n.B %s\n", escape(name)
    if (text != "")
        print escape(text)
}

function put_rest() {
    print ".PP\n.EX"
    if (held != "")
        print escape(held)
    held = ""
    part = "rest"
}

function finish() {
    if (mine && held != "")
        put_rest()
    if (mine && part == "rest")
        print ".EE"
    held = part = ""
    blank = 0
}

function escape(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    gsub(/~/, "\\(ti", text)
    gsub(/\^/, "\\(ha", text)
    gsub(/`/, "\\(ga", text)
    gsub(/'/, "\\(aq", text)
    if (text ~ /^\./)
        text = "\\&" text
    return text
}
