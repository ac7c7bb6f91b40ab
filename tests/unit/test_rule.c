/* The rule compiler: what is state, what is not, the probe, norm and dot, and its errors. */
#include "simulate.h"

#include "insight/verdict.h"
#include "method/rule.h"

static struct rule *compile(const char *text, int n, const char *hyper)
{
    struct error error = {0};
    struct rule *rule = rule_compile(text, strlen(text), n, &hyper, hyper ? 1 : 0, &error);
    if (!rule)
        fail_msg("%s: column %d: %s", text, error.column, error.message);
    return rule;
}

static void test_state_is_what_is_read_before_it_is_assigned(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int states;
        const char *names; /* in the order of their first assignment */
    } rows[] = {
        {"theta = theta - lr*g", 0, ""},
        {"v = 0.9*v + g; theta = theta - lr*v", 1, "v"},
        {"d = lr*g; theta = theta - d", 0, ""},
        {"d = g; d = lr*d; theta = theta - d", 0, ""},
        {"theta = theta - lr*old; old = g", 1, "old"},
        {"a = b + g; b = a; theta = theta - a", 1, "b"},
        {"a = b; b = a + 1; theta = theta - a*b", 1, "b"},
        {"m = m + g; d = m/t; v = max(v, d^2); theta = theta - d/(v+f)", 2, "mv"},
        {"n = n + dot(g, n); theta = theta - lr*n", 1, "n"},
        {"theta = theta - lr*g; theta = theta/2", 0, ""},
        {"probe = theta - v; v = g; theta = theta - v", 1, "v"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct rule *rule = compile(rows[i].text, 2, NULL);
        char names[64] = "";
        for (int k = 0; k < rule->states; k++)
            strcat(names, rule->state_name[k]);
        assert_int_equal(rule->states, rows[i].states);
        assert_string_equal(names, rows[i].names);
        assert_string_equal(rule->text, rows[i].text);
        rule_free(rule);
    }
    rule_free(NULL);
}

/* One step of the rule with lr 0.5 from (3, -4), where x^2 + y^2 has the gradient (6, -8), of norm
 * 10, and the loss 25; then another. */
static const struct {
    const char *text;
    double x[2], then; /* (x, y) after one step, x after two */
} steps[] = {
    {"theta = theta - lr*g", {0, 0}, 0},
    {"theta = theta - lr*g/2", {1.5, -2}, 0.75},
    {"θ = theta − lr·g/2", {1.5, -2}, 0.75},
    {"v = g; θ = θ/2; theta = θ + v - g", {1.5, -2}, 0.75},
    {"theta = theta - g/norm(g)", {2.4, -3.2}, 1.8},
    {"theta = theta - norm(g)", {-7, -14}, -7 - 2 * 15.652475842498529}, /* 2*sqrt(49+196) */
    {"theta = dot(g, theta)", {50, 50}, 10000},
    {"theta = dot(g, 1) + norm(theta)", {3, 3}, 12 + 4.2426406871192848},
    {"theta = t", {1, 1}, 2},
    {"theta = f", {25, 25}, 1250},
    {"theta = theta - lr", {2.5, -4.5}, 2},
    {"theta = n; n = n + 7", {0, 0}, 7}, /* state starts at 0 */
    {"n = n + 7; theta = n", {7, 7}, 14},
    {"s = theta; theta = 1; theta = s + theta", {4, -3}, 5},
    {"theta = theta/2; d = norm(theta); theta = d", {2.5, 2.5}, 1.25 * 1.4142135623730951},
    {"theta = sum(i, 1, 4, i*theta) - prod(k, 1, 3, k)", {24, -46}, 234},
    {"theta = if(t < 2, 8, 9)", {8, 8}, 9},
    {"theta = if(g > 0, 1, -1)", {1, -1}, 1},
    /* The gradient is that at the probe: 2*(theta + 1), and 2*probe = 2*theta/2. */
    {"probe = theta + 1; theta = theta - lr*g", {-1, -1}, -1},
    {"probe = theta/2; theta = theta - lr*g", {1.5, -2}, 0.75},
    {"probe = theta/2; theta = probe - lr*g", {0, 0}, 0},
    {"k = 3; probe = k*theta; theta = theta - g", {3 - 18, -4 + 24}, 75},
    /* In a probe g is the gradient at theta: (6, -8) gives the probe (9, -12), with (18, -24). */
    {"probe = theta + g; theta = g", {18, -24}, 108},
    {"probe = theta + g; theta = probe", {9, -12}, 27},
};

