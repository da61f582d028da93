# SPDX-License-Identifier: MIT
# manual.sh JSON_FLAT MANUAL - man pages and completions name what --help names, and completions complete.
. "$(dirname -- "$0")/lib.sh"
manual=$2

commands=$(ecoindex --help | awk '/^  [a-z-]+  / && !done { print $1; seen = 1; next } seen { done = 1 }')
[ "$(echo $commands | wc -w)" -ge 11 ] || fail "too few commands: $commands"

# COMMAND... --help in lines "-i --index", the letter only where there is one.
options_of() { "$@" --help | sed -n -E 's/^ +(-[A-Za-z])?,? *(--[a-z][a-z-]*).*/\1 \2/p' | sed 's/^ //'; }

# roff writes - as \-
man_has() { grep -q -F -e "$(printf %s "$2" | sed 's/-/\\-/g')" "$manual/$1.1" || fail "$1.1 lacks $2"; }

for program in ecosearch eco-analyse; do
    options_of "$program" >options
    [ "$(count_lines options)" -ge 4 ] || fail "$program --help has no options"
    while read -r option; do
        man_has "$program" "$(printf %s "$option" | sed 's/ /, /')"
        name=${option##*--}
        grep -q -E -e "^complete -c $program .*-l $name( |\$)" "$manual/$program.fish" || fail "fish: $program $option"
        grep -F -e "_ecosearch_options['$program']" "$manual/ecosearch.bash" | grep -q -E -e "[' ]--$name[' ]" ||
            fail "bash: $program $option"
        sed -n "/^_ecosearch_options_$(printf %s "$program" | tr - _)=/,/^)/p" "$manual/_ecosearch" |
            grep -q -E -e "'\*?--$name\[" || fail "zsh: $program $option"
    done <options
done
for command in $commands; do
    options_of ecoindex "$command" >options
    sed -n "/^\.SS $(printf %s "$command" | sed 's/-/\\\\-/g')\$/,/^\.S[SH] /p" "$manual/ecoindex.1" >section
    while read -r option; do
        has section "$(printf %s "$option" | sed -e 's/ /, /' -e 's/-/\\-/g')"
        name=${option##*--}
        grep -q -E -e "seen_subcommand_from $command' .*-l $name( |\$)" "$manual/ecoindex.fish" ||
            fail "fish: $command $option"
        grep -F -e "_ecosearch_options['ecoindex $command']" "$manual/ecosearch.bash" | grep -q -E -e "[' ]--$name[' ]" ||
            fail "bash: $command $option"
        sed -n "/^_ecosearch_options_ecoindex_$(printf %s "$command" | tr - _)=/,/^)/p" "$manual/_ecosearch" |
            grep -q -E -e "'\*?--$name\[" || fail "zsh: $command $option"
    done <options
done
for command in add list remove run; do
    options_of ecosearch saved "$command" >options
    sed -n "/^\.SS saved $command\$/,/^\.S[SH] /p" "$manual/ecosearch.1" >section
    [ -s options ] || fail "saved $command --help has no options"
    while read -r option; do
        has section "$(printf %s "$option" | sed -e 's/ /, /' -e 's/-/\\-/g')"
        name=${option##*--}
        grep -q -E -e "seen_subcommand_from $command' .*-l $name( |\$)" "$manual/ecosearch.fish" || fail "fish: saved $command $option"
        grep -F -e "_ecosearch_options['ecosearch saved $command']" "$manual/ecosearch.bash" | grep -q -E -e "[' ]--$name[' ]" ||
            fail "bash: saved $command $option"
        sed -n "/^_ecosearch_options_ecosearch_saved_$command=/,/^)/p" "$manual/_ecosearch" |
            grep -q -E -e "'\*?--$name\[" || fail "zsh: saved $command $option"
    done <options
done
# a paragraph's line that begins with an option is none
! grep -n -E '^ *Options$' "$manual"/*.1 || fail "a page of --help was not understood"
if command -v groff >/dev/null; then
    for page in ecosearch ecoindex eco-analyse; do
        groff -man -ww -z -K utf8 -T utf8 "$manual/$page.1" 2>err || :
        empty err
    done
fi

build_samples

# A shell may send SIGCONT to its jobs, which cancels the stop that LeakSanitizer waits for at a program's end: it
# would wait for ever. Leaks are looked for where the programs are run by themselves.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export ASAN_OPTIONS

# in_bash WORD...: what bash offers for the last of these words.
in_bash() {
    timeout 30 bash --norc -c '
        compopt() { echo "compopt $*"; }
        source "$1" || exit
        shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _ecosearch_complete "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf "%s\n" "${COMPREPLY[@]}"' bash "$manual/ecosearch.bash" "$@" >out 2>err </dev/null
    empty err
}

if command -v bash >/dev/null; then
    in_bash ecosearch --region cent
    has_line out centre-val-de-loire
    in_bash ecosearch -i "$ECOSEARCH_INDEX" --source gaz
    has_line out gazette-loire-numerique
    in_bash ecosearch --source Agence
    has_line out 'Agence\\ du\\ Val'
    in_bash ecosearch --source gaz -i nowhere --source gaz
    lacks out gazette
    in_bash ecosearch --fo
    has_line out --format
    in_bash ecosearch --format j
    equal "$(tr '\n' ' ' <out)" "json jsonl " "formats in j"
    in_bash ecosearch --map x
    has_line out "compopt -o default"
    in_bash ecosearch saved r
    equal "$(tr '\n' ' ' <out)" "remove run " "commands of saved in r"
    in_bash ecosearch saved run --since
    has_line out --since-last
    in_bash ecoindex ge
    has_line out generations
    in_bash ecoindex build --eng
    has_line out --engine
    in_bash ecoindex forget --source gaz
    has_line out gazette-loire-numerique
fi

# fish without a terminal may wait for one for ever: then it is not asked.
in_fish() {
    timeout 10 fish --no-config -c "source $manual/${1%% *}.fish; complete -C '$1'" >offered 2>err </dev/null
    cut -f 1 offered >out
}

if command -v fish >/dev/null && timeout 10 fish --no-config -c true </dev/null >/dev/null 2>&1; then
    in_fish "ecosearch --region cent"
    has_line out centre-val-de-loire
    in_fish "ecosearch --source gaz"
    has_line out gazette-loire-numerique
    in_fish "ecosearch saved r"
    has_line out run
    in_fish "ecosearch saved run --since-l"
    has_line out --since-last
    in_fish "ecoindex ge"
    has out generations
    in_fish "ecoindex build --eng"
    has out --engine
    in_fish "ecosearch --sort d"
    has_line out date
fi

# What zsh's own completion is asked to offer.
in_zsh() {
    timeout 30 zsh -f -c '
        _arguments() { print -rl -- "$@"; }
        _describe() { print -rl -- "${(@P)2}"; }
        compadd() { print -rl -- "${(@P)2}"; }
        service=$2 CURRENT=$(($# - 1))
        manual=$1
        shift
        words=("$@")
        source $manual/_ecosearch
        _ecosearch_list_sources' zsh "$manual" "$@" >out 2>err </dev/null
    empty err
}

if command -v zsh >/dev/null; then
    in_zsh ecosearch --region x
    has out "--region[only documents about this region"
    has out "REGION:(\$_ecosearch_regions)"
    has_line out gazette-loire-numerique
    in_zsh ecosearch saved run --x
    has out "--since-last["
    in_zsh ecoindex x
    has_line out "forget:erase documents for good"
    in_zsh ecoindex import-xapian --x
    has out "--index["
fi
