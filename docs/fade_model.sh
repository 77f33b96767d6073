#!/usr/bin/env bash
# Makes the charts, pictures and the table of docs/fade-model.md with the program itself.
#   docs/fade_model.sh
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
program="${STIPPLE_PROGRAM:-$root/build/release/app/stipple}"
out="$root/docs/pictures"

"$program" curves --out "$out/fade-course.svg" --vary "time.course=slow;typical;fast"
"$program" curves --out "$out/fade-days.svg" --days 42
"$program" curves --out "$out/fade-skin.svg" --vary "client.skin_type=dry;normal;oily"
"$program" curves --out "$out/fade-sun.svg" --vary "client.sun=hat;normal;outdoor"
"$program" curves --out "$out/fade-pigment.svg" --vary "pigment.kind=smp-carbon;iron-oxide;tattoo-ink"
"$program" curves --out "$out/fade-hue.svg" --of shift --vary "pigment.kind=smp-carbon;iron-oxide;tattoo-ink"
"$program" curves --out "$out/fade-width.svg" --of diameter --vary "dot.depth_mm=0.3;0.45;0.8;1.2"
"$program" curves --out "$out/fade-aftercare.svg" --days 42 --vary "client.aftercare=good;careless;poor"
"$program" curves --out "$out/fade-touchups.svg" --vary "touchup.years=;4;4,8"

"$program" sheet --out "$out/fade-healing.png" --years 0,0.0055,0.0137,0.0192,0.0383,0.12 --view hairline --size 400x300
"$program" sheet --out "$out/fade-healing-macro.png" --years 0,0.0137,0.0192,0.12 --view macro --size 400x320
"$program" sheet --out "$out/fade-years.png" --view three-quarter --set hair.loss=norwood-5 --vary "touchup.years=;4" --years 0.12,2,4,6,8 --size 320x340
"$program" sheet --out "$out/fade-years-macro.png" --view macro --vary "pigment.kind=smp-carbon;iron-oxide;tattoo-ink" --years 0.12,4,8 --size 400x260
"$program" sheet --out "$out/fade-depth.png" --view macro --vary "skin.tone=2;9" --vary "dot.depth_mm=0.3;0.6;1;1.5" --years 2 --size 400x260

# Drivers from harsh to kind, each without and with a touch-up at four years.
rows=$(mktemp -d)
row() {  # NAME SETTINGS...
  local name=$1 settings=()
  shift
  for s in "$@"; do settings+=(--set "$s"); done
  "$program" sheet --out "$rows/$name.png" --view three-quarter --set hair.loss=norwood-6 --vary "touchup.years=;4" --years 0.12,2,4.12,8 --size 400x420 "${settings[@]}"
}
row dry-and-sun client.skin_type=dry client.sun=outdoor
row typical client.skin_type=normal
row protected client.sun=hat
for name in dry-and-sun typical protected; do mv "$rows/$name.png" "$out/fade-$name.png"; done
rm -r "$rows"

page="$root/docs/fade-model.md"
table=$(mktemp)
"$program" curves --sources >"$table"
sed -i -e "/<!-- table -->/,/<!-- end of table -->/{/<!-- table -->/{p;r $table
};/<!-- end of table -->/p;d}" "$page"
rm "$table"
