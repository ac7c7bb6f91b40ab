#!/bin/sh
# The command line: what is printed, where it goes, and the exit status.
. "$abs_top_srcdir/tests/program.sh"

# says TEXT: that is in the last message, and nothing is on standard output.
says()
{
    grep -qF -e "$1" "$err" || fail "no message '$1'"
    [ -s "$out" ] && fail "output besides the message '$1'"
}

# prints TEXT: that is in the output, and there is no message.
prints()
{
    grep -qF -e "$1" "$out" || fail "'$1' is not printed"
    [ -s "$err" ] && fail "a message besides '$1'"
}

first_line_is()
{
    [ "$(head -n 1 "$out")" = "$1" ] || fail "the first line is not $1"
}

# ---------------------------------------------------------------- help and version

run 0 --version
grep -qx 'ttydescent [0-9][0-9.]*' "$out" || fail "--version"
run 0 --help
prints "Usage: ttydescent"
for command in screen run eval schedule list show help; do
    run 0 $command --help
    prints "Usage: ttydescent"
    [ "$(awk 'length > 79' "$out")" ] && fail "long lines in the help of $command"
done
run 0 --help
cp "$out" "$dir/want"
for words in -h help; do
    run 0 $words
    cmp "$out" "$dir/want" || fail "$words is not --help"
done
run 0 help eval
prints "Usage: ttydescent eval"
# Each help shows what the command takes, and no more.
run 0 schedule --help
prints "table, csv or plot"
[ "$(sed -n 's/^  --\([a-z-]*\).*/\1/p' "$out" | tr '\n' ' ')" = "format help version lr steps " ] ||
    fail "the options of schedule"
run 0 list --help
prints "table or csv"
grep -q -- '--surface' "$out" && fail "list takes no scenario"
run 0 run --help
prints "table, csv or json"

# ---------------------------------------------------------------- usage errors, with suggestions

# An ending that all names have makes none of them near.
for wrong in "--grid nofile" "--trace nofile.csv"; do
    run 2 run $wrong
    says "there is no file 'nofile"
    grep -q "did you mean" "$err" && fail "run $wrong: $(cat "$err")"
done

while IFS='|' read -r arguments message; do
    run 2 $arguments
    says "$message"
done <<'EOF'
--optimzer adam|did you mean --optimizer?
--surfce bowl|did you mean --surface?
--formt csv|did you mean --format?
rnu|did you mean 'run'?
run --surface rosenbrok|did you mean 'rosenbrock'?
run --optimizer adm|did you mean 'adam'?
run --schedule constnt|did you mean 'constant'?
run --stop gradd|did you mean 'grad'?
run --optimizer adam --set beta3=0.5|beta1
run --colormap viridsi|did you mean 'viridis'?
list surface|did you mean 'surfaces'?
show rosenbrok|did you mean 'rosenbrock'?
show zzzzzz|there is no 'zzzzzz'
run --zzzzzz 1|--help lists them
run --zzzzzz=1|there is no option --zzzzzz; --help lists them
run --lr 0.1 --sede 3|there is no option --sede; did you mean --seed?
x^2+q|there is no 'q'
run x^2+|expected a value
ravine|there is no command 'ravine'; did you mean --surface ravine?
run ravine|did you mean --surface ravine?
race gd|did you mean --entrant gd?
race --optimizer gd|--optimizer is no option of `race`; its --help
run -- 3|don't know what to do with '3'
run --steps|--steps needs a value
run --steps x|'x' is not a number
run --steps -1|--steps
run --lr 0,1|--lr
run --lr nan|--lr
run --lr 1e999|--lr
run --start 1,2,3|start has 3 numbers
run --every 0|--every
run --restarts 2 --within 1,2,3|--within: expected a range for each
run --restarts 2 --within 2,1|--within: expected a range for each
run --restarts 2 --within 1,2,1,2,1,2|--within: there are more than 4 items
run --restarts 2 --within 1,z|--within: 'z' is no number
run --size 80|--size
run --size 80x100000|--size
run --size 0x0|--size
run --format xml|is none of table, csv, json
run --snapshot png|is none of text, ansi, svg
run --color 7|--color
run --charset latin|--charset
run --light|no option of
run --help=yes|takes no value
run surplus|surplus
list surfaces surplus|surplus
list --surface bowl|--surface is no option of `list`
list surfaces --format json|is none of table, csv
schedule --optimizer adam|--optimizer is no option of `schedule`
schedule --format json|is none of table, csv, plot
eval --at 1|--at
-q|two dashes
help nothing|there is no command 'nothing'
nowhere.csv|there is no file 'nowhere.csv'
--grid volcanoe|did you mean 'volcano.csv'
--trace chanc|did you mean 'chance.csv'
--flow maybe|there is no choice of flow 'maybe': off or on
--optimizer adam --set foo=1|adam has no 'foo'; it has beta1, beta2 and eps
race --entrant gd:lr=x|--entrant gd:lr=x: 'x' is not a number
a.csv b.csv|'b.csv'
EOF

