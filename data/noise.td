# Off the saddle.
surface saddle
start 1.6,0
speed 12
say This start lies exactly on the ridge: plain descent runs to the saddle and stays. Press space.
at 70
noise 0.05
say Now a little noise on every gradient. Batches do the same.
at 130
noise 0
say Noise found the way down. Without it again, the ball comes to rest at a minimum.
