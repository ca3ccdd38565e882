#!/usr/bin/env bash
# kill -9 in the middle of a build, at ten moments: the site is the one before or the one after, never a mixture, and the
# next build completes it.
#
#   benches/kill.sh [KB] [DOCUMENTS]      KB: target/release/kb by default; DOCUMENTS: 2000
set -euo pipefail
cd "$(dirname "$0")/.."
kb=$(realpath "${1:-target/release/kb}")
documents=${2:-2000}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd "$home"

mkdir notes
for number in $(seq "$documents"); do
    printf '# Outage %d\n\nDate: 2026-01-02\n\n## Root cause\n\n- The queue number %d had no limit.\n\n## Action items\n\n- [ ] Limit it\n' \
        "$number" "$number" > "notes/$number.md"
done
build() { "$kb" build notes --today 2026-06-01 -q "$@"; }

build -o before
sed -i 's/had no limit/was never drained/' notes/*.md
build -o after
cp -a before site
start=$(date +%s%N)
build -o site
took=$(( ($(date +%s%N) - start) / 1000000 ))
echo "a build takes $took ms"

old=0 new=0
for moment in 1 2 3 4 5 6 7 8 9 10; do
    rm -rf site .site.kb-*
    cp -a before site
    build -o site &
    child=$!
    sleep "$(printf '%d.%03d' $((took * moment / 11000)) $((took * moment / 11 % 1000)))"
    kill -9 "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
    if diff -rq site before > /dev/null; then
        old=$((old + 1))
    elif diff -rq site after > /dev/null; then
        new=$((new + 1))
    else
        echo "a mixture after $((took * moment / 11)) ms" >&2
        exit 1
    fi
    build -o site
    diff -rq site after > /dev/null || { echo "the next build did not complete it" >&2; exit 1; }
    if ls -d .site.kb-* 2> /dev/null; then
        echo "something is left beside the site" >&2
        exit 1
    fi
done
echo "killed ten times: $old times the site before, $new times the site after, no mixture"
