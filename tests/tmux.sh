#!/bin/sh
# The program in a terminal, tmux: keys in, screens out. Waits for what is to be seen, never for a
# while.
set -u
command -v tmux >/dev/null || { echo "tmux is missing"; exit 77; }
export program="$abs_top_builddir/ttydescent" # for the shell within, too
dir=$(mktemp -d) || exit 99
export XDG_STATE_HOME="$dir/none" XDG_CONFIG_HOME="$dir/none" # nothing of whoever runs the tests
trap 'tm kill-server; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

# The shell is not that of whoever runs the tests, who may have none.
tm()
{
    SHELL=/bin/sh tmux -u -S "$dir/socket" -f /dev/null "$@" 2>"$dir/tmux.err"
}

screen()
{
    tm capture-pane -p
}

title()
{
    screen | head -n 1
}

fail()
{
    echo "FAILED: $*"
    screen | sed 's/^/    |/'
    exit 1
}

# keys KEY...: presses keys by their tmux names. text TEXT: types it as it stands.
keys()
{
    tm send-keys "$@"
}

text()
{
    tm send-keys -l -- "$1"
}

# until_true WHAT COMMAND...: waits for the command to succeed.
until_true()
{
    what=$1
    shift
    tries=0
    while ! "$@"; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || fail "$what"
        sleep 0.05
    done
}

is_shown()
{
    screen | grep -qE -e "$1"
}

is_gone()
{
    ! is_shown "$1"
}

is_in_title()
{
    title | grep -qE -e "$1"
}

is_not_in_title()
{
    ! is_in_title "$1"
}

# sees REGEX, loses REGEX: waits until that is on the screen, or is not. title_has REGEX,
# title_lacks REGEX: the same of the first line.
sees()
{
    until_true "'$1' is not shown" is_shown "$1"
}

loses()
{
    until_true "'$1' is still shown" is_gone "$1"
}

title_has()
{
    until_true "'$1' is not in the first line" is_in_title "$1"
}

title_lacks()
{
    until_true "'$1' is still in the first line" is_not_in_title "$1"
}

resize()
{
    tm resize-window -x "$1" -y "$2"
}

# starts VARIABLE=VALUE...: runs the program; "ended with status N" is shown at its end, if the
# terminal's modes are as before.
cat >"$dir/functions" <<'END'
starts()
{
    stty -g >before
    sh -c 'echo $$ >pid; exec env "$@"' sh "$@" "$program"
    echo "status $?" >status
    stty -g >after
    cmp before after && echo "ended with $(cat status)"
}
END

# The prompt must be there, and what is left of the run before must be gone: else its end is taken for that of
# this one.
starts()
{
    sees '^>$'
    text "clear; echo the line above; starts $*"
    keys Enter
}

# Paused it sleeps in one system call: Linux tells how often a process gave up the processor.
woken()
{
    sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' "/proc/$(cat "$dir/pid")/status"
}

rests()
{
    before=$(woken)
    sleep 0.5
    [ "$(woken)" = "$before" ]
}

quits()
{
    text q
    sees 'ended with status 0'
}

tm new-session -d -x 80 -y 24 -c "$dir" \
    "env PS1='> ' ENV= TERM=screen sh" || fail "tmux: $(cat "$dir/tmux.err")"
sees '^>$'
text '. ./functions'
keys Enter

# ---------------------------------------------------------------- keys

starts TERM=xterm-256color
sees 'space run'
[ ! -r /proc/self/status ] || until_true "it wakes up while it is paused" rests
title_has 'himmelblau.* momentum +rate 0\.006 +β 0\.7 .*paused'
sees 'Press space: the ball rolls'
text ':surface rosenbrock'
keys Enter
title_has 'rosenbrock.* gd +rate 0\.001 .*paused'
sees 'step +0$'
text ..
sees 'step +2$'
text ,
sees 'step +1$'
text 10.
sees 'step +11$'
text ' '
title_has '/s$'
loses 'step +11$'
text ' '
title_has paused
text r
sees 'step +0$'
text +
title_has 'rate 0\.001259 '
text -
title_has 'rate 0\.001 '
text m
title_has 'momentum .*β 0\.95 '
text '['
title_has 'β 0\.9 '
text '['
title_has 'β 0\.8 '
text n
title_has 'nesterov .*β 0\.8 '
text o
title_lacks nesterov
text O
title_has nesterov
text s
title_lacks rosenbrock
text S
title_has rosenbrock

# ---------------------------------------------------------------- the prompt

