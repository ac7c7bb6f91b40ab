#include "cli/jobs.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/number.h"
#include "cli/report.h"

enum { CHUNK = 16 /* rows that a process makes in one go */ };

/* What a process sends: rows, or the message of the error that ends its work. */
struct piece {
    uint64_t size;
    bool failed;
};

struct worker {
    pid_t process;
    int from; /* the end of the pipe that is read */
};

int jobs_usual(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN), most = JOBS_MAX, said;
    const char *text = getenv("TTYDESCENT_JOBS");
    if (text && number_parse_count(text, 1, JOBS_MAX, &said, NULL))
        most = said;
    processors = processors < 1 ? 1 : processors;
    return (int)(processors < most ? processors : most);
}

static int fail(const struct error *error)
{
    return report_error(NULL, error, "", 0);
}

/* --- one process --- */

static int write_alone(const struct jobs *jobs)
{
    struct buffer out = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    for (size_t i = jobs->from; i < jobs->to && status == EXIT_DONE; i++) {
        bool made = jobs->row(jobs->context, i, &out, &error);
        bool written = output_drain(&out);
        status = !made ? fail(&error) : written ? EXIT_DONE : EXIT_FAILED;
    }
    if (!output_flush(&out))
        status = EXIT_FAILED;
    buffer_release(&out);
    return status;
}

/* --- several --- */

static bool send_all(int to, const void *bytes, size_t size)
{
    for (const char *at = bytes; size > 0;) {
        ssize_t sent = write(to, at, size);
        if (sent < 0 && errno != EINTR)
            return false;
        at += sent > 0 ? sent : 0;
        size -= sent > 0 ? (size_t)sent : 0;
    }
    return true;
}

static bool receive_all(int from, void *bytes, size_t size)
{
    for (char *at = bytes; size > 0;) {
        ssize_t got = read(from, at, size);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        at += got > 0 ? got : 0;
        size -= got > 0 ? (size_t)got : 0;
    }
    return true;
}

static size_t chunk_end(const struct jobs *jobs, size_t first)
{
    return jobs->to - first < CHUNK ? jobs->to : first + CHUNK;
}

/* The work of process `number`: every count-th chunk. */
static void work(const struct jobs *jobs, int number, int to)
{
    struct buffer out = {0};
    struct error error = {0};
    bool made = true;
    size_t stride = (size_t)jobs->count * CHUNK;
    for (size_t i = jobs->from + (size_t)number * CHUNK; made && i < jobs->to; i += stride) {
        buffer_clear(&out);
        for (size_t k = i; made && k < chunk_end(jobs, i); k++)
            made = jobs->row(jobs->context, k, &out, &error);
        if (!made) {
            buffer_clear(&out);
            buffer_add(&out, &error, sizeof error);
        }
        struct piece piece = {out.size, !made};
        if (out.failed || !send_all(to, &piece, sizeof piece) || !send_all(to, out.data, out.size))
            break;
    }
    buffer_release(&out);
}

static bool start(const struct jobs *jobs, struct worker *workers, int number)
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    pid_t process = fork();
    if (process == 0) {
        close(ends[0]);
        for (int i = 0; i < number; i++)
            close(workers[i].from);
        work(jobs, number, ends[1]);
        _exit(EXIT_DONE);
    }
    close(ends[1]);
    if (process < 0) {
        close(ends[0]);
        return false;
    }
    workers[number] = (struct worker){process, ends[0]};
    return true;
}

/* The next piece of a process to standard output. */
static int pass_on(const struct worker *worker, struct buffer *out)
{
    struct piece piece;
    struct error error;
    if (!receive_all(worker->from, &piece, sizeof piece)) {
        report("a process that works out rows has ended");
        return EXIT_FAILED;
    }
    if (piece.failed)
        return receive_all(worker->from, &error, sizeof error) ? fail(&error) : EXIT_FAILED;
    char *bytes = malloc(piece.size + 1);
    bool ok = bytes && receive_all(worker->from, bytes, piece.size);
    if (ok)
        buffer_add(out, bytes, piece.size);
    free(bytes);
    return ok && output_drain(out) ? EXIT_DONE : EXIT_FAILED;
}

static void stop(struct worker *workers, int count)
{
    for (int i = 0; i < count; i++) {
        close(workers[i].from);
        kill(workers[i].process, SIGTERM);
    }
    for (int i = 0; i < count; i++)
        while (waitpid(workers[i].process, NULL, 0) < 0 && errno == EINTR)
            continue;
}

static int write_together(const struct jobs *jobs)
{
    struct worker workers[JOBS_MAX];
    struct buffer out = {0};
    int started = 0, status = EXIT_DONE;
    while (started < jobs->count && start(jobs, workers, started))
        started++;
    if (started < jobs->count) {
        report("can't start a process: %s", strerror(errno));
        status = EXIT_FAILED;
    }
    for (size_t i = jobs->from, turn = 0; status == EXIT_DONE && i < jobs->to; turn++) {
        status = pass_on(&workers[turn % (size_t)jobs->count], &out);
        i = chunk_end(jobs, i);
    }
    if (!output_flush(&out) && status == EXIT_DONE)
        status = EXIT_FAILED;
    stop(workers, started);
    buffer_release(&out);
    return status;
}

int jobs_write(const struct jobs *jobs)
{
    return jobs->count > 1 && jobs->to - jobs->from > CHUNK ? write_together(jobs)
                                                            : write_alone(jobs);
}
