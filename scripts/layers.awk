# SPDX-License-Identifier: MIT
# awk -f layers.awk layers.table FILE... - prints each include that the table does not allow; exit 1 when
# there was one.

FNR == 1 { n_files++ }

n_files == 1 {
    if ($0 !~ /^#/ && NF > 0) {
        place = $1
        sub(/:$/, "", place)
        places[place] = 1
        for (i = 2; i <= NF; i++) {
            allowed[place, $i] = 1
            known[$i] = 1
        }
    }
    next
}

FNR == 1 { here = place_of(FILENAME) }

/^[ \t]*#[ \t]*include/ {
    target = $0
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", target)
    if (here == "")
        breach("no row of scripts/layers.table covers this file")
    else if (match(target, /^<[^>]+>/))
        check_angle(substr(target, 1, RLENGTH))
    else if (match(target, /^"[^"]+"/))
        check_quoted(substr(target, 2, RLENGTH - 2))
    else
        breach("an include must name its file")
}

END { exit failed }

function covers(place, path) {
    return index(path, place) == 1 && (place ~ /\// || substr(path, length(place) + 1, 1) == "/")
}

function place_of(path,    place, best) {
    best = ""
    for (place in places)
        if (covers(place, path) && length(place) > length(best))
            best = place
    return best
}

function check_angle(header) {
    if (header ~ /^<ecosearch\// || (("system", header) in allowed) || ((here, header) in allowed))
        return
    if (header in known)
        breach(here " may not include " header)
    else
        breach("no row of scripts/layers.table knows " header)
}

function check_quoted(path,    room) {
    if (covers(here, path))
        return
    if (path ~ /^ecosearch\//)
        breach("write <" path ">")
    room = path
    sub(/\/.*/, "", room)
    if (path ~ /^ecosearch\//)
        return
    if (path !~ /\// || !(room in places))
        breach("write the path from the root, as in \"base/buf.h\": \"" path "\"")
    else if (!((here, room) in allowed))
        breach(here " may not include " room " (\"" path "\")")
}

function breach(rule) {
    print FILENAME ":" FNR ": " rule
    failed = 1
}
