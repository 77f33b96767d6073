#!/bin/sh
# Draws views of the built-in head again and again with other numbers of threads: every picture must be the same bytes.
# usage: same_bytes.sh STIPPLE FOLDER
set -eu
stipple=$1
folder=$2
mkdir -p "$folder"
for view in front macro; do
    for threads in default 1 4; do
        if [ "$threads" = default ]; then unset LP_NUM_THREADS; else export LP_NUM_THREADS=$threads; fi
        "$stipple" render --view "$view" --size 640x400 --out "$folder/$view-$threads.png"
    done
    unset LP_NUM_THREADS
    "$stipple" render --view "$view" --size 640x400 --out "$folder/$view-again.png"
    for other in 1 4 again; do
        cmp "$folder/$view-default.png" "$folder/$view-$other.png"
    done
done
