#include "base/setting.h"

#include "base/buffer.h"
#include "base/text.h"

const char *setting_value(const struct setting_head *head, const char *given)
{
    return head && head->bare && !*given ? head->bare : given;
}

void setting_line(const char *name, const char *value, struct buffer *out)
{
    buffer_format(out, "%s %s\n", name, value);
}

void setting_option(const char *name, const char *value, struct buffer *out)
{
    buffer_format(out, " --%s ", name);
    text_quote(value, out);
}
