# Writes a data set that is made by rule and chance to standard output, the same everywhere:
#     LC_ALL=C awk -v name=line -f data/make-data.awk
# name is line, flats, sine, noisy, classes or chance. Random numbers are those of Park and Miller (1988,
# doi:10.1145/63039.63042), normal ones are made of two by Box and Muller (1958).

function uniform(least, most) {
    state = state * 16807 % 2147483647
    return least + (most - least) * state / 2147483647
}

function normal(    radius) {
    radius = sqrt(-2 * log(uniform(0, 1)))
    return radius * cos(uniform(0, 2 * pi))
}

function head(what) {
    printf "# %s.csv: %s.\n", name, what
    printf "# Made by data/make-data.awk from the seed %d. CC0: do with it what you like.\n", state
}

function line(    i, x) {
    state = 12345
    head("100 points near y = 2x, with normal noise of deviation 0.1")
    print "x,y"
    for (i = 0; i < 100; i++) {
        x = uniform(-2, 2)
        printf "%.4f,%.4f\n", x, 2 * x + 0.1 * normal()
    }
}

function flats(    i, area) {
    state = 22345
    head("40 flats, their area in square metres and their rent in euros, near 9*area + 120")
    print "area,rent"
    for (i = 0; i < 40; i++) {
        area = uniform(22, 140)
        printf "%d,%d\n", area, 9 * area + 120 + 80 * normal()
    }
}

function sine(    i, x) {
    state = 23451
    head("60 points near y = sin(x), with normal noise of deviation 0.1")
    print "x,y"
    for (i = 0; i < 60; i++) {
        x = uniform(-3.2, 3.2)
        printf "%.4f,%.4f\n", x, sin(x) + 0.1 * normal()
    }
}

function noisy(    i, x) {
    state = 33333
    head("30 points near y = x, with normal noise of deviation 0.5")
    print "x,y"
    for (i = 0; i < 30; i++) {
        x = uniform(-2, 2)
        printf "%.4f,%.4f\n", x, x + 0.5 * normal()
    }
}

# So many rows of each class, in random order.
function classes(    amber, left, side, x1) {
    state = 34567
    head("60 points about (-1.2, -0.8) and 60 about (1.2, 0.8), deviation 0.9")
    print "x1,x2,class"
    amber = 60
    for (left = 120; left > 0; left--) {
        side = (uniform(0, 1) * left < amber ? -1 : 1)
        amber -= (side < 0)
        x1 = 1.2 * side + 0.9 * normal()
        printf "%.4f,%.4f,%s\n", x1, 0.8 * side + 0.9 * normal(), (side < 0 ? "amber" : "blue")
    }
}

function bumps(x, y) {
    return (x ^ 2 + y ^ 2) / 2 + 3 * sin(1.5 * x) * sin(1.5 * y)
}

# Threshold accepting: a step by chance is taken unless it leads up by more than a threshold, which sinks to 0.
# Dueck and Scheuer (1990), doi:10.1016/0021-9991(90)90201-B.
function chance(    i, x, y, u, v) {
    state = 45678
    head("threshold accepting on (x^2+y^2)/2 + 3*sin(1.5*x)*sin(1.5*y): the steps that were taken")
    print "iteration,x,y,cost"
    x = 3
    y = 2
    for (i = 0; i <= 150; i++) {
        u = x + uniform(-0.7, 0.7) * (i > 0)
        v = y + uniform(-0.7, 0.7) * (i > 0)
        if (bumps(u, v) > bumps(x, y) + 3 * (1 - i / 150))
            continue
        x = u
        y = v
        printf "%d,%.4f,%.4f,%.4f\n", i, x, y, bumps(x, y)
    }
}

BEGIN {
    pi = atan2(0, -1)
    if (name == "line") line()
    else if (name == "flats") flats()
    else if (name == "sine") sine()
    else if (name == "noisy") noisy()
    else if (name == "classes") classes()
    else if (name == "chance") chance()
    else exit 1
}
