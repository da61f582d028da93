# SPDX-License-Identifier: MIT
# eco-night measures all that it promises, on a few documents.
set -eu
rm -rf night documents.jsonl
"$ECO_BIN/eco-corpus" 300 >documents.jsonl
"$ECO_BIN/eco-night" documents.jsonl night 0.05 >out || { cat out; exit 1; }
for what in build 'update of 1 %' publish 'search p99' refresh 'reopened after a kill' check; do
    grep -q "^$what" out || { cat out; echo "no figure: $what"; exit 1; }
done
"$ECO_BIN/ecoindex" check -i night/index
