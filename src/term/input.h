/* Bytes from the terminal to keys, pasted text and answers. Does no waiting of its own, so that a
 * resize or a signal is never lost while an escape sequence is incomplete. */
#ifndef TERM_INPUT_H
#define TERM_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "app/event.h"

enum { INPUT_SIZE = 4096 };

/* A key's sequence as terminfo has it. */
struct key_sequence {
    enum key_code key;
    const char *bytes; /* borrowed; NULL: none */
};

struct input {
    int fd;                          /* the terminal, non-blocking; borrowed */
    const struct key_sequence *keys; /* ends with bytes NULL; looked at before the standard's
                                      * sequences (ECMA-48); borrowed */
    char bytes[INPUT_SIZE];
    size_t begin, end; /* what is not decoded yet */
    double read_at;    /* when the last byte came, seconds */
    bool pasting;      /* between the brackets of a paste */
    int due;           /* answers that have not come yet */
    double patient;    /* until then, seconds, it may well come in pieces */
    bool synchronizes; /* the terminal has told that it knows synchronized updates */
};

void input_init(struct input *input, int fd, const struct key_sequence *keys);

/* What the terminal is asked: its background (OSC 11), whether it knows synchronized updates
 * (DECRQM of the mode 2026), and then what it is (DA1), which all answer, so that this tells the
 * end. The first answer is an EVENT_BACKDROP, however late it comes. */
extern const char input_question[];

/* The question has been sent. */
void input_ask(struct input *input, double now);

/* For how many seconds from now answers are worth waiting for. */
double input_awaits(const struct input *input, double now);

/* Reads what is there. False at the end of input: the terminal has hung up. */
bool input_read(struct input *input, double now);

/* Decodes the next key, or all of the pasted text that is there, whose event borrows it until the
 * next call. False where there is nothing that is complete. `late`: nothing more has come for
 * input_patience seconds, so what is incomplete is taken for what it is. Sequences that mean
 * nothing here are skipped. */
bool input_next(struct input *input, bool late, struct event *event);

/* For how many seconds from now more bytes may yet complete what is there; negative: nothing is
 * incomplete. */
double input_patience(const struct input *input, double now);

#endif
