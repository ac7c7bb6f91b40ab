# A walk down a mountain by keys, in fog.
grid volcano
start 520,330
speed 20
walk l l 2l 2l j 2k 2k 2l 2k 2k 2l
say In fog, by keys: a step tells its height and its slope, no more. Will somebody get down? Press space.
at 5
say 122 m after 119: this way leads up. A wrong step costs an evaluation, too, and the fewest win.
at 9
say 96 m, and as good as flat. Is this the bottom? Only another step would tell.
at 190
say You (A) found the plain, descent from the same start a dent at 140 m. Now you: :blind, and the arrows.
