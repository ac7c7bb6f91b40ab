# What a step is made of.
surface himmelblau
start -0.5,-0.5
optimizer momentum
lr 0.01
set beta=0.8
view -4.4,0.2,-1.2,4.4
speed 1
say Press x for the next step in numbers; each . makes it. Or press space: one step a second.
at 2
say s is the step, m what the ball remembers of the steps before, g what the slope adds: m and g make s.
at 6
speed 4
say The slope g turns before the memory m does: so the ball runs past the minimum, and comes back.
at 40
speed 30
say The swings die out: at each step the memory fades by a fifth, and the slope leads back. Look with space and x.
