/* What is typed after ':' with few letters, in other words or in other signs. */
#include "play.h"

#include "app/names.h"

static void test_lines_that_are_understood(void **state)
{
    static const struct {
        const char *keys, *shows;
    } rows[] = {
        {":adam<Enter>", "adam, rate 0.1"},
        {":himmelblau<Enter>", "himmelblau, 5 of 33"},
        {":Himmelblau<Enter>", "himmelblau, 5 of 33"},
        {":himm<Enter>", "himmelblau, 5 of 33"},
        {":viridis<Enter>", "colormap viridis"},
        {":sca<Enter>", "scale log: by the logarithm"},
        {":rank<Enter>", "scale rank"},
        {":rate 0.2<Enter>", "rate 0.2"},
        {":RATE 0.2<Enter>", "rate 0.2"},
        {":lr 0.2<Enter>", "rate 0.2"},
        {":rat 0.2<Enter>", "rate 0.2"},
        {":func x^2+y^2<Enter>", "x^2+y^2"},
        {":opt adam<Enter>", "adam, rate 0.1"},
        {":optimizer adam --rate 0.3<Enter>", "adam, rate 0.3"},
        {":step 10<Enter>", "step                10"},
        {":step<Enter>", "step                 1"},
        {":steps 7<Enter>", "steps 7"},
        {"m]", "momentum, β 0.8"},
        {":momentum 0.7<Enter>", "momentum, β 0.7"},
        {":optimizer adam<Enter>:beta1 0.8<Enter>", "adam, beta1 0.8"},
        {":noise 0.5<Enter>:noise 0<Enter>", "noise off"},
        {":steps 7<Enter>:steps none<Enter>", "steps off"},
        {":schedule cosine:period=200<Enter>", "schedule cosine, period 200, min 0: down"},
        {":schedule step:period=50,gamma=0.5<Enter>",
         "schedule step, period 50, gamma 0.5: times gamma"},
        {":schedule constant<Enter>", "schedule constant: the same rate"},
        {"+u", "taken back: rate auto"},
        {":run<Enter>", "30/s"},
        {":--lr 0.2<Enter>", "rate 0.2"},
        {"+:undo<Enter>", "taken back"},
        {":start (1, 2)<Enter>", "y             2.000000"},
        {":start 1 2<Enter>", "y             2.000000"},
        {":start [1,2]<Enter>", "y             2.000000"},
        {":start 1, 2<Enter>", "y             2.000000"},
        {":init (1, 2)<Enter>", "y             2.000000"},
        {":init 1 2<Enter>", "y             2.000000"},
        {":init [1,2]<Enter>", "y             2.000000"},
        {":init -1 -2<Enter>", "y            -2.000000"},
        {":view -1 1 -1 1<Enter>", "x -1…1, y -1…1"},
        {"m:be 0.7<Enter>", "momentum, β 0.7"},
        /* What may mean two things, or none, is told. */
        {":st<Enter>", "'st' may be step, "},
        {":st<Enter>", "start"},
        {":xyz<Enter>", "there is no command 'xyz'"},
        {":eval<Enter>", "in a shell: ttydescent eval --help"},
        {":adma<Enter>", "did you mean 'adam'?"},
        {":adam 0.1<Enter>", "adam takes no value: it is one of :optimizer"},
        {":set lr=0.1<Enter>", ":rate 0.1"},
        {":start (1, 2<Enter>", "'(1' is no number"},
        {":start 1,,2<Enter>", "separated by commas"},
        {":start 1,<Enter>", "separated by commas"},
        {":rate<Enter>", "rate needs a value: RATE"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        play_tells("surface bowl", rows[i].keys, rows[i].shows);
}

/* Every name means itself, however many others it is the beginning of. */
static void test_exact_names_win(void **state)
{
    struct app *app = play_start("surface bowl|optimizer adam");

    (void)state;
    for (size_t t = 0; settings_tables[t]; t++)
        for (size_t i = 0; i < settings_tables[t]->count; i++) {
            const char *name = table_name(settings_tables[t], i);
            struct meant meant;

            assert_true(names_find(app, name, &meant, NULL));
            assert_string_equal(meant.name, name);
            assert_true(names_find(app, setting_shown(name), &meant, NULL));
            assert_string_equal(meant.name, name);
        }
    for (size_t i = 0; i < optimizers.count; i++) {
        struct meant meant;

        assert_true(names_find(app, table_name(&optimizers, i), &meant, NULL));
        assert_string_equal(meant.name, table_name(&optimizers, i));
    }
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_that_are_understood),
        cmocka_unit_test(test_exact_names_win),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