static void test_steps(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(steps); i++) {
        struct simulation *simulation = simulate(SETTINGS(
            {"function", "x^2+y^2"}, {"start", "3,-4"}, {"lr", "0.5"}, {"rule", steps[i].text}));
        const struct sample *now = simulation_now(simulation);
        simulation_step(simulation);
        for (int k = 0; k < 2; k++)
            check_near(steps[i].text, now->x[k], steps[i].x[k], 1e-14, 1);
        simulation_step(simulation);
        check_near(steps[i].text, now->x[0], steps[i].then, 1e-14, 1);
        simulation_free(simulation);
    }
}

static void test_probe_is_known(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool probes, reads_gradient;
    } rows[] = {
        {"theta = theta - lr*g", false, false},
        {"probe = theta - lr*v; v = g; theta = theta - v", true, false},
        {"probe = theta + g; theta = theta - lr*g", true, true},
        {"probe = theta + norm(g); theta = theta - lr*g", true, true},
        {"probe = g; theta = theta - lr*g", true, true},
        {"probe = theta + 0*g; theta = theta - lr*g", true, false}, /* folded away */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct rule *rule = compile(rows[i].text, 2, NULL);
        assert_int_equal(rule->probes, rows[i].probes);
        assert_int_equal(rule->probe_reads_gradient, rows[i].reads_gradient);
        rule_free(rule);
    }
}

/* A reduction sees what the statements before it assigned, at every coordinate alike. */
static void test_reductions_in_three_dimensions(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"params", "a,b,c"}, {"function", "a + 2*b + 2*c"}, {"start", "1,2,3"},
                          {"rule", "u = g/norm(g); theta = dot(u, theta)*u"}));
    simulation_step(simulation); /* u = (1, 2, 2)/3; dot = 11/3 */
    for (int i = 0; i < 3; i++)
        check_near("x", simulation_now(simulation)->x[i], (i == 0 ? 11 : 22) / 9.0, 1e-15, 1);
    simulation_free(simulation);
}

static void test_free_names(void **state)
{
    (void)state;
    static const char text[] = "v = beta*v + (1-alpha)*g*pi; theta = theta - lr*v/(e + beta + t*f)";
    char names[RULE_MAX_HYPER][NAME_SIZE];
    assert_int_equal(rule_free_names(text, strlen(text), names, NULL), 2);
    assert_string_equal(names[0], "beta");
    assert_string_equal(names[1], "alpha");
    assert_int_equal(rule_free_names("theta = ", 8, names, NULL), -1);
}

