# SPDX-License-Identifier: MIT
# What a timer and a monitor see of ecoindex: logs, metrics, niceness, and the units that come with it.
. "$(dirname -- "$0")/lib.sh"
ECOSEARCH_INDEX=$PWD/index
export ECOSEARCH_INDEX
mkdir web
for i in 01 02 03 04 05; do
    printf 'Titre %s\n\nUn texte sur le numérique, page p%s.\n' $i $i >"web/2016-01-$i-page.txt"
done
printf '{"id":' >web/mangled.jsonl

# A line a stage, key=value, and one for the run.
expect 0 ecoindex update web
grep -E -q '^ecoindex: stage=read documents=5 bytes=[0-9]+ seconds=[0-9.]+$' err || { show err; fail "no line for reading"; }
grep -E -q '^ecoindex: stage=publish ' err || { show err; fail "no line for publishing"; }
grep -E -q '^ecoindex: stage=run exit=0 published=yes generation=1 documents=5 added=5 .* rejected=1 seconds=[0-9.]+$' err ||
    { show err; fail "no line for the run"; }

# JSON: each line of standard error is an object, messages too.
printf '{"id":' >web/mangled2.jsonl
expect 0 ecoindex update --log json
while read -r line; do
    printf '%s\n' "$line" >line
    flatten line
    has_line flat '0.time="20..-..-..T..:..:..Z"'
    cat flat >>flats
done <err
has_line flats '0.stage="run"'
has_line flats '0.exit=0'
has_line flats '0.message=".*mangled2.jsonl.*'
expect 74 ecoindex update nowhere --log json
flatten err
expect 64 ecoindex update --log xml
has err "text or json"

# Metrics, whole or not at all; labels hold any path.
mkdir metrics
odd='in"d\ex'
expect 0 ecoindex build web -i "$odd" -q --metrics metrics/eco.prom
has metrics/eco.prom 'ecoindex_documents{index="in\"d\\ex"} 5'
has metrics/eco.prom 'ecoindex_generation{index="in\"d\\ex"} 1'
has metrics/eco.prom 'ecoindex_run_exit_code{index="in\"d\\ex"} 0'
has metrics/eco.prom 'ecoindex_run_rejected_records{index="in\"d\\ex",reason="json"} 2'
has metrics/eco.prom 'ecoindex_run_documents{index="in\"d\\ex",change="added"} 5'
grep -E -q '^ecoindex_generation_published_timestamp_seconds\{.*\} [0-9]{10}$' metrics/eco.prom || fail "no time"
grep -E -q '^ecoindex_run_stage_seconds\{.*,stage="read"\} [0-9.]+$' metrics/eco.prom || fail "no seconds"
equal "$(tail -n 1 metrics/eco.prom)" "# EOF" "last line of the metrics"
equal "$(ls metrics)" eco.prom "files left with the metrics"
# Every sample belongs to the family declared before it, and each family is declared once.
awk '/^# TYPE/ { if (seen[$3]++) exit 1; family = $3; next }
    /^#/ { next }
    { name = $0; sub(/\{.*/, "", name); if (name != family) exit 1 }' metrics/eco.prom || { show metrics/eco.prom; fail "metrics"; }

# A run that fails says so there, with what is searched still.
expect 74 ecoindex update nowhere -i "$odd" -q --metrics metrics/eco.prom
has metrics/eco.prom 'ecoindex_run_exit_code{index="in\"d\\ex"} 74'
has metrics/eco.prom 'ecoindex_run_published{index="in\"d\\ex"} 0'
has metrics/eco.prom 'ecoindex_documents{index="in\"d\\ex"} 5'
expect 74 ecoindex update -i "$odd" -q --metrics nowhere/eco.prom
has err "nowhere/eco.prom: cannot be written: No such file or directory"

# A copy taken under the lock is whole, and works in its place.
if command -v flock >/dev/null; then
    expect 0 flock index/lock cp -a index copy
    expect 0 flock index/lock cp -al index links
    rm links/lock
    printf 'Neuf\n\nUn texte sur la photonique.\n' >web/2017-02-01-page.txt
    expect 0 ecoindex update -q
    for copy in copy links; do
        expect 0 ecoindex check -i $copy
        equal "$(ecosearch '*' --count -i $copy)" 5 "documents of the copy"
        expect 0 ecoindex update -q -i $copy
        equal "$(ecosearch '*' --count -i $copy)" 6 "documents of the copy once restored"
    done
    expect 0 ecoindex check
fi

# Giving way.
expect 64 ecoindex update --nice 20
has err "at most 19"
expect 0 ecoindex update -q --nice 19

# What else a timer may run logs and measures in the same way.
expect 0 ecoindex forget 2017-02-01-page.txt --log json --metrics metrics/forget.prom --nice 1
has err '"stage":"run"'
has out "forgotten: 1 document"
has metrics/forget.prom 'command="forget"} 1'
has metrics/forget.prom 'change="removed"} 1'
expect 0 ecoindex optimize --log text --metrics metrics/optimize.prom --nice 1
has err "stage=run exit=0"
has metrics/optimize.prom 'command="optimize"} 1'
expect 65 ecoindex forget "no such key" --metrics metrics/forget.prom
empty out
grep -q '^ecoindex_run_exit_code{.*} 65$' metrics/forget.prom || fail "no exit code in the metrics"
expect 74 ecoindex optimize -i none/index
[ ! -e none ] || fail "folders of an index that is not there were made"

# The units that come with it name options and files that there are.
packaging=$ECO_SOURCE_DIR/packaging
for unit in ecosearch-update.service ecosearch-update.timer; do
    [ -s "$packaging/$unit" ] || fail "$unit is missing"
done
for option in $(sed -n '/^ExecStart=.*ecoindex/p' "$packaging/ecosearch-update.service" "$packaging/ecosearch.cron" | grep -o -e '--[a-z][a-z-]*'); do
    ecoindex update --help | grep -q -e "$option " || fail "packaging: ecoindex update has no $option"
done
if command -v systemd-analyze >/dev/null; then
    mkdir units
    sed "s|/usr/bin/|$ECO_BIN/|" "$packaging/ecosearch-update.service" >units/ecosearch-update.service
    cp "$packaging/ecosearch-update.timer" units
    systemd-analyze verify --man=no units/ecosearch-update.timer units/ecosearch-update.service >out 2>&1 || { show out; fail "units"; }
    lacks out "ecosearch-update"
fi
