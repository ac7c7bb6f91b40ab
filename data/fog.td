# What an optimizer sees of a mountain.
grid volcano
start 520,330
fog 0.08
speed 20
say In fog: descent sees only the ground that it treads on. Will it find the plain? Press space.
at 190
say It comes to rest, and the fog lifts: a dent, high on the flank. :blind lets you walk down yourself.
