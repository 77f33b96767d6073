#!/usr/bin/env bash
# Compares two outputs of `stipple bench` (one JSON object a line) figure by figure.
#   tests/bench/compare_bench.sh BEFORE AFTER
# Runs of the same dots, path, view, size and live dots belong together; several lines of one kind in a file are taken
# at their median. Prints before, after and after / before of every figure: below 1 the second is faster or smaller.
set -euo pipefail
export LC_ALL=C
[ $# -eq 2 ] || { echo "usage: ${0##*/} BEFORE AFTER (outputs of stipple bench, one JSON object a line)" >&2; exit 2; }
for file in "$@"; do
  [ -r "$file" ] || { echo "${0##*/}: $file: cannot be read; give outputs of stipple bench" >&2; exit 2; }
done

# Plain awk, so that it runs wherever the program does.
awk -v name="${0##*/}" '
function bad(what) {
  printf "%s: %s line %d: %s; give outputs of stipple bench\n", name, FILENAME, FNR, what > "/dev/stderr"
  failed = 1
  exit 2
}
function blanks() { while (substr(text, at, 1) ~ /[ \t\r]/) at++ }
# The quoted word at `at`; escapes are kept as they stand, which is enough to compare by.
function word(    start, c) {
  start = ++at
  for (;;) {
    c = substr(text, at, 1)
    if (c == "") bad("a word without an end")
    if (c == "\\") { at += 2; continue }
    if (c == "\"") break
    at++
  }
  return substr(text, start, at++ - start)
}
# Reads the value at `at` into found[path], objects member by member.
function value(path,    c, key) {
  blanks()
  c = substr(text, at, 1)
  if (c == "\"") { found[path] = word(); return }
  if (c == "{") {
    at++
    blanks()
    if (substr(text, at, 1) == "}") { at++; return }
    for (;;) {
      blanks()
      if (substr(text, at, 1) != "\"") bad("this is no JSON object")
      key = word()
      blanks()
      if (substr(text, at++, 1) != ":") bad("this is no JSON object")
      value(path == "" ? key : path "." key)
      blanks()
      c = substr(text, at++, 1)
      if (c == "}") return
      if (c != ",") bad("this is no JSON object")
    }
  }
  if (!match(substr(text, at), /^(-?[0-9][0-9.eE+-]*|true|false|null)/)) bad("this is no JSON object")
  found[path] = substr(text, at, RLENGTH)
  at += RLENGTH
}
FNR == 1 { side++ }
/^[ \t\r]*$/ { next }
{
  text = $0
  at = 1
  delete found
  blanks()
  if (substr(text, at, 1) != "{") bad("this is no JSON object")
  value("")
  blanks()
  if (at <= length(text)) bad("something follows the object")
  if (!("dots" in found)) bad("this object has no dots")
  run = found["dots"] " dots, " found["path"] ", " found["view"] " " found["width"] "x" found["height"]
  if ("live" in found) run = run ", live " found["live"]
  if (!(run in known_run)) { known_run[run] = 1; runs[++run_count] = run }
  for (path in found) {
    if (path ~ /^(dots|width|height|frames)$/ || found[path] !~ /^-?[0-9]/) continue
    if (!((run, path) in known)) { known[run, path] = 1; paths[run, ++path_count[run]] = path }
    values[side, run, path, ++value_count[side, run, path]] = found[path] + 0
  }
}
function median(side, run, path,    n, i, j, x, sorted) {
  n = value_count[side, run, path]
  for (i = 1; i <= n; i++) {
    x = values[side, run, path, i]
    for (j = i - 1; j > 0 && sorted[j] > x; j--) sorted[j + 1] = sorted[j]
    sorted[j + 1] = x
  }
  return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}
END {
  if (failed) exit 2
  if (side < 2 || run_count == 0) { printf "%s: a file is empty; give outputs of stipple bench\n", name > "/dev/stderr"; exit 2 }
  for (r = 1; r <= run_count; r++) {
    run = runs[r]
    printf "%s%s\n", (r > 1 ? "\n" : ""), run
    printf "  %-28s %12s %12s %8s\n", "", "before", "after", "ratio"
    n = path_count[run]
    for (i = 2; i <= n; i++) {  # awk hands members out in no order
      path = paths[run, i]
      for (j = i - 1; j > 0 && paths[run, j] > path; j--) paths[run, j + 1] = paths[run, j]
      paths[run, j + 1] = path
    }
    for (i = 1; i <= n; i++) {
      path = paths[run, i]
      has_before = value_count[1, run, path] > 0
      has_after = value_count[2, run, path] > 0
      before = has_before ? median(1, run, path) : 0
      after = has_after ? median(2, run, path) : 0
      printf("  %-28s %12s %12s %8s\n", path, (has_before ? sprintf("%.7g", before) : "-"), (has_after ? sprintf("%.7g", after) : "-"),
             (has_before && has_after && before != 0 ? sprintf("%.3f", after / before) : "-"))
    }
  }
}' "$1" "$2"
