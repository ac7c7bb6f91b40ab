#include "problem/model.h"

#define WEIGHT(name_, in, out, raw_)                                                               \
    {                                                                                              \
        .name = (name_), .fan_in = (in), .fan_out = (out), .raw = (raw_)                           \
    }
#define BIAS(name_, raw_)                                                                          \
    {                                                                                              \
        .name = (name_), .raw = (raw_)                                                             \
    }

/* Parameters of a unit that sees a standardized x, as they are for the raw one. */
#define RAW_WEIGHT(w) #w "/deviation_x"
#define RAW_BIAS(w, b) #b " - " #w "*mean_x/deviation_x"

/* The same of a unit that sees x1 and x2. */
#define RAW_BIAS_PLANE(u, w, b) #b " - " #u "*mean_x1/deviation_x1 - " #w "*mean_x2/deviation_x2"

static const struct model rows[] = {
    {
        .name = "linear",
        .title = "A straight line, mean squared error",
        .loss = "prediction = w*x + b; (prediction - y)^2",
        .parameter = {WEIGHT("w", 1, 1, "w*deviation_y/deviation_x"),
                      BIAS("b", "mean_y + deviation_y*(b - w*mean_x/deviation_x)")},
        .column = {"x", "y"},
        .init = "zeros",
        .rate = 0.1,
        .convex = true,
        .teaches = "one bowl, as round or as narrow as the columns are scaled",
        .source = "Legendre, 1805, Nouvelles methodes; Gauss, 1809, Theoria motus",
    },
    {
        .name = "quadratic",
        .title = "A parabola, mean squared error",
        .loss = "prediction = a*x^2 + b*x + c; (prediction - y)^2",
        .parameter = {WEIGHT("a", 2, 1, "a*deviation_y/deviation_x^2"),
                      WEIGHT("b", 2, 1, "deviation_y*(b/deviation_x - 2*a*mean_x/deviation_x^2)"),
                      BIAS("c", "mean_y + deviation_y*(c - b*mean_x/deviation_x + "
                                "a*mean_x^2/deviation_x^2)")},
        .column = {"x", "y"},
        .init = "zeros",
        .rate = 0.1,
        .convex = true,
        .teaches = "linear in its parameters, so still one bowl; x and x^2 pull together",
        .source = "Gergonne, 1815, Annales de mathematiques 6:242-252",
    },
    {
        .name = "logistic",
        .title = "Yes or no from one column, cross-entropy",
        .loss = "z = w*x + b; prediction = sigmoid(z); softplus(z) - y*z",
        .parameter = {WEIGHT("w", 1, 1, RAW_WEIGHT(w)), BIAS("b", RAW_BIAS(w, b))},
        .column = {"x", "y"},
        .init = "zeros",
        .rate = 1,
        .convex = true,
        .classifies = true,
        .teaches = "flat far out: where the classes part cleanly the weights grow for ever",
        .source = "Cox, 1958, J. Royal Statistical Society B 20(2):215-242",
    },
    {
        .name = "logistic-plane",
        .title = "Yes or no from two columns, cross-entropy",
        .loss = "z = w1*x1 + w2*x2 + b; prediction = sigmoid(z); softplus(z) - y*z",
        .parameter = {WEIGHT("w1", 2, 1, "w1/deviation_x1"), WEIGHT("w2", 2, 1, "w2/deviation_x2"),
                      BIAS("b", RAW_BIAS_PLANE(w1, w2, b))},
        .column = {"x1", "x2", "y"},
        .init = "zeros",
        .rate = 1,
        .convex = true,
        .classifies = true,
        .teaches = "the boundary turns into place first and sharpens after",
        .source = "Cox, 1958, J. Royal Statistical Society B 20(2):215-242",
    },
    {
        .name = "neuron",
        .title = "A single tanh neuron, mean squared error",
        .loss = "prediction = tanh(w*x + b); (prediction - y)^2",
        .parameter = {WEIGHT("w", 1, 1, RAW_WEIGHT(w)), BIAS("b", RAW_BIAS(w, b))},
        .column = {"x", "y"},
        .init = "xavier",
        .rate = 0.1,
        .teaches = "one unit already has plateaus: where tanh is full the gradient is gone",
        .source = "Widrow and Lehr, 1990, Proceedings of the IEEE 78(9):1415-1442",
    },
    {
        .name = "network",
        .title = "Two tanh units in one hidden layer, mean squared error",
        .loss = "prediction = v1*tanh(w1*x + b1) + v2*tanh(w2*x + b2) + c; (prediction - y)^2",
        .parameter = {WEIGHT("w1", 1, 2, RAW_WEIGHT(w1)), WEIGHT("w2", 1, 2, RAW_WEIGHT(w2)),
                      BIAS("b1", RAW_BIAS(w1, b1)), BIAS("b2", RAW_BIAS(w2, b2)),
                      WEIGHT("v1", 2, 1, "v1*deviation_y"), WEIGHT("v2", 2, 1, "v2*deviation_y"),
                      BIAS("c", "mean_y + c*deviation_y")},
        .column = {"x", "y"},
        .init = "xavier",
        .rate = 0.1,
        .teaches = "from zeros both units stay the same; from random weights they part",
        .source = "Rumelhart, Hinton and Williams, 1986, doi:10.1038/323533a0",
    },
    {
        .name = "network-3",
        .title = "Three tanh units in one hidden layer, mean squared error",
        .loss = "prediction = v1*tanh(w1*x + b1) + v2*tanh(w2*x + b2) + v3*tanh(w3*x + b3) + c; "
                "(prediction - y)^2",
        .parameter = {WEIGHT("w1", 1, 3, RAW_WEIGHT(w1)), WEIGHT("w2", 1, 3, RAW_WEIGHT(w2)),
                      WEIGHT("w3", 1, 3, RAW_WEIGHT(w3)), BIAS("b1", RAW_BIAS(w1, b1)),
                      BIAS("b2", RAW_BIAS(w2, b2)), BIAS("b3", RAW_BIAS(w3, b3)),
                      WEIGHT("v1", 3, 1, "v1*deviation_y"), WEIGHT("v2", 3, 1, "v2*deviation_y"),
                      WEIGHT("v3", 3, 1, "v3*deviation_y"), BIAS("c", "mean_y + c*deviation_y")},
        .column = {"x", "y"},
        .init = "xavier",
        .rate = 0.1,
        .teaches = "ten parameters fit a dozen points too well: hold some out and see",
        .source = "Rumelhart, Hinton and Williams, 1986, doi:10.1038/323533a0",
    },
    {
        .name = "network-plane",
        .title = "Yes or no from two columns through three tanh units, cross-entropy",
        .loss = "z = v1*tanh(u1*x1 + w1*x2 + b1) + v2*tanh(u2*x1 + w2*x2 + b2) + "
                "v3*tanh(u3*x1 + w3*x2 + b3) + c; prediction = sigmoid(z); softplus(z) - y*z",
        .parameter = {WEIGHT("u1", 2, 3, "u1/deviation_x1"), WEIGHT("u2", 2, 3, "u2/deviation_x1"),
                      WEIGHT("u3", 2, 3, "u3/deviation_x1"), WEIGHT("w1", 2, 3, "w1/deviation_x2"),
                      WEIGHT("w2", 2, 3, "w2/deviation_x2"), WEIGHT("w3", 2, 3, "w3/deviation_x2"),
                      BIAS("b1", RAW_BIAS_PLANE(u1, w1, b1)),
                      BIAS("b2", RAW_BIAS_PLANE(u2, w2, b2)),
                      BIAS("b3", RAW_BIAS_PLANE(u3, w3, b3)), WEIGHT("v1", 3, 1, "v1"),
                      WEIGHT("v2", 3, 1, "v2"), WEIGHT("v3", 3, 1, "v3"), BIAS("c", "c")},
        .column = {"x1", "x2", "y"},
        .init = "xavier",
        .rate = 0.5,
        .classifies = true,
        .teaches = "three lines bend into one boundary",
        .source = "Rumelhart, Hinton and Williams, 1986, doi:10.1038/323533a0",
    },
};

const struct table models = TABLE("model", rows);

int model_parameters(const struct model *model)
{
    int n = 0;
    while (n < PARAMETERS_MAX && model->parameter[n].name)
        n++;
    return n;
}
