# Three rates in a ravine.
surface ravine
lr 0.005
view -3.9,3.9,-0.8,3.9
aspect equal
speed 4
say Rate 0.005: safe and slow, the bar is short. Press space and watch x and y.
at 10
lr 0.19
say Rate 0.19: from wall to wall. Each swing is shorter than the last, so it arrives.
at 43
lr 0.25
say Rate 0.25: each swing is longer than the last, and it is lost. Press , to go back, - for a smaller rate.
