#!/bin/sh
# SPDX-License-Identifier: MIT
# generate.sh PROGRAMS REGIONS OUT - man pages and completions in OUT, from --help of the programs in the folder
# PROGRAMS and from what the program REGIONS prints.
set -eu
programs=$1 regions=$($2) out=$3
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# pages of one width, whoever builds
export LC_ALL=C.UTF-8 COLUMNS=100
unset ECOSEARCH_INDEX XDG_DATA_HOME
mkdir -p "$out"
cd "$out"

help_of() { program=$1 && shift && "$programs/$program" "$@" --help </dev/null; }
commands_of() { help_of "$@" | awk '/^  [a-z-]+  / && !done { print $1; seen = 1; next } seen { done = 1 }'; }

# Each page under a line that names its command.
{
    for program in ecosearch eco-analyse; do
        echo "@ $program"
        help_of "$program"
    done
    echo "@ ecoindex"
    help_of ecoindex
    for command in $(commands_of ecoindex); do
        echo "@ ecoindex $command"
        help_of ecoindex "$command"
    done
    for command in $(commands_of ecosearch saved); do
        echo "@ ecosearch saved $command"
        help_of ecosearch saved "$command"
    done
} >help.txt

version=$("$programs/ecosearch" --version)
man_page() {
    awk -v program="$1" -v brief="$2" -v version="$version" -f "$here/man.awk" help.txt >"$1.1"
}
man_page ecosearch "find documents in a French full-text index"
man_page ecoindex "make a French full-text index and look after it"
man_page eco-analyse "show what the search engine makes of a text"

awk -f "$here/rows.awk" help.txt >options.tsv
complete() { awk -F '\t' -v regions="$(echo $regions)" -f "$here/$1.awk" options.tsv; }
{ complete bash && cat "$here/bash.sh"; } >ecosearch.bash
{ echo '#compdef ecosearch ecoindex eco-analyse' && complete zsh && cat "$here/zsh.sh"; } >_ecosearch
complete fish >all.fish
for program in ecosearch ecoindex eco-analyse; do
    grep -e "^complete -c $program " -e '^#' -e '^function' -e '^ ' -e '^end' all.fish >"$program.fish"
done
rm all.fish
