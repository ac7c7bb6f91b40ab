# Every start at once.
surface himmelblau
optimizer momentum
lr 0.01
start -0.35,-0.75
speed 20
say Momentum throws the ball over ridges: four starts a tenth apart end in four valleys. Press space.
at 40
say Now every start at once: press g and then b. Arrows move the cross, z looks closer, Enter runs from there.
