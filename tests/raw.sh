#!/bin/sh
# Files of data in units that nobody would choose: years, populations, prices, currents. What is
# found agrees with the normal equations, solved with 40 digits, and is called what it is.
. "$abs_top_srcdir/tests/program.sh"
files=$abs_top_srcdir/tests/raw-csv

prints()
{
    grep -q -e "$1" "$out" || fail "'$1' is not printed"
}

while read -r file w b kappa; do
    for optimizer in newton levenberg-marquardt bfgs; do
        run 0 run --data "$files/$file.csv" --optimizer "$optimizer" --check 'steps <= 20'
        prints "^w  *$w"
        prints "^b  *$b"
        prints "^verdict  *global minimum at .*kappa $kappa"
    done
    # Plain descent can't bear these units, and the program says which rate it could, and the way out.
    run 0 run --data "$files/$file.csv"
    prints '^verdict  *diverged at step [0-9]*: the rate 0\.1 is above .* = 2/curvature; or standardize (kappa .* -> 1)$'
    run 0 run --data "$files/$file.csv" --standardize --optimizer newton
    prints '^verdict  *global minimum at '
    prints "^raw w  *$w"
done <<'LIST'
year-series 32 -62231 1\.22e+12
weight-mpg -0\.0078520094 46\.936088 1\.56e+08
house-price-won 156985\.869 40225053\.8 6\.83e+07
year-population 80920477\.2 -1\.556832[0-9]*e+11 3\.92e+10
LIST

# Small numbers are no reason to stop at the start.
run 0 run --data "$files/nanoamp.csv"
prints '^w  *2\.1536[0-9]*e-09'
prints '^verdict  *global minimum at (2\.154e-09, 4\.59'

# Of many columns only those that are used count.
run 2 run --data "$files/wide-70-columns.csv"
grep -q "wide-70-columns.csv'* --columns x=c[12],y=c70" "$err" || fail "no line to type"
run 0 run --data "$files/wide-70-columns.csv" --columns x=c1,y=c70 --optimizer newton

exit $((failures > 0))
