/* The methods on problems for minimisers, from their standard starts (More, Garbow and Hillstrom,
 * Testing unconstrained optimization software, 1981, doi:10.1145/355934.355936; the numbers are
 * theirs). */
#include "simulate.h"

#include "base/linear.h"

static const struct {
    const char *name, *params, *function, *start;
    double least, local; /* a minimum's value; of another one, or the same */
} problems[] = {
    {"Rosenbrock (1)", "x,y", "100*(y-x^2)^2+(1-x)^2", "-1.2,1", 0, 0},
    {"Freudenstein and Roth (2)", "x,y", "(-13+x+((5-y)*y-2)*y)^2+(-29+x+((y+1)*y-14)*y)^2",
     "0.5,-2", 0, 48.98425},
    {"Powell badly scaled (3)", "x,y", "(1e4*x*y-1)^2+(exp(-x)+exp(-y)-1.0001)^2", "0,1", 0, 0},
    {"Brown badly scaled (4)", "x,y", "(x-1e6)^2+(y-2e-6)^2+(x*y-2)^2", "1,1", 0, 0},
    {"Beale (5)", "x,y", "(1.5-x*(1-y))^2+(2.25-x*(1-y^2))^2+(2.625-x*(1-y^3))^2", "1,1", 0, 0},
    {"Jennrich and Sampson (6)", "x,y", "sum(i,1,10,(2+2*i-(exp(i*x)+exp(i*y)))^2)", "0.3,0.4",
     124.36218, 124.36218},
    {"helical valley (7)", "x,y,z",
     "(10*(z-10*if(x>0,atan(y/x)/(2*pi),atan(y/x)/(2*pi)+0.5)))^2+(10*(sqrt(x^2+y^2)-1))^2+z^2",
     "-1,0,0", 0, 0},
    {"box (12)", "x,y,z", "sum(i,1,10,(exp(-i*x/10)-exp(-i*y/10)-z*(exp(-i/10)-exp(-i)))^2)",
     "0,10,20", 0, 0},
    {"Powell singular (13)", "a,b,c,d", "(a+10*b)^2+5*(c-d)^2+(b-2*c)^4+10*(a-d)^4", "3,-1,0,1", 0,
     0},
    {"Wood (14)", "a,b,c,d", "100*(b-a^2)^2+(1-a)^2+90*(d-c^2)^2+(1-c)^2+10*(b+d-2)^2+(b-d)^2/10",
     "-3,-1,-3,-1", 0, 0},
    {"Brown and Dennis (16)", "a,b,c,d",
     "sum(i,1,20,((a+i/5*b-exp(i/5))^2+(c+sin(i/5)*d-cos(i/5))^2)^2)", "25,5,-5,-1", 85822.2,
     85822.2},
    {"penalty I (23)", "a,b,c,d", "1e-5*((a-1)^2+(b-1)^2+(c-1)^2+(d-1)^2)+(a^2+b^2+c^2+d^2-0.25)^2",
     "1,2,3,4", 2.24997e-5, 2.24997e-5},
    {"variably dimensioned (25)", "a,b,c,d",
     "s=(a-1)+2*(b-1)+3*(c-1)+4*(d-1); (a-1)^2+(b-1)^2+(c-1)^2+(d-1)^2+s^2+s^4", "0.75,0.5,0.25,0",
     0, 0},
    {"Broyden tridiagonal (30)", "a,b,c",
     "((3-2*a)*a-2*b+1)^2+((3-2*b)*b-a-2*c+1)^2+((3-2*c)*c-b+1)^2", "-1,-1,-1", 0, 0},
    {"linear, rank 1 (33)", "a,b,c,d", "sum(i,1,6,(i*(a+2*b+3*c+4*d)-1)^2)", "1,1,1,1", 15. / 13,
     15. / 13},
};

static const struct {
    const char *name;
    long most; /* evaluations */
} methods[] = {
    {"newton", 200}, {"trust-region", 200}, {"levenberg-marquardt", 400},
    {"bfgs", 300},   {"l-bfgs", 400},       {"nelder-mead", 2000},
};

static void check(size_t problem, size_t method)
{
    struct simulation *simulation = simulate_to_end(
        SETTINGS({"function", problems[problem].function}, {"params", problems[problem].params},
                 {"start", problems[problem].start}, {"optimizer", methods[method].name}));
    double loss = simulation_now(simulation)->loss;
    double least = problems[problem].least, local = problems[problem].local;
    bool found = fabs(loss - least) <= 1e-6 * (1 + least) || fabs(loss - local) <= 1e-6 * local;
    if (!found || simulation_evaluations(simulation) > methods[method].most)
        fail_msg("%s on %s: %.10g after %ld evaluations", methods[method].name,
                 problems[problem].name, loss, simulation_evaluations(simulation));
    simulation_free(simulation);
}

static void test_problems(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(problems); i++)
        for (size_t k = 0; k < COUNT(methods); k++)
            check(i, k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_problems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
