# For the tests of the command line, which read it with `.`: how they run the program and fail.
set -u
program=$abs_top_builddir/ttydescent
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
out=$dir/out err=$dir/err
failures=0

fail()
{
    echo "FAILED: $*"
    sed 's/^/    /' "$err" | head -n 5
    failures=$((failures + 1))
}

# run STATUS ARGUMENT...: runs the program, which must end with STATUS.
run()
{
    want=$1
    shift
    "$program" "$@" >"$out" 2>"$err"
    got=$?
    [ "$got" -eq "$want" ] || fail "status $got, not $want: ttydescent $*"
}
