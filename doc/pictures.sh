#!/bin/sh
# Draws the pictures that doc/pictures/list names into DIRECTORY, or else into doc/pictures.
# Usage: pictures.sh [DIRECTORY]
set -uf # the arguments are words, and no patterns
pictures=$abs_top_srcdir/doc/pictures
directory=${1:-$pictures}
cd "$abs_top_srcdir" || exit 1 # where the data sets are

while read -r name arguments; do
    case $name in
        '' | '#'*) continue ;;
    esac
    "$abs_top_builddir/ttydescent" $arguments --snapshot svg >"$directory/$name.svg" </dev/null || {
        echo "pictures: $name: $arguments: status $?" >&2
        exit 1
    }
done <"$pictures/list"
