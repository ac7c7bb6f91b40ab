#!/bin/sh
# The pictures of README can be drawn, are well-formed, and small enough for a page.
set -u
directory=$(mktemp -d) || exit 99
trap 'rm -rf "$directory"' EXIT
most=60000

fail()
{
    echo "FAILED: $*"
    exit 1
}

sh "$abs_top_srcdir/doc/pictures.sh" "$directory" || exit 1
for name in $(sed -n 's/^\([a-z][a-z-]*\) .*/\1/p' "$abs_top_srcdir/doc/pictures/list"); do
    picture=$directory/$name.svg
    [ "$(wc -c <"$picture")" -le $most ] || fail "$name is larger than $most bytes"
    [ -f "$abs_top_srcdir/doc/pictures/$name.svg" ] || fail "$name is not there: make pictures"
    if command -v xmllint >/dev/null; then
        xmllint --noout "$picture" || fail "$name is no XML"
    fi
done
[ -n "$(ls "$directory")" ] || fail "there are no pictures"
grep -o 'doc/pictures/[a-z-]*.svg' "$abs_top_srcdir/README" | while read -r picture; do
    [ -f "$abs_top_srcdir/$picture" ] || fail "README has $picture, which is not there"
done
