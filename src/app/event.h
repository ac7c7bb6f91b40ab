/* What comes in from outside: keys, pasted text, a new size, the passing of time. */
#ifndef APP_EVENT_H
#define APP_EVENT_H

#include <stddef.h>
#include <stdint.h>

#include "cells/frame.h"

/* Keys that are no code points; printable keys are their code points. Backspace, whichever code
 * the terminal sends, is KEY_CODE_BACKSPACE; Return and Enter are KEY_CODE_ENTER. Control keys
 * are 1 to 26 (Ctrl-A …). */
enum key_code {
    KEY_CODE_TAB = 9,
    KEY_CODE_ENTER = 10,
    KEY_CODE_ESCAPE = 27,
    KEY_CODE_UP = 0x110000,
    KEY_CODE_DOWN,
    KEY_CODE_LEFT,
    KEY_CODE_RIGHT,
    KEY_CODE_HOME,
    KEY_CODE_END,
    KEY_CODE_PAGE_UP,
    KEY_CODE_PAGE_DOWN,
    KEY_CODE_BACKSPACE,
    KEY_CODE_DELETE,
    KEY_CODE_BACK_TAB
};

enum event_kind {
    EVENT_NONE, /* the wait timed out: time has passed, nothing else */
    EVENT_KEY,
    EVENT_MOUSE,
    EVENT_PASTE, /* a piece of pasted text: taken as text, never as a command */
    EVENT_RESIZE,
    EVENT_REDRAW,   /* the screen may be spoiled: paint it whole */
    EVENT_BACKDROP, /* the terminal has told its background, or that it tells none */
    EVENT_HANGUP    /* the terminal is gone: leave */
};

enum mouse_event {
    MOUSE_PRESS, /* of the first button, as the next two are */
    MOUSE_DRAW,  /* moved with the button held */
    MOUSE_RELEASE,
    MOUSE_WHEEL_UP,
    MOUSE_WHEEL_DOWN
};

struct event {
    enum event_kind kind;
    uint32_t key;           /* EVENT_KEY */
    int rows, columns;      /* EVENT_RESIZE */
    enum mouse_event mouse; /* EVENT_MOUSE */
    int row, column;        /* likewise, from 0 */
    enum backdrop backdrop; /* EVENT_BACKDROP */
    const char *text; /* EVENT_PASTE: size > 0 bytes of UTF-8, without controls other than tab and
                       * newline; borrowed until the next event */
    size_t size;
};

#endif