# ---------------------------------------------------------------- hostile formulas

# Not one byte of the message steers a terminal: it is ASCII, but for the message's own ellipsis.
harmless()
{
    LC_ALL=C awk '{ gsub(/\342\200\246/, "") } /[^ -~]/ { exit 1 }' "$err" ||
        fail "a raw byte: $1"
}

# The same for a message about a formula: it is short and has a place, and a caret ends it.
refused()
{
    LC_ALL=C awk '
    { gsub(/\342\200\246/, ""); last = $0; size += length }
    /[^ -~]/ { raw = 1 }
    /^ttydescent: .*line [0-9]+, column [0-9]+: / { place = 1 }
    END { exit raw || !place || size > 500 || last !~ /^ *\^$/ }' "$err" ||
        fail "a raw byte, no place, no caret or no end: $1"
    [ -s "$out" ] && fail "output in spite of: $1"
}

repeat() # TEXT TIMES
{
    awk -v text="$1" -v times="$2" 'BEGIN { while (times-- > 0) printf "%s", text }'
}

deep=$(repeat '(' 10000)x$(repeat ')' 10000)
# printf formats, so that they can hold any byte but NUL.
while read -r text; do
    run 2 eval --at 1,2 --function "$(printf "$text")"
    refused "$text"
done <<'EOF'

