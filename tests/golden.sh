#!/bin/sh
# The screens are the expected ones, byte for byte; shows what differs. `make update-golden` writes
# the expected screens anew.
set -u
golden=$abs_top_srcdir/tests/golden
directory=$(mktemp -d) || exit 99
trap 'rm -rf "$directory"' EXIT

sh "$abs_top_srcdir/tests/update-golden.sh" "$directory" || exit 1
cp "$golden/list" "$directory" && diff -ru "$golden" "$directory"
