/* The smallest program with ncurses: what a start takes at least. It shows a word and waits for a
 * key. */
#include <config.h>

#include <curses.h>
#include <locale.h>

int main(void)
{
    setlocale(LC_ALL, "");
    initscr();
    start_color();
    addstr("hello");
    refresh();
    getch();
    return endwin();
}
