# SPDX-License-Identifier: MIT
# Near-duplicates made of the samples are told apart from all else: eco-near fails below 0.98.
set -eu
"$ECO_BIN/eco-near" "$ECO_SOURCE_DIR/samples" >out || { cat out; exit 1; }
grep -q '^precision   1.0000' out
grep -q '^recall' out
