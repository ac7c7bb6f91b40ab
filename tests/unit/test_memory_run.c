/* The commands where memory is short, one allocation after the other: what is printed is whole, or
 * the status is 1 and the reason is told. */
#include "check.h"
#include "directory.h"
#include "scarce.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "base/buffer.h"
#include "base/file.h"
#include "cli/locale.h"
#include "cli/report.h"
#include "cli/subcommand.h"

enum { NOTHING_FAILED = 99, MOST = 1 << 24 };

static const char *const lines[] = {
    "run --surface bowl --steps 3",
    "run --surface rosenbrock --steps 3 --format csv --optimizer adam",
    "run --surface rosenbrock --optimizer bfgs --steps 3 --format json --check loss<1e9",
    "run --surface himmelblau --steps 2 --restarts 2 --explain",
    "run --surface ravine --optimizer nesterov --explain 2",
    "sweep --surface ravine --vary lr=0.01:0.1:log:2 --vary beta=0,0.5 --steps 3 --seeds 2 --jobs 1",
    "swarm --surface bowl --count 2 --steps 3 --jobs 1",
    "race --surface bowl --entrants gd;adam:lr=0.1 --tune 2 --steps 3",
    "lrfind --surface bowl --steps 10",
    "lrfind --surface bowl --steps 10 --snapshot text --size 60x20",
    "run --surface bowl --at 2\tlr=0.2 --at 2\tnoise=1 --at 0\tclip=1 --go 4 --format csv",
    "run kept.td --format csv",
    "run kept.td kept.td --check step>2 --format csv",
    "run line.csv --model linear --steps 3 --standardize --validation 0.3",
    "run line.csv --model linear --steps 2 --snapshot ansi --batch 2",
    "run line.csv --model linear --steps 2 --snapshot text --show fit",
    "run --surface bowl --steps 2 --snapshot svg --size 46x20",
    "run line.csv --model linear --online --lr 0.01",
    "run line.csv --loss (a*x+b-y)^2 --params a,b --standardize --steps 3",
    "run classes.csv --model logistic --label y=class:yes --steps 3 --format csv",
    "run classes.csv --model logistic-plane --steps 2 --columns x1=x,x2=y --label y=class:yes",
    "run --rule v=0.9*v+g;theta=theta-lr*v --function x^2+y^4 --steps 2",
    "run --function x*log(x)+abs(y) --start 1,1 --steps 30 --optimizer newton",
    "run --params x,y,z --function x^2+y^2+z^2 --axes pca --steps 9 --snapshot text",
    "run --grid slice.csv:loss --steps 2 --trace path.csv --fog --snapshot text --size 40x12",
    "eval --grid slice.csv --function -grid(a,b)^2 --at 0.5,1",
    "eval --function x^2*y --at 1,2",
    "eval --function exp(x^2+y)*(x^2+y) --symbolic",
    "eval --function max(x,y)+1/x --at 0,0 --format csv",
    "schedule cosine:period=9 --lr 0.1 --steps 3",
    "schedule plateau --lr 0.1 --steps 3",
    "list optimizers",
    "show adam",
    "list quantities --format csv",
    "show rosenbrock",
    "help run",
};

/* Opens a file in the place of a standard one. */
static void redirect(const char *name, int flags, int to)
{
    int fd = open(name, flags, 0644);
    dup2(fd, to);
    close(fd);
}

/* Runs it with its output in files, memory being short. Returns the exit status, or what is
 * none. */
static int run(const char *line, const char *locale, long before, bool for_good)
{
    pid_t child = fork();
    int status = -1;
    if (child == 0) {
        char words[256], *argv[24] = {words}, *rest;
        int argc = 1;
        snprintf(words, sizeof words, "%s", line);
        for (char *w = strtok_r(words, " ", &rest); w; w = strtok_r(NULL, " ", &rest))
            argv[argc++] = w;
        setenv("LC_ALL", locale, 1);
        redirect("losses", O_RDONLY, STDIN_FILENO);
        redirect("out", O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
        redirect("err", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
        locale_set();
        scarce_begin(before, for_good);
        int result = command_main(argc, argv);
        scarce_end();
        exit(before >= 0 && scarce.failed == 0 ? NOTHING_FAILED : result);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + status;
}

static bool holds(const char *file, const struct buffer *expected)
{
    struct buffer text = {0};
    assert_true(file_read(file, MOST, &text, NULL));
    bool same = text.size == expected->size &&
                (text.size == 0 || memcmp(text.data, expected->data, text.size) == 0);
    buffer_release(&text);
    return same;
}

static bool has(const char *file, const char *part)
{
    struct buffer text = {0};
    assert_true(file_read(file, MOST, &text, NULL));
    bool found = strstr(buffer_string(&text), part);
    buffer_release(&text);
    return found;
}

/* Where there is no memory for the locale either, what is printed is ASCII. */
static void check_line(const char *line, bool for_good)
{
    struct buffer ascii = {0}, whole = {0};
    int status = run(line, "C", -1, false);
    assert_int_equal(status, 0);
    assert_true(file_read("out", MOST, &ascii, NULL));
    assert_int_equal(run(line, "C.UTF-8", -1, false), 0);
    assert_true(file_read("out", MOST, &whole, NULL));
    for (long before = 0; status != NOTHING_FAILED; before += for_good ? 5 : 1) {
        status = run(line, "C.UTF-8", before, for_good);
        bool done = status == EXIT_DONE || status == NOTHING_FAILED;
        if (done ? !holds("out", &whole) && !holds("out", &ascii)
                 : status != EXIT_FAILED || !has("err", "emory"))
            fail_msg("%s: without allocation %ld%s the status is %d", line, before,
                     for_good ? " and those behind it" : "", status);
    }
    buffer_release(&ascii);
    buffer_release(&whole);
}

static void test_commands(void **state)
{
    static const char kept[] = "surface bowl\nscale log\nsay hello\nat 2\nlr 0.3\ngo 4\n";
    static const char line[] = "x,y\n1,2\n2,3\n3,5\n4,4\n5,7\n6,6\n";
    static const char classes[] = "x,y,class\n1,2,no\n2,3,no\n3,5,yes\n4,1,yes\n5,7,yes\n6,6,no\n";
    static const char slice[] = "a,b,n,loss\n0,0,1,5\n0,1,1,3\n1,0,1,4\n1,1,1,1\n",
                      path[] = "a,b\n0,0\n1,1\n";
    (void)state;
    directory_put("slice.csv", slice, strlen(slice));
    directory_put("path.csv", path, strlen(path));
    directory_put("line.csv", line, strlen(line));
    directory_put("classes.csv", classes, strlen(classes));
    directory_put("kept.td", kept, strlen(kept));
    directory_put("losses", "3\n2\n1\n", 6);
    for (size_t i = 0; i < COUNT(lines); i++) {
        print_message("%s\n", lines[i]);
        check_line(lines[i], false);
        check_line(lines[i], true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {DIRECTORY_TEST(test_commands)};
    return SCARCE ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
