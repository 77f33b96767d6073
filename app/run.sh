#!/usr/bin/env bash
# Installs what is missing (Debian 12), builds, and runs the program.
#   app/run.sh                 the window on the built-in head; without a display a before/after sheet instead
#   app/run.sh render --out a.png    any command of the program: see app/run.sh --help
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/app/prepare.sh"

install_missing "${build_packages[@]}" "${run_packages[@]}"
build --target stipple
program="$root/build/release/app/stipple"

if [ $# -gt 0 ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$program" "$@"
fi
sheet="$root/build/before-after.png"
say "there is no display: making the before/after sheet"
"$program" sheet --views front,three-quarter,crown --before-after --out "$sheet" >&2
say "the before/after sheet is $sheet"
