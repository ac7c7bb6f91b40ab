#!/bin/sh
# Writes the screens that tests/golden/list names into DIRECTORY, or else into tests/golden.
# Usage: update-golden.sh [DIRECTORY]
set -uf # the arguments are words, and no patterns
golden=$abs_top_srcdir/tests/golden
program=$abs_top_builddir/ttydescent
letters=$abs_top_builddir/tests/letters
directory=${1:-$golden}
ansi=$(mktemp) || exit 99
trap 'rm -f "$ansi"' EXIT
cd "$abs_top_srcdir" || exit 1 # where the data sets are

# screen KIND ARGUMENTS...
screen()
{
    kind=$1
    shift
    case $kind in
        run) "$program" run --snapshot ansi "$@" >"$ansi" </dev/null && "$letters" <"$ansi" ;;
        lrfind | basins | sweep) "$program" "$kind" --snapshot ansi "$@" >"$ansi" </dev/null && "$letters" <"$ansi" ;;
        play) "$letters" "$@" ;;
    esac
}

while read -r name arguments; do
    case $name in
        '' | '#'*) continue ;;
    esac
    screen $arguments >"$directory/$name.txt" || {
        echo "update-golden: $name: $arguments: status $?" >&2
        exit 1
    }
done <"$golden/list"