(x
x)
((x)
x+
*x
2x
sin
sin(
sin()
hypot(1)
x y
x==y==1
1e999
0x10
inf
nan
1.2.3
a=1
=1
;
x\033[31m
\033]0;title\007x
x\bx
x\177y
\233x
\302\233x
\302\205x
x\342\200\256y
x+\377\376
\303(
\300\257
\355\240\200
\360\237\230\200
x+\342\202
EOF
run 2 eval --at 1,2 --function "$deep"
refused "10,000 parentheses"
run 2 eval --at 1,2 --function "$(repeat - 10000)x"
refused "10,000 signs"
run 2 eval --at 1,2 --function "$(repeat 'x^' 10000)x"
refused "10,000 powers"
repeat 'x+' 500000 | run 2 eval --at 1,2 --function-file -
refused "1 MB"
repeat '(' 1000000 | run 2 eval --at 1,2 --function-file -
refused "1 MB of parentheses"
printf 'x+\000y' | run 2 eval --at 1,2 --function-file -
refused "NUL"
run 2 eval --at 1,2 --function-file - </dev/null
refused "an empty file"
printf 'x +\n (y\n' | run 2 eval --at 1,2 --function-file -
grep -q 'line [23], column' "$err" || fail "the line of an error in a file"
run 2 eval --function-file "$dir/none"
says "none"
run 2 eval --function-file "$dir"
says "$dir"
run 2 run --rule 'theta = theta - lr*'
refused "a rule"
run 2 run --check 'loss <'
refused "a check"
run 2 run "$(printf '\033[31mrun')"
harmless "an operand"
run 2 run "--$(printf 'x\033]0;title\007')"
harmless "an option"

# ---------------------------------------------------------------- eval

# f = x^2*y: gradient (2*x*y, x^2), Hessian (2*y, 2*x; 2*x, 0).
cat >"$dir/want" <<EOF
f,gx,gy,hxx,hxy,hyy
18,12,9,4,6,0
EOF
run 0 eval --function 'x^2*y' --at 3,2 --format csv
cmp "$out" "$dir/want" || fail "eval --format csv"
printf 'a = x^2;\na*y\n' | run 0 eval --function-file - --at=3,2 --format=csv
cmp "$out" "$dir/want" || fail "eval --function-file -"
run 0 eval --function 'x^(1/3)' --params x --at=-8
prints '(-8)^0.333, line 1, column 2; cbrt is defined there'
# Greek names, wherever names are printed.
run 0 eval --function 'α² + 3·β₁²;' --params 'α,β₁' --at=1,2 --format csv
prints '13'
run 0 run --function 'α² + 3·β₁²;' --params 'α,β₁' --start 1,2 --steps 1 --format csv
prints 'step,α,β₁,loss,grad_norm,lr'
run 0 eval --params w --function 'w^2' --at -3 --format csv
first_line_is "f,gw,hww"
[ "$(tail -n 1 "$out")" = "9,-6,2" ] || fail "eval in one parameter"
# Where the derivatives are not what they say: unknown in numbers, said in words.
while IFS='|' read -r function row words; do
    run 0 eval --function "$function" --at 0,1 --format csv
    [ "$(tail -n 1 "$out")" = "$row" ] || fail "eval of $function: $(tail -n 1 "$out")"
    run 0 eval --function "$function" --at 0,1
    prints "$words"
done <<'EOF'
abs(x)+y^2|1,0,2,nan,nan,2|a kink: the slope has more than one value here; shown is the convention
cbrt(x)+y|1,inf,1,nan,nan,0|a kink: the slope is infinite here
x*abs(x)+y|1,0,1,nan,0,0|the curvature has more than one value here
x*y+step(x)|0,1,0,nan,nan,nan|a jump: f has more than one value around here
sqrt(x)*x+y|1,0,1,nan,0,0|an edge of the domain
y*log(x-2)|nan,nan,nan,nan,nan,nan|not finite: log(-2), line 1, column 3
abs(x)^2*y|0,0,0,2,0,0|eigenvalues
EOF
run 0 eval --function 'x^2*y' --at 3,2
prints "eigenvalues"
printf 'x^2\n\t+ y\n\n' | run 0 run --function-file - --steps 1
first_line_is "function      f = x^2 + y"
sed -n 2p "$out" | grep -q '^optimizer' || fail "a blank line in the summary"

# ---------------------------------------------------------------- run

while IFS='|' read -r arguments sentence; do
    run 0 run $arguments
    prints "$sentence"
done <<EOF
--surface multi-modal --lr 0.05 --start 3.5,3.5|saddle at (1.788, 1.788)
--surface bowl|global minimum at
--surface ravine --lr 0.21|diverged at step
--surface ravine --lr 0.2|cycling: the path comes back every 2 steps
--surface ravine --lr 0.01 --steps 2|cap of 2 steps
EOF

run 0 run --surface bowl --lr 0.5 --start 4,2 --steps 5 --format csv
first_line_is "step,x,y,loss,grad_norm,lr"
# Each step halves the point: (4, 2), (2, 1), (1, 0.5); the loss is a quarter each time.
[ "$(sed -n 4p "$out" | cut -d, -f1-4)" = "2,1,0.5,0.625" ] || fail "a row of the trace"
run 0 run --params a,b,c --function 'a^2+b^2+c^2' --steps 1 --format csv
first_line_is "step,a,b,c,loss,grad_norm,lr"
run 0 run --steps 10 --every 4 --format csv
[ "$(cut -d, -f1 "$out" | tr '\n' ' ')" = "step 0 4 8 10 " ] || fail "--every"
run 0 run --steps 0 --format csv
[ "$(wc -l <"$out")" -eq 2 ] || fail "a trace of no steps"

# Changes at their steps, in whatever order they are given, also past an end; and where to stand.
run 0 run --surface bowl --lr 1 --at '3 lr=0.5' --at '1 lr=0.25' --at '0 lr=0.125' --go 4 --format csv
[ "$(cut -d, -f1,6 "$out" | tr '\n' ' ')" = "step,lr 0,0.125 1,0.125 # after step 1: lr 0.25 \
2,0.25 3,0.25 # after step 3: lr 0.5 4,0.5 " ] || fail "changes at their steps"
run 0 run --surface bowl --lr 1 --at '30 lr=0.5' --format csv
[ "$(tail -n 1 "$out" | cut -d, -f1)" -ge 30 ] || fail "a change behind an end"
run 0 run --surface bowl --go 0 --format csv
[ "$(wc -l <"$out")" -eq 2 ] || fail "--go 0"
for end in 10 30; do
    run 0 run --surface bowl --lr 0.01 --steps 20 --go $end --format csv
    [ "$(tail -n 1 "$out" | cut -d, -f1)" -eq $end ] || fail "--go $end --steps 20"
    grep -q -- "--go $end says how far the run goes, and not --steps 20" "$err" || fail "--go and --steps"
done
run 0 run --surface bowl --steps 20 --go 20 --format csv
[ ! -s "$err" ] || fail "--go and --steps of one mind"
run 0 run --surface bowl --lr 1 --at ' 3  lr = 0.5' --go 4 --format csv
[ "$(tail -n 1 "$out" | cut -d, -f6)" = 0.5 ] || fail "blanks in a change"
run 2 run --at '3 theme=dark'
says "theme is of the view, and none of a step: --theme dark"
for change in '5' '5 lr' 'lr=0.1' '-1 lr=0.1' '5 lr=0' '5 surface=ravine' '5 optimizer=newton'; do
    run 2 run --noise 1 --at "$change"
done
run 2 run --restarts 2 --go 5
run 2 run --go -1

run 0 run --steps 3 --format csv --check 'steps == 3 and loss > 0 and evaluations >= 3'
run 0 run --optimizer bfgs --format csv --check 'trials > 0'
run 1 run --optimizer gd --steps 3 --format csv --check 'trials > 0'
run 1 run --steps 3 --format csv --check 'x > 0'
grep -q "'x > 0' is false" "$err" || fail "no word about --check"
run 1 run --steps 3 --format csv --check '0/0'
run 2 run --steps 3 --check 'losss > 0'
refused "a misspelt name in --check"
run 0 run --steps 3 --format csv --check 'step == 3 and verdict == cap and first_grad == first_grad or 1'
run 0 run --surface multi-modal --lr 0.05 --start 3.5,3.5 --format csv --check 'verdict == saddle'
run 1 run --surface bowl --format csv --check 'verdict == saddle'
run 0 show first_grad
first_line_is "first: the step at which a criterion was first met: first_grad ..."
run 2 run --check 'verdict == sadle'
says "column 12: there is no verdict 'sadle'; did you mean 'saddle'?"

if python3 -c '' 2>"$err"; then
    run 0 run --surface ravine --lr 3 --format json # ends beyond all numbers
    python3 - "$out" <<'EOF' || fail "--format json"
import json, sys
rows = json.load(open(sys.argv[1]))
assert list(rows[0]) == ["step", "x", "y", "loss", "grad_norm", "lr",
                         "evaluations", "trials"], rows[0]
assert [row["step"] for row in rows] == list(range(len(rows)))
assert rows[-1]["verdict"] == "diverged" and "verdict" not in rows[-2], rows[-1]
assert rows[-1]["first_diverge"] == len(rows) - 1 and rows[-1]["first_grad"] is None
EOF
fi

run 0 run --steps 3 --snapshot text --size 60x20
[ "$(wc -l <"$out")" -eq 20 ] || fail "the rows of a snapshot"
[ "$(wc -L <"$out" 2>"$err" || echo 60)" -le 60 ] || fail "the columns of a snapshot"
run 0 run --steps 3 --snapshot text --charset ascii
[ "$(LC_ALL=C tr -d '\n\040-\176' <"$out")" ] && fail "--charset ascii"
escape=$(printf '\033')
run 0 run --steps 3 --snapshot ansi
prints "${escape}[38;5;"
run 0 run --steps 3 --snapshot ansi --color 8
grep -qF "38;5;" "$out" && fail "more colours than 8"
run 0 run --steps 3 --snapshot text --color 256
grep -qF "$escape" "$out" && fail "colours in text"

# Where there is no terminal the program without a command is `run`.
run 0 run --surface ravine --steps 5
mv "$out" "$dir/want"
run 0 --surface ravine --steps 5
cmp "$out" "$dir/want" || fail "not as run"
run 0 screen --surface ravine --steps 5
cmp "$out" "$dir/want" || fail "not as run"

# A rule that does not read lr has no rate, and nothing says one.
run 0 run --surface ravine --optimizer polyak --schedule cosine --lr 0.3 --steps 2
prints 'optimizer     polyak, fstar 0'
prints 'schedule      cosine, without effect: there is no rate'
run 0 run --surface ravine --rule 'theta = theta - g/20' --steps 2 --format csv
[ "$(tail -n 1 "$out" | sed 's/.*,//')" = nan ] || fail 'a rule without a rate has one'
run 0 show polyak
prints 'none to set: the rule finds it from the loss'

# ---------------------------------------------------------------- the order of the options

# same ARGUMENT...: gives the trace that is in $dir/want.
same()
{
    run 0 run --steps 3 --format csv "$@"
    cmp "$out" "$dir/want" || fail "another order, another trace: $*"
}

rule='theta = theta - k*lr*g'
run 0 run --steps 3 --format csv --rule "$rule" --set k=2
mv "$out" "$dir/want"
same --set k=2 --rule "$rule"
same --set k=2 --optimizer adam --rule "$rule"
run 0 run --steps 3 --format csv --optimizer momentum --set beta=0.5
mv "$out" "$dir/want"
same --set beta=0.5 --optimizer momentum
same --momentum 0.5 --optimizer momentum
same --momentum 0.5 --optimizer gd
same --set beta=0.5 --rule "$rule" --optimizer momentum
run 0 run --steps 3 --format csv --params a,b --function 'a^2+b^2' --start 3,4
mv "$out" "$dir/want"
same --start 3,4 --function 'a^2+b^2' --params a,b

while IFS='|' read -r arguments message; do
    run 2 run $arguments
    says "$message"
done <<'EOF'
--momentum 0.5 --optimizer adam|--momentum: adam has no momentum to set
--momentum 0.5 --optimizer newton|--momentum: newton has no momentum to set
--set k=2 --optimizer adam|--set: adam has no 'k'
--surface bowl --function x^2|only one of --surface and --function can be given
--function x^2 --surface bowl|only one of --function and --surface can be given
--function x --function-file none|only one of --function and --function-file can be given
--params a,b --surface bowl|the parameters of the surface bowl are x,y
--function x^2+z|--function: line 1, column 5: there is no 'z'; the names are x, y (more: --params x,z)
--rule theta=k*g|--rule: line 1, column 7: 'k' has no value: give it one with --set k=VALUE
--rule theta=k*g --function x^2+z|--function: line 1, column 5: there is no 'z'
--function x^2+y --rule theta=k*g --lr 0.1|--rule: line 1, column 7: 'k' has no value
--lr 0.1 --set k=2 --rule theta=k*(g --function x|--rule: line 1, column 11: expected
--params a,b --function a+x|--function: line 1, column 3: there is no 'x'
--function x^2 --axes x,z|axes: there is no parameter 'z'
--optimizer newton --noise 0.5|set noise to 0
EOF
printf 'x^2 + z\n' | run 2 run --function-file -
says "--function-file: line 1, column 7: there is no 'z'"

# ---------------------------------------------------------------- restarts

run 0 run --surface himmelblau --restarts 3
prints "chosen: "
run 0 run --surface himmelblau --restarts 3 --steps 2 --format csv
first_line_is "step,x,y,loss,grad_norm,lr"
grep -q "^restart  *start" "$err" || fail "no table of the restarts"
grep -q "^chosen: [0-3], from $(sed -n 2p "$out" | cut -d, -f2,3)$" "$err" ||
    fail "no chosen start"
run 2 run --surface bowl --restarts 10001
grep -qx "ttydescent: --restarts: '10001' is not between 1 and 10000" "$err" || fail "too many restarts"
# Plain descent on the ravine diverges from everywhere at this rate.
run 1 run --surface ravine --lr 3 --restarts 3
[ "$(grep -c 'e+[0-9][0-9 ]*diverged$' "$out")" -eq 4 ] || fail "the losses of what diverged"
grep -qx "ttydescent: all 4 runs ran away or left the domain" "$err" || fail "no word of what diverged"
# The view has no say in where restarts look; what is asked for has, of y as of x or by default.
run 0 run --surface himmelblau --restarts 9
cp "$out" "$out.1"
run 0 run --surface himmelblau --restarts 9 --view 2,3,1,2 --axes y,x
[ "$(sed 12q "$out")" = "$(sed 12q "$out.1")" ] || fail "restarts that depend on the view"
run 0 run --surface himmelblau --restarts 9 --within 2,3
sed -n 3,11p "$out" | awk '{ split($2, at, ","); if (at[1] < 2 || at[1] > 3) outside++; if (at[2] < 1 || at[2] > 2) wide++ }
    END { exit outside > 0 || wide == 0 }' || fail "restarts --within 2,3"
run 0 run --surface himmelblau --restarts 9 --within 2,3,1,2
sed -n 3,11p "$out" | awk '{ split($2, at, ","); if (at[2] < 1 || at[2] > 2) outside++ } END { exit outside > 0 }' ||
    fail "restarts --within 2,3,1,2"
# What a step or a formula in full leaves no room for is refused.
run 2 run --surface bowl --explain 2 --format csv
run 2 run --surface bowl --explain 0
run 2 eval --at 1,2 --symbolic --format csv
# A step behind the end is refused with the end, and none is made behind it.
# no_step END STEP ARGUMENT...
no_step()
{
    end=$1 step=$2
    shift 2
    run 1 run "$@" --explain "$step"
    grep -q "^ttydescent: the run ends at step $end: there is no step $step to be told; [a-z]" "$err" ||
        fail "run $* --explain $step"
}
no_step 11 12 --surface beale --optimizer newton
no_step 11 99999999 --surface beale --optimizer newton
no_step 3 5 --surface bowl --steps 3
no_step 0 1 --surface bowl --steps 0
run 0 run --surface beale --optimizer newton --explain 11
run 0 run --surface bowl --explain 2
prints "step 2: gd"
run 0 run --surface bowl --explain 2 --snapshot text
prints "the slope promised"

# The monkey saddle has no least value; from its own start the descent ends at the saddle.
run 0 run --surface monkey-saddle --restarts 3
prints "chosen: 0, from 1.2,0"
grep -q -- ' -[0-9.]*e+[0-9][0-9 ]*falls_for_ever$' "$out" || fail "a loss that falls for ever"

# ---------------------------------------------------------------- without UTF-8

for arguments in --help "list optimizers" "list constants" "show bfgs" "show gd" "run --steps 2"; do
    LC_ALL=C run 0 $arguments
    [ "$(LC_ALL=C tr -d '\n\040-\176' <"$out")" ] && fail "not ASCII: $arguments"
done
LC_ALL=C run 0 show gd
prints "Cauchy, Methode generale"
LC_ALL=C run 0 list constants
prints "3.14159..."
# A locale that is not installed still tells what characters the terminal shows.
LC_ALL=xx_XX.utf8 run 0 show gd
prints "Cauchy, Méthode générale"
LC_ALL='' LC_CTYPE=UTF-8 run 0 show gd
prints "Cauchy, Méthode générale"
LC_ALL=xx_XX.ISO-8859-1 LANG=xx_XX.UTF-8 run 0 show gd
prints "Cauchy, Methode generale"
LC_ALL=C run 0 run --steps 0 --snapshot text --charset unicode
[ "$(LC_ALL=C tr -d '\n\040-\176' <"$out")" ] || fail "--charset unicode in the locale C"

# ---------------------------------------------------------------- schedule

run 0 schedule constant --lr 0.1 --steps 3 --format csv
printf 'step,lr\n1,%s\n2,%s\n3,%s\n' 0.10000000000000001 0.10000000000000001 \
    0.10000000000000001 >"$dir/want"
cmp "$out" "$dir/want" || fail "schedule"
run 0 schedule constant --lr 0.1 --steps 3
[ "$(awk 'NR > 1 { print $1, $2 }' "$out" | tr '\n' ';')" = "1 0.1;2 0.1;3 0.1;" ] ||
    fail "schedule as a table"
run 0 schedule --lr 0.1 --steps 30 --format plot
run 2 schedule sawtooth
says "there is no schedule 'sawtooth'"

# ---------------------------------------------------------------- list and show

# try LIST NAME: does what is listed work? The schedule plateau reads losses.
printf '1\n1\n' >"$dir/losses"
try()
{
    case $1 in
    surfaces) run 0 eval --surface "$2" --format csv ;;
    optimizers) run 0 run --optimizer "$2" --steps 2 --format csv ;;
    schedules) run 0 schedule "$2" --steps 2 <"$dir/losses" ;;
    colormaps) run 0 run --colormap "$2" --steps 0 --snapshot ansi ;;
    commands) run 0 "$2" --help ;;
    constants) run 0 eval --function "x + $2" --at 1,2 --format csv ;;
    *) return ;;
    esac
    [ -s "$out" ] || fail "nothing is printed for $1 $2"
}

