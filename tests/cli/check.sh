# SPDX-License-Identifier: MIT
# ecoindex check
. "$(dirname -- "$0")/lib.sh"
build_samples

expect 0 ecoindex check
has out "index is sound: "
expect 0 ecoindex check -q
empty out
expect 0 ecoindex check --json
flatten out
has_line flat '0.findings=\[\]'
has_line flat '0.sound=true'

# A byte changed in the middle of each file is noticed, and no program crashes over it.
for file in $(cd index && find . -type f -size +64c ! -name '*lock*' | sort); do
    rm -rf damaged
    cp -R index damaged
    middle=$(($(wc -c <"damaged/$file") / 2))
    byte=$(od -An -tu1 -j "$middle" -N 1 "damaged/$file" | tr -d ' ')
    printf "\\$(printf %o $((byte ^ 85)))" |
        dd of="damaged/$file" bs=1 seek="$middle" conv=notrunc 2>/dev/null
    expect 65 ecoindex check -i damaged
    [ -s out ] || [ -s err ] || fail "check says nothing about $file"
    lacks out "index is sound"
    code=0
    ecosearch numérique -i damaged --format json -n 0 >out 2>err || code=$?
    case $code in 0 | 1 | 2) ;; *) fail "ecosearch ends with $code when $file is damaged" ;; esac
done
expect 65 ecoindex check -i damaged --json
flatten out
has_line flat '0.sound=false'

# A damaged manifest is named, with the way out, and the way out works.
expect 0 ecoindex build "$samples" -i spoilt -q
echo garbage >spoilt/generation-00000001
expect 65 ecoindex check -i spoilt
expect 2 ecosearch numérique -i spoilt
has err "spoilt/generation-00000001: damaged"
has err "build the index again"
expect 0 ecoindex build "$samples" -i spoilt -q
expect 0 ecoindex check -i spoilt -q

# A byte string's CRC-32C, bit by bit: manifests end with it.
crc32c() {
    od -An -v -tu1 | awk 'function xor(a, b,   bit, r) {
            for (bit = 1; a > 0 || b > 0; bit *= 2) {
                if (a % 2 != b % 2) r += bit
                a = int(a / 2); b = int(b / 2)
            }
            return r + 0
        }
        BEGIN { crc = 4294967295 }
        { for (i = 1; i <= NF; i++) {
            crc = xor(crc, $i)
            for (k = 0; k < 8; k++) crc = crc % 2 ? xor(int(crc / 2), 2197175160) : int(crc / 2)
        } }
        END { printf "%08x\n", xor(crc, 4294967295) }'
}

# An index like `index` but for one line of its manifest.
change_manifest() {
    rm -rf other
    cp -R index other
    sed "$1; /^crc32c/d" index/generation-00000001 >text
    { cat text; echo "crc32c $(crc32c <text)"; } >other/generation-00000001
}

# What cannot be opened is not sound, however whole its bytes are.
change_manifest ''
expect 0 ecoindex check -i other
change_manifest 's/^fingerprint .*/fingerprint 0123456789abcdef/'
expect 65 ecoindex check -i other
has err "text analysis 0123456789abcdef"
has err "build the index again"
expect 65 ecoindex check -i other --json
flatten out
has_line flat '0.sound=false'
change_manifest 's/^engine .*/engine other/'
expect 69 ecoindex check -i other
has err "engine other"
expect 2 ecosearch numérique -i other
has err "engine other"
expect 69 ecoindex build "$samples" -i other -q
change_manifest 's/^ecosearch-index [0-9]/ecosearch-index 9/'
expect 65 ecoindex check -i other
has err "build the index anew, in an empty folder"

# A missing file is named.
rm -rf other
cp -R index other
rm other/segment-00000001-0
expect 65 ecoindex check -i other
has out "segment-00000001-0"
expect 2 ecosearch numérique -i other
has err "other/segment-00000001-0"
has err "build it again"
expect 74 ecoindex check -i nowhere
has err "nowhere: no index here"
expect 2 ecosearch numérique -i nowhere
has err "nowhere: no index here"