/* Short names and names two letters apart are not guessed from. */
static void test_no_guess(void **state)
{
    (void)state;
    static const char *const names[] = {"k", "beta", "lt", "v2"};
    for (size_t i = 0; i < COUNT(names); i++) {
        char text[64], message[64];
        struct error error = {0};
        snprintf(text, sizeof text, "v = g; theta = theta - lr*%s*v", names[i]);
        snprintf(message, sizeof message,
                 "'%s' has no value: give it one with " SETTING("set %s=VALUE"), names[i],
                 names[i]);
        assert_null(rule_compile(text, strlen(text), 2, NULL, 0, &error));
        assert_string_equal(error.message, message);
    }
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int column;
        const char *message; /* a part of it */
    } rows[] = {
        {"", 1, "expected an assignment like theta = theta - lr*g"},
        {"theta", 1, "expected an assignment like theta = theta - lr*g"},
        {"theta - lr*g", 1, "expected an assignment like theta = theta - lr*g"},
        {"theta = ", 8, "expected a value, not the end"},
        {"theta = theta - * g", 17, "expected a value, not '*'"},
        {"theta = (theta", 15, "expected an operator or ')', not the end"},
        {"theta = sinn(g)", 9, "did you mean 'sin'?"},
        {"theta = norm(g, g)", 17, "norm takes 1 operand"},
        {"theta = dot(g)", 9, "dot takes 2 operands, not 1"},
        {"g = 1; theta = g", 1, "g is the gradient and can't be assigned"},
        {"lr = lr/2; theta = g", 1,
         "lr is this step's rate and can't be assigned: " SETTING("schedule")},
        {"t = 1; theta = g", 1, "t is the number of the step"},
        {"f = 1; theta = g", 1, "f is the loss"},
        {"pi = 3; theta = g", 1, "'pi' is a constant and can't be assigned"},
        {"sin = 3; theta = g", 1, "'sin' is a function and can't be assigned"},
        {"norm = 3; theta = g", 1, "norm is a function and can't be assigned: take another name"},
        {"h = 1; theta = g", 1, "h is the second derivative and can't be assigned"},
        {"normal = 1; theta = g", 1, "normal is this step's random number and can't be assigned"},
        {"hv = 3; theta = g", 1, "hv is a function and can't be assigned"},
        {"theta = hv", 9, "'hv' is a function: write hv(…)"},
        {"theta = 2*norm", 11, "'norm' is a function: write norm(…)"},
        {"theta = hv()", 12, "expected a value, not ')'"},
        {"theta = hv(g, g)", 15, "hv takes 1 operand"},
        {"theta = h(g)", 9, "there is no function 'h'"},
        {"theta = normal(0)", 9, "there is no function 'normal'; write normal alone"},
        {"theta = g + nomral", 13, SETTING("set nomral=VALUE") "; or did you mean 'normal'?"},
        {"d = h; probe = theta; theta = d", 5, "h is read before probe is assigned"},
        {"d = hv(d); probe = theta; theta = d", 5, "hv is read before probe is assigned"},
        {"theta -= lr*g", 1, "not 'theta'; write a = a - b for a -= b"},
        {"theta := theta - lr*g", 1, "not 'theta'; write = for :="},
        {"theta ← theta - lr*g", 1, "not 'theta'; write = for ←"},
        {"theta[i] = theta[i] - lr*g[i]", 1, "; a name stands for every coordinate"},
        {"v = g theta = theta - lr*v", 7, "expected ';' before 'theta ='"},
        {"theta = theta - lr*mean(g)", 20, "no function 'mean'; write dot(a, 1)/dot(1, 1)"},
        {"theta = theta + randn()", 17, "there is no function 'randn'; write normal"},
        {"theta = theta + N(0, 1)", 17, "there is no function 'N'; write normal"},
        {"v = v + g", 1, "theta is never assigned"},
        {"theta = theta - bet*g", 17, SETTING("set bet=VALUE") "; or did you mean 'beta'?"},
        {"theta = theta - thta*g", 17, SETTING("set thta=VALUE") "; or did you mean 'theta'?"},
        {"theta = theta - rate*g", 17, SETTING("set rate=VALUE") "; or did you mean 'lr'?"},
        {"theta = theta - lr*grad", 20, SETTING("set grad=VALUE") "; or did you mean 'g'?"},
        {"theta = x - lr*g", 9, SETTING("set x=VALUE") "; or did you mean 'theta'?"},
        {"theta = theta - g/H", 19, SETTING("set H=VALUE") "; or did you mean 'h'?"},
        {"beta = 1; theta = g", 1, "has been given a value and can't be assigned"},
        {"var = theta; theta = vr", 22, SETTING("set vr=VALUE") "; or did you mean 'var'?"},
        {"theta = probe", 9, "probe is read before it is assigned"},
        {"probe = probe + 1; theta = g", 9, "probe is read before it is assigned"},
        {"d = g; probe = theta; theta = d", 5, "g is read before probe is assigned"},
        {"probe = theta; probe = g; theta = g", 16, "probe can be assigned only once"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        const char *beta = "beta";
        assert_null(rule_compile(rows[i].text, strlen(rows[i].text), 2, &beta, 1, &error));
        if (error.column != rows[i].column || !strstr(error.message, rows[i].message))
            fail_msg("'%s': column %d: %s", rows[i].text, error.column, error.message);
        assert_int_equal(error.line, 1);
        check_harmless_message(&error);
    }
}