run 0 list
sed -n 's/^  \([a-z]*\)  *[0-9]*$/\1/p' "$out" >"$dir/lists"
[ "$(wc -l <"$dir/lists")" -ge 13 ] || fail "list tells of few lists"
while read -r list; do
    run 0 list "$list"
    run 0 list "$list" --format csv
    first_line_is "name,meaning"
    sed -e 1d -e 's/^"\([^"]*\)",.*/\1/' -e 's/^\([^,]\{1,\}\),.*/\1/' "$out" >"$dir/names"
    [ -s "$dir/names" ] || fail "list $list is empty"
    while read -r name; do
        "$program" show "$name" >>"$dir/pages" || fail "show $name"
        try "$list" "$name"
    done <"$dir/names"
done <"$dir/lists"

run 0 show adagrad
prints "in (0, inf)"

# ---------------------------------------------------------------- a full disk

if [ -c /dev/full ]; then
    for arguments in --help --version "list surfaces" "show bowl" "eval --at 1,2" run \
        "run --steps 100000 --format csv" "schedule --steps 100000"; do
        "$program" $arguments >/dev/full 2>"$err"
        [ $? -eq 1 ] || fail "$arguments on a full disk"
        grep -q "^ttydescent: can't write" "$err" || fail "no word of the full disk: $arguments"
    done
