#!/usr/bin/env bash
# Makes every picture the documents show, with the program itself. Needs a built program (app/run.sh builds it), and for the
# window's picture Xvfb and ImageMagick (tests/run.sh installs them).
#   docs/pictures.sh
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
program="${STIPPLE_PROGRAM:-$root/build/release/app/stipple}"
out="$root/docs/pictures"
mkdir -p "$out"

"$program" sheet --out "$out/before-after.png" --views front,three-quarter,left --before-after --size 560x560
"$program" sheet --out "$out/built-in-head.png" --views front,three-quarter,left,back,top --set density.per_cm2=0 --size 440x520
"$program" sheet --out "$out/styles.png" --view three-quarter --vary "hairline.style=straight;curved;widows-peak;m-shape" --size 440x440
"$program" sheet --out "$out/years.png" --view three-quarter --years 0.12,4,8,15 --size 440x440
"$program" render --out "$out/macro.png" --view macro --size 960x540
# Squares of 10 mm on the whole texture, every fifth line dark.
if textured="${program%/app/stipple}/tests/bust/make_textured_head"; [ -x "$textured" ]; then
  grid=$(mktemp -d)
  lines() { for k in $(seq 0 "$1" 72); do echo "line $((k * 40)),0 $((k * 40)),2880 line 0,$((k * 40)) 2880,$((k * 40))"; done; }
  convert -size 2880x2880 xc:white -fill none -strokewidth 2 -stroke gray60 -draw "$(lines 1)" -strokewidth 5 -stroke gray20 -draw "$(lines 5)" "$grid/grid.png"
  "$textured" "$grid/head.glb" grid.png
  "$program" sheet --head "$grid/head.glb" --out "$out/texture.png" --views back,left,top --set density.per_cm2=0 --set scan.surface=lit --size 440x440
  rm -r "$grid"
else
  echo "$textured is missing (ninja make_textured_head): texture.png is not made" >&2
fi
"$root/docs/window_picture.sh" "$program" "$out/window.png" 1280x800