static void test_place_is_on_its_line(void **state)
{
    (void)state;
    static const char text[] = "v = g;\n  theta = theta - lr*w";
    struct error error = {0};
    assert_null(rule_compile(text, strlen(text), 2, NULL, 0, &error));
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 22);
}

/* `count` statements, made of a pattern with the number of each in place of its '#'. */
static char *many(const char *pattern, int count, const char *end)
{
    size_t size = 64 * (size_t)count + 64, used = 0;
    char *text = calloc(1, size);
    for (int i = 0; i < count; i++)
        for (const char *p = pattern; *p; p++)
            used += (size_t)(*p == '#' ? snprintf(text + used, size - used, "%d", i)
                                       : snprintf(text + used, size - used, "%c", *p));
    snprintf(text + used, size - used, "%s", end);
    return text;
}

static void test_limits(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        int most;
        const char *end, *message;
    } rows[] = {
        {"s# = s# + g; ", RULE_MAX_STATE, "theta = g", "at most 16 names from step to step"},
        {"d# = g + #; ", RULE_MAX_ASSIGNED - 1, "theta = g", "can assign at most 64 names"},
        {"theta = h# + #; ", RULE_MAX_HYPER, "theta = g", "at most 16 hyperparameters"},
    };
    static const char *const hyper[] = {"h0", "h1", "h2",  "h3",  "h4",  "h5",  "h6",  "h7",
                                        "h8", "h9", "h10", "h11", "h12", "h13", "h14", "h15"};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        char *fits = many(rows[i].pattern, rows[i].most, rows[i].end);
        char *too_many = many(rows[i].pattern, rows[i].most + 1, rows[i].end);
        struct rule *rule = rule_compile(fits, strlen(fits), 16, hyper, 16, &error);
        if (!rule)
            fail_msg("%s", error.message);
        rule_free(rule);
        assert_null(rule_compile(too_many, strlen(too_many), 16, hyper, 16, &error));
        assert_non_null(strstr(error.message, rows[i].message));
        free(fits);
        free(too_many);
    }
    assert_null(rule_compile("theta = g", 9, 0, NULL, 0, NULL));
    assert_null(rule_compile("theta = g", 9, 17, NULL, 0, NULL));
}

/* A norm is worked out once, not once a coordinate, and a product once for each of them: else these
 * would take 16^40 operations. */
static void test_nested_reductions(void **state)
{
    (void)state;
    static const char *const openings[] = {"norm(", "hv(", "hv(1 + "};
    for (size_t i = 0; i < COUNT(openings); i++) {
        char text[1024] = "theta = ";
        for (int k = 0; k < 40; k++)
            strcat(text, openings[i]);
        strcat(text, "g");
        for (int k = 0; k < 40; k++)
            strcat(text, ")");
        rule_free(compile(text, 16, NULL));
    }
}

static void check_same_trace(struct simulation *a, struct simulation *b)
{
    for (int k = 0; k <= 200; k++) {
        assert_memory_equal(simulation_now(a), simulation_now(b), sizeof(struct sample));
        simulation_step(a);
        simulation_step(b);
    }
}

/* The table has no advantage: a built-in rule typed by hand makes the same steps, bit for bit. */
static void test_a_rule_retyped_is_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        if (!row->rule)
            continue;
        struct simulation *built_in =
            simulate(SETTINGS({"optimizer", row->name}, {"lr", "0.0005"}, {"noise", "0.1"}));
        struct scenario scenario;
        scenario_of(&scenario, SETTINGS({"rule", row->rule}, {"lr", "0.0005"}, {"noise", "0.1"}));
        for (int k = 0; k < optimizer_hypers(row); k++) {
            char value[128];
            snprintf(value, sizeof value, "%s=%.17g", row->hyper[k].name, row->hyper[k].value);
            assert_true(scenario_set(&scenario, "set", value, NULL));
        }
        struct simulation *typed = simulation_create(&scenario, NULL);
        assert_non_null(typed);
        check_same_trace(built_in, typed);
        scenario_release(&scenario);
        simulation_free(typed);
        simulation_free(built_in);
    }
}

