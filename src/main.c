/* ttydescent: gradient descent in a text terminal. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stdio.h>

int main(void)
{
    return puts(PACKAGE_STRING) < 0;
}
