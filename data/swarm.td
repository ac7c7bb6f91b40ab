# Many starts at once.
surface himmelblau
lr 0.01
speed 8
say One start, one end: which of the four valleys is it? Press space.
at 62
say It is (3, 2). And from elsewhere? Press g, then s, then space: 400 starts at once, each dot a run of its own.