/* Rules that the table does not have, as papers write them: each ends at a minimum, within so many
 * steps. */
static const struct {
    const char *text, *set, *surface, *lr;
    long most;
} elsewhere[] = {
    /* AdaBound: Luo and others, 2019, arXiv:1902.09843 */
    {"m = b1*m + (1-b1)*g; v = b2*v + (1-b2)*g^2; low = final*(1 - 1/((1-b2)*t + 1)); "
     "high = final*(1 + 1/((1-b2)*t)); theta = theta - max(low, min(high, lr/sqrt(v)))*m",
     "b1=0.9,b2=0.999,final=0.01", "himmelblau", "0.1", 600},
    /* Padam: Chen and others, 2018, arXiv:1806.06763 */
    {"m = b1*m + (1-b1)*g; v = b2*v + (1-b2)*g^2; vmax = max(vmax, v); "
     "theta = theta - lr*m/vmax^p",
     "b1=0.9,b2=0.999,p=0.125", "ravine", "0.175", 400},
    /* AggMo: Lucas and others, 2018, arXiv:1804.00325 */
    {"v1 = g; v2 = 0.9*v2 + g; v3 = 0.99*v3 + g; theta = theta - lr/3*(v1 + v2 + v3)", NULL,
     "ravine", "0.1", 1000},
    /* Barzilai and Borwein, 1988, doi:10.1093/imanum/8.1.141 */
    {"s = theta - before; y = g - gold; a = if(t == 1, lr, dot(s,s)/dot(s,y)); before = theta; "
     "gold = g; theta = theta - a*g",
     NULL, "ravine", "0.05", 20},
    /* Nesterov, 1983, with the momentum (t-1)/(t+2) */
    {"y = if(t == 1, theta, y); probe = y; new = y - lr*g; y = new + (t-1)/(t+2)*(new - theta); "
     "theta = new",
     NULL, "ravine", "0.1", 300},
    /* Restarts of the velocity: O'Donoghue and Candès, 2015, doi:10.1007/s10208-013-9150-3 */
    {"v = if(dot(g,v) < 0, 0, 0.9*v) + g; theta = theta - lr*v", NULL, "ravine", "0.1", 200},
    /* Warm restarts: Loshchilov and Hutter, 2016, arXiv:1608.03983 */
    {"theta = theta - lr*(1 + cos(pi*mod(t, 50)/50))/2*g", NULL, "ravine", "0.175", 300},
    /* AdaGrad of the norm: Ward and others, 2018, arXiv:1806.01811 */
    {"b = b + dot(g,g); theta = theta - lr*g/sqrt(b)", NULL, "ravine", "3", 1000},
    /* FIRE: Bitzek and others, 2006, doi:10.1103/PhysRevLett.97.170201 */
    {"P = -dot(g,v); a = if(t == 1, 0.1, if(P > 0, a*0.99, 0.1)); "
     "v = if(P > 0, (1-a)*v - a*g/norm(g)*norm(v), 0) - lr*g; theta = theta + lr*v",
     NULL, "ravine", "0.1", 200},
    /* Gradient noise: Neelakantan and others, 2015, arXiv:1511.06807; here it dies out faster */
    {"theta = theta - lr*(g + normal*0.9^t)", NULL, "himmelblau", "0.01", 300},
    /* Newton's method for each coordinate alone, away from saddles */
    {"theta = theta - lr*g/max(abs(h), 1e-8)", NULL, "himmelblau", "1", 50},
    /* Conjugate gradients with exact steps: as many as there are parameters on a quadratic */
    {"b = if(t == 1, 0, dot(g,g)/old); d = b*d - g; old = dot(g,g); "
     "theta = theta + old/dot(d,hv(d))*d",
     NULL, "ravine", "1", 2},
};

