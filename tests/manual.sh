#!/bin/sh
# The manual page names everything that the tables of the program name.
set -u
program=$abs_top_builddir/ttydescent
page=$abs_top_srcdir/doc/ttydescent.1
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT

# The words of roff text, without macros and what clings to a word: "(", "," and the like.
words()
{
    sed -e 's/\\-/-/g' -e 's/\\(\*p/π/g' -e 's/^\.[A-Z]* //' -e 's/", "/ /g' -e 's/"//g' | tr ' ' '\n' |
        sed -e p -e 's/^(//' -e 's/(.*//' -e 's/[).,;:]*$//'
}

# The names of a list, one a line.
names()
{
    "$program" list "$1" --format csv |
        sed -e 1d -e 's/^"\([^"]*\)",.*/\1/' -e 's/^\([^,]\{1,\}\),.*/\1/'
}

words <"$page" >"$dir/page"
sed -n '/^\.SH KEYS/,/^\.SH FORMULAS/p' "$page" | words >"$dir/keys"
sed -n '/^\.SH QUANTITIES/,/^\.SH VERDICTS/p' "$page" | words >"$dir/quantities"

# The codes of verdicts that the section on them lacks.
missing_verdicts()
{
    sed -n '/^\.SH VERDICTS/,/^\.SH DIAGNOSIS/p' "$page" >"$dir/verdicts"
    sed -n 's/^ *\[ENDING_[A-Z_]*\] = {"\([^"]*\)".*/\1/p' "$abs_top_srcdir/src/insight/verdict.c" >"$dir/codes"
    [ -s "$dir/codes" ] || echo "no verdicts found"
    while read -r code; do
        grep -qF -e "$code" "$dir/verdicts" || echo "not in the manual page: verdict $code"
    done <"$dir/codes"
}

# missing WHERE WHAT [PREFIX]: the names that are not among the words.
missing()
{
    names "$2" | sed "s/^/${3-}/" | awk -v what="$2" '
    NR == FNR { word[$0]; next }
    { count++ }
    !($0 in word) { print "not in the manual page: " what " " $0 }
    END { if (!count) print "nothing in the list of " what }' "$dir/$1" -
}

{
    for list in surfaces models optimizers schedules inits criteria functions constants rules colormaps \
        scales pictures commands; do
        missing page $list
    done
    missing page scenario --
    missing page view --
    missing page options --
    missing keys keys
    missing keys prompt
    missing quantities quantities
    missing_verdicts
    # Every list itself.
    "$program" list | sed -n 's/^  \([a-z]*\)  *[0-9]*$/\1/p' | awk '
    NR == FNR { word[$0]; next }
    !($0 in word) { print "not in the manual page: the list of " $0 }' "$dir/page" -
    if command -v mandoc >/dev/null; then
        mandoc -Tlint -W warning "$page"
    fi
} >"$dir/found" 2>&1

[ -s "$dir/found" ] || exit 0
cat "$dir/found"
exit 1
