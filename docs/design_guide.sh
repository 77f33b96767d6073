#!/usr/bin/env bash
# Makes the pictures of docs/design-guide.md with the program itself. Needs a built program (app/run.sh builds it).
#   docs/design_guide.sh
#   docs/design_guide.sh --head CLIENT.glb --into FOLDER     the same on another head
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
program="${STIPPLE_PROGRAM:-$root/build/release/app/stipple}"
out="$root/docs/pictures"
head=()
while [ $# -gt 0 ]; do
  case $1 in
    --head) head=(--head "$2"); shift 2 ;;
    --into) out=$2; shift 2 ;;
    *) echo "$0: $1 is none of --head FILE, --into FOLDER" >&2; exit 2 ;;
  esac
done
mkdir -p "$out"
sheet() { local name=$1; shift; "$program" sheet "${head[@]}" --out "$out/guide-$name.png" --size "${size:-360x300}" "$@"; }
# Cells in which a shape can be told by itself.
wide() { size=480x400 sheet "$@"; }
# Without dots, the client's own stubble alone.
own() { local name=$1; shift; wide "$name" --set density.per_cm2=0 --set hair.length_mm=0.8 "$@"; }
picture() { local name=$1; shift; "$program" render "${head[@]}" --out "$out/guide-$name.png" --size 360x300 --set hair.length_mm=0.8 "$@"; }
designs="$root/docs/designs"

# Darker than most would want it, so that small pictures show where the line runs.
plain=(--set density.per_cm2=320 --set pigment.transmittance=0.06)
wide styles --view hairline "${plain[@]}" --vary "hairline.style=straight;curved;soft;broken;m-shape;widows-peak;receded;rounded"
sheet style-edges --view macro "${plain[@]}" --vary "hairline.style=straight;curved;soft;broken"
sheet temples --view left "${plain[@]}" --vary "hairline.temple=normal;thin;parallel;reversed"
sheet character --view macro --vary "hairline.softness_mm=0;3;10;18"
sheet cut-outs --view three-quarter --set hairline.style=straight --set density.per_cm2=320 --vary "cut_out.part=none;left" --vary "cut_out.tramlines=0;2"
sheet neckline --view back "${plain[@]}" --vary "hairline.nape_mm=30;55;80"
sheet density --view three-quarter --vary "density.per_cm2=100;200;280;450"
sheet zones --view top "${plain[@]}" --vary "density.crown=0.4;1;1.6"
sheet needles --view macro --vary "dot.needle=single;three-point;seven-point"
sheet patterns --view macro --vary "dot.pattern=blue-noise;grid;random"
sheet painted --view hairline "${plain[@]}" --design "$designs/filled-temples.stipple"
sheet thinned --view top --design "$designs/thinned-crown.stipple"
own loss-men --view top --vary "hair.loss=norwood-1;norwood-2;norwood-3;norwood-3-vertex;norwood-4;norwood-5;norwood-6;norwood-7"
own loss-walls --view top --vary "hair.loss=norwood-2a;norwood-3a;norwood-4a;norwood-5a"
own loss-women --view top --vary "hair.loss=none;ludwig-1;ludwig-2;ludwig-3;savin-1;savin-2;savin-3;savin-4"
own loss-other --view top --vary "hair.loss=none;diffuse;telogen;areata;scarring;totalis"
own loss-patches --view top --set hair.loss=areata --vary "hair.loss_seed=1;2;3"
own loss-brows --view front --vary "hair.loss=totalis;universalis;frontal-fibrosing"
own loss-margin --view left --vary "hair.loss=none;ophiasis;traction;frontal-fibrosing;telogen;diffuse"
picture patches --view top --design "$designs/patches-by-hand.stipple"
sheet later --view top --set hair.loss=norwood-3 --vary "hair.later_loss=as-now;norwood-5;norwood-7"
own stubble --view three-quarter --set hair.loss=norwood-5 --vary "hair.length_mm=0;0.4;1.5;3"
own strip-scar --view back --set hair.loss=none --vary "marks.fut_length_mm=0;160;300" --vary "marks.fut_width_mm=3"
own punch-scars --view back --set hair.loss=none --vary "marks.fue_per_cm2=0;20;40"
sheet strip-scar-treated --view back --set hair.loss=norwood-6 --set hair.length_mm=0.4 --set marks.fut_length_mm=280 --before-after
picture scar --view top --design "$designs/scar-by-hand.stipple"
picture burn --view top --design "$designs/burn-by-hand.stipple"
own birthmarks --view three-quarter --set hair.loss=none --set marks.birthmark_mm=35 --vary "marks.birthmark_kind=brown;red"
own grafts --view top --set hair.loss=norwood-6 --set hair.length_mm=1.5 --vary "marks.grafts_per_cm2=0;20;40"
sheet parting --view top --set hair.loss=savin-4 --set hair.length_mm=3 --before-after