text ':function x^2+3*y^2'
keys Enter
title_has 'f +x\^2\+3\*y\^2'
sees 'x +1\.000000$'
sees 'loss +4\.000000$'
text .
sees 'step +1$'
text ':function 1+*x'
keys Enter
sees '^:function 1\+\*x$'
sees '^            \^ expected a value'
title_has 'f +x\^2\+3\*y\^2'
sees 'step +1$'
keys Escape
loses '^:function'
text :lr
sees '^:lr'
keys C-u
text fun
keys Tab
sees '^:function$'
keys Escape
loses '^:'
text :
keys Up
sees '^:function$'
keys Up Up
sees '^:function x\^2\+3\*y\^2$'
keys Escape
loses '^:'

# ---------------------------------------------------------------- help, files

text '?'
sees 'Keys and commands'
sees ' 1-[0-9]+ of [0-9]+$'
text ' '
loses ' 1-[0-9]+ of [0-9]+$'
text '/colormap'
keys Enter
sees '^ c C .*next or previous colormap$'
keys Enter
sees 'colormap inferno'
text '?/contours'
keys Enter Enter
sees '^:contours$'
keys Escape
loses '^:'
sees 'space run'
text e
sees '^:export'
text trace.csv
keys Enter
sees 'written: .*trace\.csv'
text ':export screen.txt'
keys Enter
sees 'written: .*screen\.txt'
[ "$(head -n 1 "$dir/trace.csv")" = step,x,y,loss,grad_norm,lr ] || fail "the header of the trace"
[ "$(grep -vc '^#' "$dir/trace.csv")" -eq 3 ] || fail "not two rows in the trace"
grep -q 'loss ' "$dir/screen.txt" || fail "no loss in the exported screen"
text ':export /nowhere/trace.csv'
keys Enter
sees '/nowhere/trace\.csv'
sees '[Nn]o such file'
keys Escape

# What is shared is in the terminal's clipboard, too, where that allows it.
tm set-option -s set-clipboard on
text ':share'
keys Enter
sees '^ttydescent '
sees '# sent to your clipboard'
copied()
{
    tm show-buffer | grep -q '^ttydescent .* --go 1$'
}
until_true "not in the clipboard: $(tm show-buffer)" copied
text q
sees 'space run'

# ---------------------------------------------------------------- sizes

resize 40 12
sees 'step 1 loss'
resize 30 6
loses 'x 0'
sees 'step 1'
resize 10 3
sees 'ttydescent'
sees 'needs 20x4'
text .
resize 1 1
sees '^t$'
resize 200 50
sees 'step +2$'
resize 80 24
sees 'space run'
sees 'step +2$'

# ---------------------------------------------------------------- ways out

quits
sees 'the line above'
is_gone 'himmelblau' || fail "the program's screen has been left behind"

starts TERM=xterm-256color
sees 'space run'
kill -TERM "$(cat "$dir/pid")"
sees 'ended with status 143'
sees 'the line above'

starts TERM=xterm-256color
sees 'space run'
text .
sees 'step +1$'
keys C-z
sees 'ended with status 148'
text fg
keys Enter
sees 'step +1$'
keys C-c
sees '^>$'
sees 'the line above'

# ---------------------------------------------------------------- the mouse

starts TERM=xterm-256color
sees 'space run'
text ':mouse'
keys Enter
sees 'mouse on: '
text "$(printf '\033[<0;10;5M\033[<0;10;5m')"
loses 'x +0\.000000$'
sees 'step +0$'
text "$(printf '\033[<64;10;5M')"
sees '^ • x '
text "$(printf '\033[<0;9')"
text "$(printf '\033[<0;2;24M\033[<0;2;24m')" # on space
title_has '/s$'
text "$(printf '\033[<0;0;0M\033[<9999999M\033[<a')"
quits

# ---------------------------------------------------------------- demos

# shellcheck disable=SC2016 # the shell within expands it
text 'clear; "$program" demo 3'
keys Enter
sees 'A saddle lies ahead'
keys NPage
sees 'Adam gives each axis'
keys PPage
sees 'A saddle lies ahead'
text q
loses 'A saddle lies ahead'
# shellcheck disable=SC2016 # the shell within expands it
text 'clear; "$program" demo --loop'
keys Enter
sees 'Rate 0.005: safe and slow'
text q
loses 'Rate 0.005: safe and slow'

# ---------------------------------------------------------------- sessions and one's own settings

# A session that loses its terminal is kept, and told of once.
mkdir -p "$dir/config/ttydescent"
printf '# mine\ncolormap mako\nspeed 100\nleave s\n' >"$dir/config/ttydescent/config"
# shellcheck disable=SC2016 # the shell within expands it
own='XDG_STATE_HOME="$PWD/state" XDG_CONFIG_HOME="$PWD/config" TERM=xterm-256color'
starts "$own"
sees 'space run'
text ':lr 0.002'
keys Enter
text 7.
sees 'step +7$'
text s
sees 's is left alone'
title_has himmelblau
kill -HUP "$(cat "$dir/pid")"
sees 'ended with status 129'
starts "$own"
sees ':open lost-[0-9]+'
sees 'space run'
text ":open $(screen | sed -n 's/.*:open \(lost-[0-9]*\).*/\1/p')"
keys Enter
sees 'step +7$'
title_has 'rate 0\.002 '
quits
starts "$own"
sees 'space run'
is_gone 'lost-' || fail "a session is told of twice"
quits
printf 'colour 256\n' >"$dir/config/ttydescent/config"
starts "$own"
sees "did you mean 'color'"
sees 'ended with status 2'
rm "$dir/config/ttydescent/config"
mkfifo "$dir/config/ttydescent/config"
starts "$own"
sees 'is a pipe'
sees 'ended with status 2'

