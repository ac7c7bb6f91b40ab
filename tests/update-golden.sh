#!/bin/sh
# Writes the screens that tests/golden/list names into DIRECTORY, or else into tests/golden.
# Usage: update-golden.sh [DIRECTORY]
set -u
golden=$abs_top_srcdir/tests/golden
program=$abs_top_builddir/ttydescent
directory=${1:-$golden}
cd "$abs_top_srcdir" || exit 1 # where the data sets are

while read -r file arguments; do
    case $file in
        '' | '#'*) continue ;;
        *.ans) format=ansi ;;
        *) format=text ;;
    esac
    # shellcheck disable=SC2086 # the arguments are words
    "$program" run --snapshot "$format" $arguments >"$directory/$file" </dev/null || {
        echo "update-golden: $file: ttydescent run $arguments: status $?" >&2
        exit 1
    }
done <"$golden/list"
