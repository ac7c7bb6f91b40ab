# A step on a steep wall.
surface cliff
speed 4
say A gentle slope, and a wall ahead. A step is as long as rate times slope. Press space.
at 10
say The wall is near: watch |∇f|.
at 13
say The slope on the wall is 10, not 1: without clip one step throws the ball 5 units. Type :clip 1, then r, space.
at 60
say
