# What a step is made of.
function (x^2+4*y^2)/2
start -4,2
optimizer momentum
lr 0.2
set beta=0.7
view -4.4,1.8,-2.3,2.2
aspect equal
speed 3
say Press x for the next step in numbers; each . makes it. Or press space: three steps a second.
at 1
say x shows it: s is the step; m, what the ball remembers of the last one; p, the pull of the slope here.
at 4
say The slope turns before the memory does: so the ball runs past the floor of the valley, and comes back.
at 20
say The swings die out: with each step the memory fades by 30 %, and the slope leads back.
