#include "problem/init.h"

#include <float.h>
#include <math.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/pairs.h"
#include "base/range.h"
#include "problem/model.h"

static double zero(struct rng *rng, double value, int in, int out)
{
    (void)rng, (void)value, (void)in, (void)out;
    return 0;
}

static double constant(struct rng *rng, double value, int in, int out)
{
    (void)rng, (void)in, (void)out;
    return value;
}

static double uniform(struct rng *rng, double value, int in, int out)
{
    (void)in, (void)out;
    return value * (2 * rng_uniform(rng) - 1);
}

static double xavier(struct rng *rng, double value, int in, int out)
{
    (void)value;
    return sqrt(6.0 / (in + out)) * (2 * rng_uniform(rng) - 1);
}

static double he(struct rng *rng, double value, int in, int out)
{
    (void)value, (void)out;
    return sqrt(2.0 / in) * rng_normal(rng);
}

static const struct init rows[] = {
    {
        .name = "zeros",
        .value = NAN,
        .meaning = "every parameter is 0: units that begin alike stay alike",
        .weight = zero,
    },
    {
        .name = "constant",
        .value = 1,
        .least = -DBL_MAX,
        .meaning = "every parameter is VALUE: constant=0.5",
        .weight = constant,
        .biases = true,
    },
    {
        .name = "uniform",
        .value = 1,
        .meaning = "every parameter is drawn from -VALUE to VALUE: uniform=0.5",
        .weight = uniform,
        .biases = true,
    },
    {
        .name = "xavier",
        .value = NAN,
        .needs_fans = true,
        .meaning = "weights uniform within sqrt(6/(in + out)), biases 0: for tanh units",
        .source = "Glorot and Bengio, 2010, AISTATS, PMLR 9:249-256",
        .weight = xavier,
    },
    {
        .name = "he",
        .value = NAN,
        .needs_fans = true,
        .meaning = "weights normal with variance 2/in, biases 0: for units of half a line",
        .source = "He, Zhang, Ren and Sun, 2015, arXiv:1502.01852",
        .weight = he,
    },
};

const struct table inits = TABLE("init", rows);

bool init_parse(struct init_choice *choice, const char *text, struct error *error)
{
    struct pair pair;
    if (!pairs_next(&text, &pair, error))
        return false;
    const struct init *init = table_need(&inits, pair.name, error);
    if (!init)
        return false;
    if (*text != '\0')
        return error_set(error, "init takes one way to begin");
    if (pair.has_value && isnan(init->value))
        return error_set(error, "%s takes no value", init->name);
    const struct range range = {.least = init->least, .most = DBL_MAX};
    if (pair.has_value && !range_check(&range, init->name, pair.value, error))
        return false;
    *choice = (struct init_choice){init, pair.has_value ? pair.value : init->value};
    return true;
}

void init_spec(const struct init_choice *choice, struct buffer *out)
{
    if (isnan(choice->init->value))
        buffer_text(out, choice->init->name);
    else
        pairs_append(out, true, choice->init->name, choice->value);
}

void init_draw(const struct init_choice *choice, const struct model *model, uint64_t seed,
               double *x, int n)
{
    const struct init *init = choice->init;
    struct rng rng;
    rng_seed(&rng, seed, RNG_INIT);
    for (int i = n - 1; i >= 0; i--) {
        const struct model_parameter *parameter = model ? &model->parameter[i] : NULL;
        bool bias = parameter && parameter->fan_in == 0, fans = parameter && !bias;
        int in = fans ? parameter->fan_in : 1, out = fans ? parameter->fan_out : 1;
        x[i] = bias && !init->biases ? 0 : init->weight(&rng, choice->value, in, out);
    }
}
