# A run beside another one.
surface ravine
lr 0.175
view -3.9,3.9,-0.8,3.9
aspect equal
speed 15
say Plain descent at rate 0.175 bounces from wall to wall of a ravine. Press space.
at 1
say
at 79
say 79 steps. r keeps this run as A; then m for momentum, and space: both on one map, both losses on one scale.
