/* A class on one server: thirty sessions at pseudo-terminals, all of them at work, and how long a
 * key waits for its answer in any of them. What they are at is a script of keys, and keys that make
 * it all begin anew:
 *
 *     bench/bench_sessions [SCRIPT [KEYS [OPTION ...]]]
 *
 * Each measurement types one of those keys, opens the prompt and types a letter, in a session of
 * its turn; the answer is the letter's echo. So the work of all sessions begins anew every two
 * seconds or so, and the measured one has just begun. */
#include <config.h>

#include <string.h>
#include <sys/wait.h>

#include "bench/bench.h"
#include "bench/process.h"

enum { SESSIONS = PROCESSES_MOST, MEASURED = 300 };

/* `$` and `&` stand in no sequence and on no screen. */
static double measure(const struct process *session, int turn, const char *anew)
{
    int one = turn % SESSIONS, round = turn / SESSIONS;
    char letter = round % 2 ? '$' : '&';
    char keys[] = {anew[(size_t)round % strlen(anew)], ':', letter, '\0'};
    process_press(&session[one], keys);
    double waited = process_await(session, SESSIONS, one, letter, 5);
    process_press(&session[one], "\033");
    process_watch(session, SESSIONS, 0.06 + 0.0007 * (turn % 13));
    return waited;
}

/* Ends all. A program that had ended by itself answered nothing: the terminal did. */
static void end(struct process *session)
{
    for (int i = 0; i < SESSIONS; i++) {
        if (waitpid(session[i].pid, NULL, WNOHANG) != 0) {
            printf("session %d has ended by itself\n", i + 1);
            exit(1);
        }
        process_end(&session[i]);
    }
}

int main(int argc, char **argv)
{
    const char *script = argc > 1 ? argv[1] : "gb", *anew = argc > 2 && *argv[2] ? argv[2] : "+-";
    const char *usual[] = {"", "--surface=himmelblau", "--optimizer=momentum", NULL};
    const char **words = argc > 3 ? (const char **)argv + 2 : usual;
    words[0] = "./ttydescent";
    struct process session[SESSIONS];
    double waited[MEASURED];
    for (int i = 0; i < SESSIONS; i++)
        if (!process_begin(&session[i], words, 80, 24)) {
            bench_left_out("thirty sessions", "no pseudo-terminals");
            return 1;
        }
    process_watch(session, SESSIONS, 3);
    for (int i = 0; i < SESSIONS; i++)
        process_press(&session[i], script);
    process_watch(session, SESSIONS, 2);
    for (int i = 0; i < MEASURED; i++)
        waited[i] = measure(session, i, anew);
    end(session);
    qsort(waited, MEASURED, sizeof *waited, bench_ascending);
    printf("seconds until a key is answered: half %.3f, longest %.3f\n", waited[MEASURED / 2],
           waited[MEASURED - 1]);
    bench_at_most("thirty sessions: seconds until a key is answered, 95 % of them",
                  waited[MEASURED * 95 / 100], 0.1);
    return 0;
}
