# Fifteen points by heart.
data noisy.csv
model network-3
optimizer adam
lr 0.03
validation 0.5
steps 1000
show fit
speed 60
say A network learns from 15 points; 15 others are held out. Press space and watch both curves.
at 330
say Here the validation loss is least. From now on the network learns the noise of its own points.
at 600
say The loss falls, the validation loss rises: overfitting. Type :stop validation=100, then r and space.
