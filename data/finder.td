# The rate finder.
surface ravine
lr 0.0001
schedule exponential:gamma=1.25
curves loss
loss-axis linear
stop steps=44
speed 4
say One run, and at each step the rate is a quarter higher. Press space and watch the loss.
at 22
say 0.01: here the loss falls most steeply.
at 40
say Near 0.7 it is least, and no rate above is any good: soon it blows up.
at 44
say Press , to go back, then g and l: the same as a curve, with a rate to take by Enter.
