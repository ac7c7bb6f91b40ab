/* ttydescent: gradient descent in a text terminal. The commands are the table in cli/commands.c. */
#include "cli/subcommand.h"

int main(int argc, char **argv)
{
    return command_main(argc, argv);
}
