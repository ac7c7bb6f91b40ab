#!/bin/sh
# Sessions in files: written by hand, replayed without a screen, checked, refused.
. "$abs_top_srcdir/tests/program.sh"
cd "$dir" || exit 99

cat >ravine.td <<'END'
# Momentum in the ravine.
surface ravine
lr 0.1
colormap mako

say Plain descent zigzags.
at 20
say Now with momentum.
optimizer momentum
at 60
say
go 80
END
printf 'surface bowl\r\n' >bowl.td
printf 'surface bowl\ncolormop mako\n' >wrong.td
printf 'surface bowl\nstart 1,2,3\n' >impossible.td

# The same run, to the byte, as the line with all of it.
run 0 run ravine.td --format csv
mv "$out" session.csv
run 0 run --surface ravine --lr 0.1 --at '20 optimizer=momentum' --go 80 --format csv
cmp "$out" session.csv || fail "a session's trace is another one"
[ "$(grep -vc '^#' session.csv)" -eq 82 ] || fail "not 81 rows in the session's trace"

# Its picture stands still, in its view.
run 0 run ravine.td --snapshot text
head -n 1 "$out" | grep -q 'paused' || fail "a session that is gone to its step does not pause"

# Several of them: a row each.
run 0 run ravine.td bowl.td --check 'loss < 1e-3' --format csv
cat >expected <<'END'
file,step,loss,evaluations,verdict,holds
END
head -n 1 "$out" | cmp - expected || fail "the header of the rows"
grep -q '^ravine.td,80,.*,81,running,yes$' "$out" || fail "no row of the ravine"
grep -q '^bowl.td,[0-9]*,.*,global_minimum,yes$' "$out" || fail "no row of the bowl"
run 1 run ravine.td bowl.td --check 'verdict == global_minimum'
grep -q '^no   ravine.td: step 80, ' "$out" || fail "the check holds in the ravine"
grep -q '^yes  bowl.td: ' "$out" || fail "the check does not hold in the bowl"

# One that can't be read or run fails, the others don't.
run 1 run wrong.td impossible.td bowl.td --check 'step > 0' --format csv
grep -q '^wrong.td,,,,,no$' "$out" || fail "no row of a wrong file"
grep -q '^bowl.td,.*,yes$' "$out" || fail "no row behind a wrong file"
grep -q "wrong.td: line 2: .*'colormop'.*did you mean 'colormap'" "$err" || fail "the wrong line"
grep -q 'impossible.td: ' "$err" || fail "the impossible run"
run 1 run wrong.td bowl.td --check 'step > 0'
grep -q '^no   wrong.td: it could not be run$' "$out" || fail "no line of a wrong file"
run 1 run bowl.td --check 'epoch > 1'
grep -q 'epoch' "$err" || fail "a check that does not count there"

# Data is sought where it is said, and else beside the session.
mkdir folder
printf 'x,y\n1,2\n2,3\n3,5\n' >folder/points.csv
printf 'data points.csv\nmodel linear\ngo 3\n' >folder/line.td
run 0 run folder/line.td --check 'step == 3'
(cd folder && "$program" run line.td --check 'step == 3' >"$out" 2>"$err") || fail "data in its folder"
run 1 run folder/line.td folder/../none.td --check 'step == 3'
printf 'x,y\n1,2\n2,3\n3,50\n' >points.csv
run 1 run folder/line.td --check 'loss < 10' # what is said stands here, too
rm points.csv folder/points.csv
run 2 run folder/line.td
grep -q "folder/line.td: line 1: there is no file 'points.csv', .*; nor is there 'folder/points.csv'" "$err" ||
    fail "where data was sought"
printf 'data %s/points.csv\n' "$PWD" >folder/absolute.td
run 2 run folder/absolute.td
grep -q 'nor is there' "$err" && fail "an absolute path is sought elsewhere"

# Paths beside the run: of a file, sought as data are, and walked by keys.
printf 'x,y\n1,1\n0.5,0\n' >folder/path.csv
printf 'surface bowl\nstart -2,-2\ntrace path.csv\nwalk 2l k 4l\ngo 3\n' >folder/beside.td
run 0 run folder/beside.td --snapshot text --size 120x40
grep -q 'A path.csv' "$out" && grep -q 'B you' "$out" || fail "the paths beside a run"
run 2 run folder/../beside.td
printf 'surface bowl\ntrace none.csv\n' >nopath.td
run 2 run nopath.td
grep -q "none.csv" "$err" || fail "a path that is not there"
printf 'surface bowl\nwalk 2l 3x\n' >nowalk.td
run 2 run nowalk.td
grep -q 'nowalk.td: line 2, column [0-9]*: expected a key of a walk' "$err" || fail "no walk in a session"

# A name that begins like an option.
cp bowl.td ./--bowl.td
run 0 run --check 'step >= 0' -- --bowl.td
run 2 run --bowl.td
run 2 run -- --bowl.td --format csv

# What does not go together.
run 2 run bowl.td --lr 0.5
grep -q -e '--lr goes without a session' "$err" || fail "an option beside a session"
run 2 run bowl.td --go 5
run 2 run bowl.td ravine.td
run 2 run bowl.td --check 'step > 0' --format json
run 2 run none.td
grep -q 'none.td' "$err" || fail "a file that is not there"
run 2 run wrong.td
run 0 run bowl.td --colormap magma --snapshot text

[ "$failures" -eq 0 ]
