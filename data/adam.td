# Adam's gift belongs to the axes.
surface turned-ravine
optimizer adam
lr 0.1
view -2,3,-0.6,4.4
aspect equal
speed 60
say Adam gives each axis a rate of its own. But this valley lies along none of them. Press space.
at 300
say It has found the floor and creeps along it: both axes see the same steep walls, so both rates are small.
at 600
optimizer momentum
lr 0.0018
set beta=0.9
say Momentum asks for no axes: it runs. Then type :surface steep-ravine to see Adam in a valley along an axis.
