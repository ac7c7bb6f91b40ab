# The point that looks like the end.
surface saddle
speed 12
say A saddle lies ahead: up along x, down along y. Press space and watch |∇f|.
at 30
say Nearly no slope is left, as at a minimum. But one direction curves down, and the ball is already drifting.
at 76
say It leaves sideways, faster with every step. Saddles cost time; they seldom are the end.
