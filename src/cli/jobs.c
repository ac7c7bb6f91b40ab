#include "cli/jobs.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/number.h"
#include "cli/progress.h"
#include "cli/report.h"

enum {
    CHUNK_LEAST = 16, /* rows that a process makes in one go, */
    CHUNK_MOST = 2048,
    CHUNKS = 8,      /* so that each process makes about so many */
    AHEAD = 8 << 20, /* bytes of rows that may wait for those before them, a process */
    PATIENCE = 100   /* ms between two looks at who has interrupted */
};

enum piece_kind { PIECE_ROWS, PIECE_ERROR, PIECE_DONE };

/* What a process sends: rows, the message of the error that ends its work, or how many rows of the
 * present chunk are done. `size` bytes follow. */
struct piece {
    enum piece_kind kind;
    uint64_t size, done;
};

struct worker {
    pid_t process;
    int from;            /* the end of the pipe that is read; -1: it was closed */
    struct buffer bytes; /* read, and not written yet: pieces */
    size_t made, done;   /* rows of chunks that came whole, and of the next one */
};

/* The work as a whole. */
struct crew {
    const struct jobs *jobs;
    size_t chunk;
    struct progress progress;
    struct worker worker[JOBS_MAX];
    int count;
    size_t written; /* rows */
    struct buffer out;
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

static int fail(struct crew *crew, const struct error *error)
{
    progress_hide(&crew->progress);
    return error->message[0] ? report_error(NULL, error, "", 0) : EXIT_FAILED;
}

static size_t chunk_end(const struct crew *crew, size_t first)
{
    return crew->jobs->to - first < crew->chunk ? crew->jobs->to : first + crew->chunk;
}

/* To standard output, which a line of progress leaves alone. */
static bool write_out(struct crew *crew)
{
    progress_hide(&crew->progress);
    return output_flush(&crew->out);
}

/* --- one process --- */

static bool tell_alone(void *context, size_t done)
{
    struct crew *crew = context;
    return progress_tell(&crew->progress, crew->written + done);
}

static int write_alone(struct crew *crew)
{
    const struct jobs *jobs = crew->jobs;
    const struct jobs_teller teller = {tell_alone, crew};
    struct error error = {0};
    for (size_t i = jobs->from; i < jobs->to; i = chunk_end(crew, i)) {
        if (!jobs->rows(jobs->context, i, chunk_end(crew, i), &teller, &crew->out, &error))
            return fail(crew, &error);
        if (!write_out(crew))
            return EXIT_FAILED;
        crew->written = chunk_end(crew, i) - jobs->from;
    }
    return EXIT_DONE;
}

/* --- a process that works for another one --- */

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

static bool send_piece(int to, enum piece_kind kind, const void *bytes, size_t size, size_t done)
{
    struct piece piece = {kind, size, done};
    return send_all(to, &piece, sizeof piece) && send_all(to, bytes, size);
}

/* Whom a process tells, some times a second. */
struct sender {
    int to;
    struct timespec told;
};

static bool tell_parent(void *context, size_t done)
{
    struct sender *sender = context;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double passed = (double)(now.tv_sec - sender->told.tv_sec) +
                    (double)(now.tv_nsec - sender->told.tv_nsec) * 1e-9;
    if (passed < 0.1)
        return true;
    sender->told = now;
    return send_piece(sender->to, PIECE_DONE, NULL, 0, done);
}

/* The work of process `number`: every count-th chunk. */
static void work(const struct crew *crew, int number, int to)
{
    const struct jobs *jobs = crew->jobs;
    struct sender sender = {.to = to};
    const struct jobs_teller teller = {tell_parent, &sender};
    struct buffer out = {0};
    struct error error = {0};
    size_t stride = (size_t)jobs->count * crew->chunk;
    bool ok = true;
    clock_gettime(CLOCK_MONOTONIC, &sender.told);
    for (size_t i = jobs->from + (size_t)number * crew->chunk; ok && i < jobs->to; i += stride) {
        size_t end = chunk_end(crew, i);
        buffer_clear(&out);
        bool made = jobs->rows(jobs->context, i, end, &teller, &out, &error) && !out.failed;
        ok = made ? send_piece(to, PIECE_ROWS, out.data, out.size, end - i)
                  : send_piece(to, PIECE_ERROR, &error, sizeof error, 0) && false;
    }
    buffer_release(&out);
}

static bool start(struct crew *crew, int number)
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    pid_t process = fork();
    if (process == 0) {
        progress_leave();
        close(ends[0]);
        for (int i = 0; i < number; i++)
            close(crew->worker[i].from);
        work(crew, number, ends[1]);
        _exit(EXIT_DONE);
    }
    close(ends[1]);
    if (process < 0) {
        close(ends[0]);
        return false;
    }
    crew->worker[number] = (struct worker){.process = process, .from = ends[0]};
    return true;
}

/* --- the process that others work for --- */

