# Units decide.
data flats.csv
lr 0.0001
stop grad=1e-6,steps=300
show map
view -2,20,-240,460
speed 20
say Area and rent as they are: a rate above 0.000113 diverges, so this is 0.0001. Press space.
at 20
say The slope w is near at once; the intercept b should be 122, and in 1000 steps it comes to 4.
at 150
say κ 57800: the valley is 240 times longer than wide. Type :standardize, then space: a round bowl, 65 steps.
