#!/bin/sh
# The shipped data sets that are made are what data/make-data.awk makes, byte for byte.
set -u
: "${abs_top_srcdir:=$(cd "$(dirname "$0")/.." && pwd)}"
data=$abs_top_srcdir/data
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT

# Not every awk can do mathematics (busybox).
[ "$(awk 'BEGIN { printf "%.3f", log(2) }' 2>/dev/null | tr , .)" = 0.693 ] || exit 77

failures=0
for name in line flats sine noisy classes chance; do
    LC_ALL=C awk -v name="$name" -f "$data/make-data.awk" >"$dir/$name.csv" &&
        cmp "$dir/$name.csv" "$data/$name.csv" && continue
    failures=$((failures + 1))
done
exit $((failures > 0))
