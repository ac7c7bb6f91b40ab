#include <config.h>

#include "term/output.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { CELL_BYTES = 64 };

static FILE *memory_file(void)
{
#ifdef HAVE_MEMFD_CREATE
    int fd = memfd_create("ttydescent screen", MFD_CLOEXEC);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w+");
    if (file)
        return file;
    if (fd >= 0)
        close(fd);
#endif
    return tmpfile();
}

bool output_init(struct output *output, int fd)
{
    output->fd = fd;
    output->sent = 0;
    buffer_init(&output->frame);
    output->memory = memory_file();
    return output->memory != NULL;
}

size_t output_cells(void)
{
    struct rlimit limit;
    bool limited = getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
    return limited ? (size_t)limit.rlim_cur / CELL_BYTES : SIZE_MAX;
}

void output_release(struct output *output)
{
    buffer_release(&output->frame);
    if (output->memory)
        fclose(output->memory);
    output->memory = NULL;
}

bool output_ready(const struct output *output)
{
    return output->sent >= output->frame.size;
}

/* The length of the colours and attributes (SGR, "\033[1;31m") that stand at text[size]; 0:
 * none. */
static size_t sgr_length(const char *text, size_t size)
{
    size_t i = 2;
    if (size < 3 || text[0] != '\033' || text[1] != '[')
        return 0;
    while (i < size && ((text[i] >= '0' && text[i] <= '9') || text[i] == ';'))
        i++;
    return i < size && text[i] == 'm' ? i + 1 : 0;
}

static bool is_reset(const char *sgr)
{
    return sgr[2] == 'm' || sgr[2] == ';' || (sgr[2] == '0' && (sgr[3] == 'm' || sgr[3] == ';'));
}

/* Shortens what ncurses writes: of several SGR in a row it makes one, without what is reset again;
 * and it leaves out the end of line drawing, which never begins. */
static void squeeze(struct buffer *frame)
{
    char *text = frame->data;
    size_t to = 0, from = 0, sgr = SIZE_MAX; /* where the SGR begins that ends at `to` */
    while (from < frame->size) {
        size_t length = sgr_length(text + from, frame->size - from);
        if (frame->size - from >= 3 && memcmp(text + from, "\033(B", 3) == 0) {
            from += 3;
            continue;
        }
        bool follows = length > 0 && sgr != SIZE_MAX;
        if (follows && is_reset(text + from)) {
            to = sgr;
        } else if (follows) {
            text[to - 1] = ';';
            from += 2;
            length -= 2;
        } else {
            sgr = length > 0 ? to : SIZE_MAX;
        }
        length = length > 0 ? length : 1;
        memmove(text + to, text + from, length);
        to += length;
        from += length;
    }
    frame->size = to;
}

void output_begin(struct output *output)
{
    buffer_clear(&output->frame);
    output->sent = 0;
}

bool output_end(struct output *output)
{
    bool failed = output->frame.failed;
    if (failed)
        buffer_release(&output->frame); /* forgets that it failed, too */
    return !failed;
}

/* ncurses writes at the file's offset, so the offset is the size of what is new. */
bool output_take(struct output *output)
{
    int fd = fileno(output->memory);
    off_t size = lseek(fd, 0, SEEK_CUR), done = 0;
    char bytes[8192];

    output_begin(output);
    while (done < size) {
        size_t want = size - done < (off_t)sizeof bytes ? (size_t)(size - done) : sizeof bytes;
        ssize_t got = pread(fd, bytes, want, done);
        if (got <= 0)
            break;
        buffer_add(&output->frame, bytes, (size_t)got);
        done += got;
    }
    if (size > 0)
        lseek(fd, 0, SEEK_SET);
    if (done == size)
        squeeze(&output->frame);
    else
        output->frame.failed = true;
    return output_end(output);
}

void output_add(struct output *output, const char *bytes)
{
    buffer_text(&output->frame, bytes);
}

void output_wrap(struct output *output, const char *before, const char *after)
{
    struct buffer *frame = &output->frame;
    size_t size = frame->size, first = strlen(before);
    buffer_text(frame, before);
    if (!frame->failed) {
        memmove(frame->data + first, frame->data, size);
        memcpy(frame->data, before, first);
    }
    buffer_text(frame, after);
}

bool output_send(struct output *output)
{
    if (output_ready(output))
        return true;
    ssize_t size =
        write(output->fd, output->frame.data + output->sent, output->frame.size - output->sent);
    if (size > 0)
        output->sent += (size_t)size;
    return size >= 0 || errno == EAGAIN || errno == EINTR;
}

void output_drop(struct output *output)
{
    lseek(fileno(output->memory), 0, SEEK_SET);
    buffer_clear(&output->frame);
    output->sent = 0;
}