fi
"$program" list surfaces >&- 2>"$err"
[ $? -eq 1 ] || fail "standard output is closed"

# ---------------------------------------------------------------- the same everywhere

noisy="run --noise 1 --seed 7 --optimizer adam --steps 200 --format csv"
run 0 $noisy
mv "$out" "$dir/want"
run 0 $noisy
cmp "$out" "$dir/want" || fail "another run is another"
TZ=Asia/Kathmandu run 0 $noisy
cmp "$out" "$dir/want" || fail "another time zone, another run"
run 0 $noisy --seed 8
cmp -s "$out" "$dir/want" && fail "another seed, the same run"

# A locale with a decimal comma: an installed one, or one made here.
comma=$(locale -a 2>"$err" | grep -E '^(de|fr|es|it|nl|pl|pt|ru|sv)_.*[Uu][Tt][Ff]' | head -n 1)
if [ ! "$comma" ] && localedef -i de_DE -f UTF-8 "$dir/de_DE.UTF-8" 2>"$err"; then
    comma=de_DE.UTF-8 LOCPATH=$dir
    export LOCPATH
fi
if [ "$comma" ]; then
    LC_ALL=$comma run 0 $noisy
    cmp "$out" "$dir/want" || fail "commas in a trace in $comma"
    LC_ALL=$comma run 0 run --steps 3
    grep -q '[0-9],[0-9]' "$out" && fail "commas in a summary in $comma"
    LC_ALL=$comma run 0 eval --function '1.5*x' --at 0.5,2.5 --format csv
    prints "0.75,1.5,0,0,0,0"
fi

[ "$failures" -eq 0 ] || exit 1
