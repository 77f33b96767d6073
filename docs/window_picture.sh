#!/usr/bin/env bash
# A screenshot of the window, on a display of its own.
#   docs/window_picture.sh PROGRAM OUT.png WIDTHxHEIGHT [SCALE]     SCALE 2: as on a screen with twice the dots an inch
set -euo pipefail
program=$1 out=$2 size=$3 scale=${4:-1}
log=$(mktemp)
number=97
while [ -e "/tmp/.X11-unix/X$number" ]; do number=$((number + 1)); done
Xvfb ":$number" -noreset -screen 0 "${size}x24" -dpi $((96 * scale)) >/dev/null 2>&1 &
display=$!
trap 'kill "${window:-}" "$display" 2>/dev/null; wait 2>/dev/null; rm -f "$log"' EXIT
export DISPLAY=":$number"
for _ in $(seq 50); do xdotool getmouselocation >/dev/null 2>&1 && break; sleep 0.1; done
printf 'Xft.dpi:\t%d\n' $((96 * scale)) | xrdb -merge
STIPPLE_TRACE=1 "$program" 2>"$log" &
window=$!
for _ in $(seq 100); do
  id=$(xdotool search --onlyvisible --name '' 2>/dev/null | tail -1) && [ -n "$id" ] && break
  sleep 0.1
done
xdotool windowmove "$id" 0 0 windowsize "$id" "${size%x*}" "${size#*x}"
xdotool mousemove 400 5
# Still: the program has said it is idle, and says nothing more for a second.
for _ in $(seq 600); do
  before=$(wc -l <"$log")
  sleep 1
  [ "$(tail -1 "$log" | cut -d' ' -f1)" = idle ] && [ "$(wc -l <"$log")" = "$before" ] && break
done
import -window root "$out"
