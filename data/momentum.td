# Along a bent valley.
surface rosenbrock
speed 60
say Plain descent falls into the valley at once, and then it creeps. Press space.
at 240
optimizer momentum
set beta=0.95
say With momentum, at the same rate: the ball keeps its speed and runs along the floor.
at 700
say The loss falls by a steady factor. At the end press m, r, space: plain descent takes more than 10,000 steps.
