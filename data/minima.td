# The next pit downhill.
surface multi-modal
start 3.4,3
speed 8
say Stars mark the two deepest pits. Where will the ball end? Press space.
at 12
say Descent takes the next pit downhill, deep or not. At the end press R and space: another start.
