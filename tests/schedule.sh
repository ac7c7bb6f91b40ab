#!/bin/sh
# `ttydescent schedule`: the output, the losses on standard input, the messages.
set -u
program=$abs_top_builddir/ttydescent
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
failures=0

# expect STATUS OUTPUT ARGUMENT...: standard input is $dir/in; output and messages together.
expect()
{
    want_status=$1 want=$2
    shift 2
    got=$("$program" schedule "$@" 2>&1 <"$dir/in")
    status=$?
    [ "$status" -eq "$want_status" ] && [ "$got" = "$want" ] && return
    printf 'FAILED: ttydescent schedule %s: status %s\n%s\n' "$*" "$status" "$got"
    failures=$((failures + 1))
}

: >"$dir/in"
expect 0 'step,lr
1,8
2,8
3,4
4,4
5,2' step:period=2,gamma=0.5 --lr 8 --steps 5 --format csv
expect 0 '    step  rate
       1  0.05
       2  0.1
       3  0.1' warmup:steps=2+constant --lr 0.1 --steps 3
expect 0 '       1  2         ############################################################
       2  1         ##############################
       3  0' linear:start=1,end=0,steps=2 --lr 2 --steps 3 --format plot
expect 0 'step,lr' cosine --lr 1 --steps 0 --format csv
expect 2 'ttydescent: there is no schedule '\''cosin'\''; did you mean '\''cosine'\''?' cosin
expect 2 'ttydescent: mode must be min or max' plateau:mode=mid

# A cut shows in the row after the loss that brought it about.
printf '3\n3\r\n 3\n2\n2' >"$dir/in"
expect 0 'step,lr
1,1
2,1
3,1
4,0.5
5,0.5' plateau:patience=1,factor=0.5 --lr 1 --format csv
expect 0 'step,lr
1,1
2,1' plateau:patience=1,factor=0.5 --lr 1 --steps 2 --format csv
expect 0 'step,lr
1,0.5
2,1' warmup:steps=2+plateau --lr 1 --steps 2 --format csv

# Losses of a run that diverges are losses, as programs write them.
printf '3\n+2\ninf\n-inf\nnan\nNaN\n-nan\nInfinity\n1\n' >"$dir/in"
expect 0 'step,lr
1,1
2,1
3,1
4,1
5,0.5
6,0.5
7,0.25
8,0.25
9,0.125' plateau:patience=1,factor=0.5 --lr 1 --format csv

expect_refusal()
{
    printf "$1" >"$dir/in"
    expect 2 "ttydescent: $2" plateau --lr 1
}
expect_refusal '' 'the schedule plateau needs losses: one a line on standard input'
expect_refusal '1\n2\nx\n' "standard input, line 3: 'x' is no number"
expect_refusal '1\n\n2\n' 'standard input, line 2: expected a loss'
expect_refusal '1\nnanana\n' "standard input, line 2: 'nanana' is no number"
expect_refusal '1\n--inf\n' "standard input, line 2: '--inf' is no number"
expect_refusal '1 2\n' "standard input, line 1: '1 2' is no number"
expect_refusal '1\0002\n' "standard input, line 1: '1' is no number"

[ "$failures" -eq 0 ]
