# Every rate with every momentum.
surface ravine
lr 0.05
speed 20
say Rate 0.05, no momentum: it takes some 290 steps. Is there a better choice? Press space.
at 30
say All choices at once: press g and then w. Dark is fast, hatched is lost; the arrows are the knobs, Enter takes them.
