# SPDX-License-Identifier: MIT
# eco-analyse
. "$(dirname -- "$0")/lib.sh"

expect 0 eco-analyse --json "Les entreprises innovantes"
flatten out
has_line flat '[0-9]*.surface="entreprises"'
has_line flat '[0-9]*.offset=4'
has_line flat '[0-9]*.length=11'
has_line flat '[0-9]*.kind="word"'
for field in line position form term stop; do
    has flat "0.$field="
done
expect 0 eco-analyse Les entreprises
has out entreprises
has out word
printf 'un deux\n\nfin sans saut' >lines
eco-analyse --json --analysis ws <lines >out
flatten out
has_line flat '0.line=1'
has_line flat '[0-9]*.line=3'
equal "$(grep -c 'surface=' flat)" 5 "tokens of three lines"
expect 0 eco-analyse ''
empty out
