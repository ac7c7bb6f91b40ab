# The edge of stability.
data sine.csv
model network
lr 0.6
show map
axes v1,w2
view -1.5,1.8,-0.5,2
curves stability
stop steps=260
speed 10
say A network on 60 points, plain descent. Press space and watch rate·λ and its limit.
at 30
say The loss falls while the curvature λ grows, up to the limit and beyond it.
at 112
say Beyond it the loss rises and throws the run to less curvature: a catapult. Then λ grows again.
at 190
say Again and again, and the loss falls on the whole: the edge of stability, where many networks learn.
