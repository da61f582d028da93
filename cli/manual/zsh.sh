# SPDX-License-Identifier: MIT
# What the tables above, made by zsh.awk, are for.

_ecosearch_list_sources() {
  local -a index names
  local at=${words[(I)(-i|--index)]}
  (( at )) && index=(-i "${words[at + 1]}")
  names=(${(f)"$(ecosearch '*' --count --format json --facet source $index 2>/dev/null |
    grep -o '"value":"[^"\\]*"' | sed -e 's/^"value":"//' -e 's/"$//')"})
  compadd -a names
}

_ecosearch_main() {
  local table
  case $service in
  ecosearch)
    if [[ $words[2] == saved ]] && (( CURRENT > 3 )); then
      table=_ecosearch_options_ecosearch_saved_$words[3]
      shift 2 words
      (( CURRENT -= 2 ))
      _arguments -S ${(P)table} '*:NAME: '
      return
    fi
    _arguments -S $_ecosearch_options_ecosearch '*:QUERY: ' ;;
  eco-analyse) _arguments -S $_ecosearch_options_eco_analyse '*:TEXT: ' ;;
  ecoindex)
    if (( CURRENT == 2 )); then
      _describe command _ecosearch_commands
    else
      table=_ecosearch_options_ecoindex_${words[2]//-/_}
      shift words
      (( CURRENT-- ))
      _arguments -S ${(P)table} '*:SOURCE:_files'
    fi
    ;;
  esac
}

_ecosearch_main "$@"
