#include "problem/interrupt.h"

void interrupt_begin(struct interrupt *interrupt)
{
    if (!interrupt)
        return;
    interrupt->armed = true;
    interrupt->made = false;
    interrupt->left = 0;
}

bool interrupt_end(struct interrupt *interrupt)
{
    bool made = interrupt_made(interrupt);
    if (interrupt)
        interrupt->armed = interrupt->made = false;
    return made;
}
