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
