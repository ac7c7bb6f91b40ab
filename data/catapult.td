# A catapult.
surface factorisation
lr 0.25
view 1.9,3.5,-0.5,1.5
flow on
curves stability
stop steps=30
speed 2
say Every point with x y = 1 is a minimum. The thin line is the flow: where tiny steps would lead. Press space.
at 5
say Rate·λ above its limit: the loss rose, and threw the ball along the curve.
at 14
say A flatter minimum, where this rate is stable: a catapult. The flow knows nothing of it.
