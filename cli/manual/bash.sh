# SPDX-License-Identifier: MIT
# What the tables above, made by bash.awk, are for.

# The sources in the index that the line names, or the usual one.
_ecosearch_list_sources() {
    local i index=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in -i | --index) index=(-i "${COMP_WORDS[i + 1]}") ;; esac
    done
    ecosearch '*' --count --format json --facet source "${index[@]}" 2>/dev/null |
        grep -o '"value":"[^"\\]*"' | sed -e 's/^"value":"//' -e 's/"$//'
}

_ecosearch_offer() {
    local word
    while IFS= read -r word; do
        [[ $word == "$2"* ]] && COMPREPLY+=("$(printf %q "$word")")
    done < <("$1")
}

_ecosearch_complete() {
    local command=${1##*/} current=$2 previous=$3 kind
    COMPREPLY=()
    if [[ $command == ecoindex ]]; then
        if ((COMP_CWORD == 1)); then
            mapfile -t COMPREPLY < <(compgen -W "$_ecosearch_commands --help --version" -- "$current")
            return
        fi
        command+=" ${COMP_WORDS[1]}"
    fi
    if [[ $command == ecosearch && ${COMP_WORDS[1]} == saved ]] && ((COMP_CWORD > 1)); then
        if ((COMP_CWORD == 2)); then
            mapfile -t COMPREPLY < <(compgen -W "$_ecosearch_saved --help" -- "$current")
            return
        fi
        command+=" saved ${COMP_WORDS[2]}"
    fi
    kind=${_ecosearch_values["$command $previous"]-}
    case $kind in
    @regions) mapfile -t COMPREPLY < <(compgen -W "$_ecosearch_regions" -- "$current") ;;
    @sources) _ecosearch_offer _ecosearch_list_sources "$current" ;;
    @files) compopt -o default ;;
    @any) ;;
    ?*) mapfile -t COMPREPLY < <(compgen -W "$kind" -- "$current") ;;
    '')
        if [[ $current == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W "${_ecosearch_options[$command]-}" -- "$current")
        elif [[ $command == ecoindex* ]]; then
            compopt -o default
        fi
        ;;
    esac
}

complete -F _ecosearch_complete ecosearch ecoindex eco-analyse
