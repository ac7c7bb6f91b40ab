# Which optimizer is the fastest?
surface beale
lr 0.02
view -0.4,4,-1.7,1.7
aspect equal
speed 100
say Plain descent at rate 0.02: is it slow, or is its rate a bad one? Press space.
at 1919
say 1,919 steps. A fair race tells: press g, then r. Each optimizer first gets 96 trial runs to find its own rate.