static void test_rules_from_elsewhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(elsewhere); i++) {
        struct verdict verdict;
        struct simulation *simulation = simulate_to_end(
            SETTINGS({"surface", elsewhere[i].surface}, {"rule", elsewhere[i].text},
                     {"lr", elsewhere[i].lr}, {elsewhere[i].set ? "set" : NULL, elsewhere[i].set}));
        verdict = verdict_on(simulation);
        if (verdict.ending != ENDING_GLOBAL_MINIMUM || verdict.step > elsewhere[i].most)
            fail_msg("%s: step %ld: %s", elsewhere[i].text, verdict.step, verdict.sentence);
        simulation_free(simulation);
    }
}

static struct simulation *walk(const char *noise, const char *seed)
{
    return simulate(SETTINGS({"function", "0*x"}, {"start", "0,0"}, {"noise", noise},
                             {"seed", seed}, {"rule", "theta = theta + normal + 0*g"}));
}

/* `normal` is one number for each coordinate and step, wherever it is read: of mean 0 and
 * deviation 1, another for another seed, the same whatever the noise of the gradient. */
static void test_normal(void **state)
{
    (void)state;
    enum { COUNT = 20000 };
    double sum = 0, square = 0, product = 0;
    struct simulation *plain = walk("0", "1"), *noisy = walk("5", "1"), *other = walk("0", "2");
    for (int k = 0; k < COUNT; k++) {
        const struct sample before = *simulation_now(plain);
        simulation_step(plain);
        simulation_step(noisy);
        double x = simulation_now(plain)->x[0] - before.x[0];
        double y = simulation_now(plain)->x[1] - before.x[1];
        sum += x + y;
        square += x * x + y * y;
        product += x * y;
    }
    simulation_step(other);
    assert_true(fabs(sum / (2 * COUNT)) < 0.03);
    assert_true(fabs(square / (2 * COUNT) - 1) < 0.04);
    assert_true(fabs(product / COUNT) < 0.03);
    assert_true(simulation_now(noisy)->x[0] == simulation_now(plain)->x[0]);
    simulation_go(plain, 1);
    assert_true(simulation_now(other)->x[0] != simulation_now(plain)->x[0]);
    simulation_free(plain);
    simulation_free(noisy);
    simulation_free(other);
}

/* Probe and step read the same number; whoever reads it, there is chance in the steps. */
static void test_normal_at_the_probe(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool stays, noisy; /* at 0; there is chance */
    } rows[] = {
        {"probe = normal; theta = probe", false, true},
        {"probe = normal; theta = probe - normal", true, true},
        {"theta = theta - lr*g", true, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation =
            simulate(SETTINGS({"surface", "bowl"}, {"start", "0,0"}, {"rule", rows[i].text}));
        simulation_step(simulation);
        assert_int_equal(simulation_now(simulation)->x[0] == 0, rows[i].stays);
        assert_int_equal(simulation_now(simulation)->x[1] == 0, rows[i].stays);
        assert_int_equal(simulation_is_noisy(simulation), rows[i].noisy);
        simulation_free(simulation);
    }
}

/* A rule that does not read lr has no rate to tell. */
static void test_rules_without_a_rate(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool has;
    } rows[] = {
        {"theta = theta - lr*g", true},
        {"probe = theta + lr; theta = theta - g", true},
        {"theta = theta - g/2", false},
        {"unused = lr; theta = theta - g/2", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation =
            simulate(SETTINGS({"surface", "bowl"}, {"lr", "0.1"}, {"rule", rows[i].text}));
        simulation_step(simulation);
        assert_int_equal(simulation_has_rate(simulation), rows[i].has);
        assert_int_equal(simulation_next_rate(simulation) == 0.1, rows[i].has);
        assert_int_equal(isnan(simulation_now(simulation)->lr), !rows[i].has);
        simulation_free(simulation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_state_is_what_is_read_before_it_is_assigned),
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_probe_is_known),
        cmocka_unit_test(test_reductions_in_three_dimensions),
        cmocka_unit_test(test_free_names),
        cmocka_unit_test(test_no_guess),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_place_is_on_its_line),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_nested_reductions),
        cmocka_unit_test(test_a_rule_retyped_is_the_same),
        cmocka_unit_test(test_rules_from_elsewhere),
        cmocka_unit_test(test_normal),
        cmocka_unit_test(test_normal_at_the_probe),
        cmocka_unit_test(test_rules_without_a_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
