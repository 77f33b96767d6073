#!/usr/bin/env bash
# Makes the contact sheets of docs/appearance.md with the program itself: ten tones in six lights, a sheet for each distance.
#   docs/appearance.sh
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
program="${STIPPLE_PROGRAM:-$root/build/release/app/stipple}"
out="$root/docs/pictures"
lights="light.kind=clinic-softbox;overcast;noon-sun;office-ceiling;bathroom-mirror;evening"
tones="skin.tone=1;2;3;4;5;6;7;8;9;10"

"$program" sheet --out "$out/appearance-near.png" --distance portrait --view three-quarter --vary "$lights" --vary "$tones" --size 210x240
"$program" sheet --out "$out/appearance-room.png" --distance room --view three-quarter --vary "$lights" --vary "$tones" --size 300x300
"$program" sheet --out "$out/appearance-loupe.png" --distance loupe --vary "$lights" --vary "$tones" --size 210x180
# One tone, large: the shapes that each light makes.
"$program" sheet --out "$out/appearance-lights.png" --view three-quarter --set skin.tone=4 --vary "$lights" --size 420x460
"$program" sheet --out "$out/appearance-distances.png" --distance mirror --views front,three-quarter,left --grey-card --ruler --size 420x460
"$program" sheet --out "$out/appearance-lens.png" --aperture 1.8 --views front,three-quarter,top --size 420x460
"$program" sheet --out "$out/appearance-stubble.png" --distance loupe --view left --set hair.loss=none --set hair.days=2 \
  --vary "hair.color=black;blond;grey;white" --vary "light.kind=clinic-softbox;noon-sun;bathroom-mirror" --size 300x240