# ---------------------------------------------------------------- terminals

# shows_colors REGEX: a colour is set in such a way.
shows_colors()
{
    tm capture-pane -e -p | grep -qE "$(printf '\033')\\[([0-9;]*;)?($1)[m;]"
}

starts TERM=xterm-256color
sees 'space run'
shows_colors '[34]8;5;[0-9]+' || fail "not 256 colours"
quits
for set in 'TERM=tmux-256color COLORTERM=truecolor' 'TERM=xterm COLORTERM=24bit' TERM=xterm-direct; do
    starts "$set"
    sees 'space run'
    shows_colors '[34]8;2;[0-9;]+' || fail "$set: not 24 bits"
    text ..
    sees 'step +2$'
    keys C-z
    sees 'ended with status 148'
    text fg
    keys Enter
    sees 'step +2$'
    shows_colors '[34]8;2;[0-9;]+' || fail "$set: not 24 bits after fg"
    resize 46 20
    sees 'step +2 +rate'
    resize 80 24
    keys C-c
    sees '^>$'
done
starts TERM=xterm-256color NO_COLOR=1
sees 'space run'
shows_colors '[349][0-8]|10[0-7]' && fail "colours in spite of NO_COLOR"
quits
for term in xterm linux; do
    starts TERM=$term
    sees 'space run'
    shows_colors '[34][0-7]' || fail "$term: no colours"
    shows_colors '9[0-7]|10[0-7]|[34]8;[0-9;]+' && fail "$term: more than 8 colours"
    quits
done
starts TERM=vt100
sees 'space run'
shows_colors '[349][0-8]|10[0-7]' && fail "vt100: colours"
quits
starts TERM=xterm-256color LC_ALL=C
sees 'space run'
title_has 'beta 0\.7'
[ -z "$(screen | tr -d ' -~\n')" ] || fail "not only ASCII"
text ..
sees 'step +2$'
quits
# Wide letters fill two columns each, and the prompt's cursor stands behind them.
printf 'surface bowl\nsay 勾配降下法: 谷へ下る\ngo 3\n' >"$dir/wide.td"
for term in 'TERM=tmux-256color COLORTERM=truecolor' TERM=linux; do
    starts "$term" LC_ALL=C.UTF-8
    sees 'space run'
    text ':open wide.td'
    keys Enter
    sees 'step +3$'
    text .
    sees '勾配降下法: 谷へ下る$'
    text ':function 谷x'
    sees '^:function 谷x$'
    [ "$(tm display-message -p '#{cursor_x}')" -eq 13 ] || fail "the cursor is not behind a wide letter"
    keys C-a Right C-e BSpace BSpace
    sees '^:function$'
    keys Escape
    quits
done
starts TERM=xterm-256color LC_ALL=C
sees 'space run'
text ':open wide.td'
keys Enter
sees 'step +3$'
text .
sees '\? \? \? \? \? : \? \? \? \?$'
quits
starts TERM=dumb
sees 'TERM=dumb cannot move the cursor'
sees 'ended with status 3'

# What is not known here is told in the end, in what a terminal can show.
# (ncurses loses some memory of a type that it does not know.)
starts 'TERM="$(printf "xterm-\\033[7m")"' LC_ALL=xx_YY.UTF-8 ASAN_OPTIONS=detect_leaks=0
sees 'space run'
title_has '∇|β 0'
quits
sees 'the terminal type TERM=xterm-\?\[7m is not known here; used xterm'
sees 'the locale xx_YY.UTF-8 is not known here; used C.UTF-8'
starts TERM=xterm-256color LC_ALL=xx_YY
sees 'space run'
quits
sees 'the locale xx_YY is not known here, so ASCII alone was shown'

# ---------------------------------------------------------------- long work without a screen

# It shows how far it is, and can be interrupted.
text 'clear; "$program" swarm --surface rosenbrock --lr 1e-6 --count 90000 --stop steps=50000 >rows'
keys Enter
sees '^[0-9]+ of 90000 runs'
keys C-c
sees 'interrupted: [0-9]+ of 90000 runs are written'
text 'echo "status $?"'
keys Enter
sees '^status 130$'
is_gone '^[0-9]+ of 90000 runs' || fail "the line of progress stays"
