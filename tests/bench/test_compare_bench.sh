#!/usr/bin/env bash
# compare_bench.sh on two fixed files: medians, ratios, what only one side has; and files that are no bench output.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
fail() { echo "$*" >&2; exit 1; }

diff -u "$here/data/expected.txt" <("$here/compare_bench.sh" "$here/data/before.jsonl" "$here/data/after.jsonl") ||
  fail "the comparison is not the one expected"

# $1: what the complaint must say; the rest: arguments.
refuses() {
  local said words=$1 code=0
  shift
  said=$("$here/compare_bench.sh" "$@" 2>&1) || code=$?
  [ "$code" = 2 ] || fail "compare_bench.sh $* ended with $code instead of 2"
  [[ $said == *"$words"* ]] || fail "compare_bench.sh $* said: $said"
}
refuses usage "$here/data/before.jsonl"
refuses "cannot be read" "$here/data/before.jsonl" "$here/data/not-there.jsonl"
refuses "is empty" "$here/data/before.jsonl" /dev/null
refuses "line 1: this is no JSON object" "$here/data/expected.txt" "$here/data/after.jsonl"
refuses "no dots" <(echo '{"frame_ms": {"median": 3}}') "$here/data/after.jsonl"
refuses "something follows" <(echo '{"dots": 3} {"dots": 4}') "$here/data/after.jsonl"