/* Reads what a process has sent, as far as it is there. */
static void receive(struct worker *worker)
{
    char bytes[1 << 16];
    ssize_t got = read(worker->from, bytes, sizeof bytes);
    if (got > 0) {
        buffer_add(&worker->bytes, bytes, (size_t)got);
    } else if (got == 0 || errno != EINTR) {
        close(worker->from);
        worker->from = -1;
    }
}

/* Waits for a while until some process has sent something. */
static void receive_some(struct crew *crew)
{
    struct pollfd polled[JOBS_MAX];
    for (int i = 0; i < crew->count; i++) {
        const struct worker *worker = &crew->worker[i];
        bool full = worker->bytes.size > AHEAD;
        polled[i] = (struct pollfd){.fd = full ? -1 : worker->from, .events = POLLIN};
    }
    if (poll(polled, (nfds_t)crew->count, PATIENCE) > 0)
        for (int i = 0; i < crew->count; i++)
            if (polled[i].fd >= 0 && polled[i].revents)
                receive(&crew->worker[i]);
}

/* The first piece that a process has sent, once it is there as a whole. */
static const char *first_piece(const struct worker *worker, struct piece *piece)
{
    const struct buffer *bytes = &worker->bytes;
    if (bytes->size < sizeof *piece)
        return NULL;
    memcpy(piece, bytes->data, sizeof *piece);
    return bytes->size - sizeof *piece >= piece->size ? bytes->data + sizeof *piece : NULL;
}

static void drop_piece(struct worker *worker, const struct piece *piece)
{
    size_t size = sizeof *piece + piece->size;
    worker->bytes.size -= size;
    memmove(worker->bytes.data, worker->bytes.data + size, worker->bytes.size);
}

static size_t rows_done(const struct crew *crew)
{
    size_t done = 0;
    for (int i = 0; i < crew->count; i++)
        done += crew->worker[i].made + crew->worker[i].done;
    return done;
}

/* A piece of the process whose turn it is. */
static int take_piece(struct crew *crew, struct worker *worker, const struct piece *piece,
                      const char *bytes)
{
    struct error error;
    if (piece->kind == PIECE_ERROR) {
        memcpy(&error, bytes, sizeof error);
        return fail(crew, &error);
    }
    worker->done = piece->kind == PIECE_DONE ? piece->done : 0;
    if (piece->kind == PIECE_DONE)
        return EXIT_DONE;
    worker->made += piece->done;
    buffer_add(&crew->out, bytes, piece->size);
    if (!write_out(crew))
        return EXIT_FAILED;
    crew->written += piece->done;
    return EXIT_DONE;
}

/* Passes the next chunk on, which is that of the process `worker`. */
static int pass_on(struct crew *crew, struct worker *worker)
{
    struct piece piece = {.kind = PIECE_DONE};
    int status = EXIT_DONE;
    while (status == EXIT_DONE && piece.kind != PIECE_ROWS) {
        const char *bytes = first_piece(worker, &piece);
        if (bytes) {
            status = take_piece(crew, worker, &piece, bytes);
            drop_piece(worker, &piece);
        } else if (worker->from < 0 || worker->bytes.failed) {
            progress_hide(&crew->progress);
            report("a process that works out rows has ended");
            status = EXIT_FAILED;
        } else {
            piece.kind = PIECE_DONE;
            receive_some(crew);
            if (!progress_tell(&crew->progress, rows_done(crew)))
                status = EXIT_FAILED;
        }
    }
    return status;
}

static void stop(struct crew *crew)
{
    for (int i = 0; i < crew->count; i++) {
        struct worker *worker = &crew->worker[i];
        if (worker->from >= 0)
            close(worker->from);
        kill(worker->process, SIGTERM);
        buffer_release(&worker->bytes);
    }
    for (int i = 0; i < crew->count; i++)
        while (waitpid(crew->worker[i].process, NULL, 0) < 0 && errno == EINTR)
            continue;
}

static int write_together(struct crew *crew)
{
    const struct jobs *jobs = crew->jobs;
    int status = EXIT_DONE;
    while (crew->count < jobs->count && start(crew, crew->count))
        crew->count++;
    if (crew->count < jobs->count) {
        report("can't start a process: %s", strerror(errno));
        status = EXIT_FAILED;
    }
    size_t turn = 0;
    for (size_t i = jobs->from; status == EXIT_DONE && i < jobs->to; i = chunk_end(crew, i))
        status = pass_on(crew, &crew->worker[turn++ % (size_t)jobs->count]);
    stop(crew);
    return status;
}

int jobs_write(const struct jobs *jobs)
{
    struct crew crew = {.jobs = jobs};
    size_t rows = jobs->to - jobs->from;
    size_t chunk = rows / (CHUNKS * (size_t)jobs->count) + 1;
    crew.chunk = chunk < CHUNK_LEAST ? CHUNK_LEAST : chunk > CHUNK_MOST ? CHUNK_MOST : chunk;
    progress_begin(&crew.progress, "runs", rows);
    int status = jobs->count > 1 && rows > crew.chunk ? write_together(&crew) : write_alone(&crew);
    progress_end(&crew.progress, crew.written);
    buffer_release(&crew.out);
    return status;
}
