# A terrain: rain in a crater.
grid volcano
start 210,350
show relief
speed 10
say Maunga Whau, a volcano in Auckland. Where will rain from here gather? Press space.
at 80
say The crater holds it, 50 m above the plain: descent finds the next pit. At the end press g b: where all rain goes.
