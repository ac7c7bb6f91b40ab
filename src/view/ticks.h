/* Round numbers along an axis, and where they are written. */
#ifndef VIEW_TICKS_H
#define VIEW_TICKS_H

enum { TICKS_MAX = 9, TICK_SIZE = 48 };

struct tick {
    int at; /* the first column of the text from the left, or its row from the top */
    char text[TICK_SIZE];
};

struct ticks {
    int count;
    struct tick tick[TICKS_MAX]; /* from low to high */
};

/* The multiples of 1, 2 or 5 times a power of ten in a window (Heckbert, 1990, Graphics Gems, pp.
 * 61-63), as close together as they can be read: at most nine, with three blanks between them
 * across, and two rows up, or one where there are fewer than twelve. All have the same decimals;
 * where that is longer than six characters, and shorter with an exponent, they share one:
 * "-0.5e-7", "0", "0.5e-7". Each stands in the middle of its place across, or as near to that as it
 * is whole within the cells. There are none where low < high does not hold, where the difference is
 * infinite, or where there is no room for two. */
void ticks_across(struct ticks *ticks, double low, double high, int columns);
void ticks_up(struct ticks *ticks, double low, double high, int rows);

/* The same on an axis on which a factor is as long everywhere, 0 < low < high: 1, 2 and 5 times
 * each power of ten, or the powers alone, or every second of them, and so on; as they are short to
 * write: "0.002", "1e-05". */
void ticks_log_across(struct ticks *ticks, double low, double high, int columns);
void ticks_log_up(struct ticks *ticks, double low, double high, int rows);

/* The columns of the longest text. */
int ticks_width(const struct ticks *ticks);

#endif
