#include "app/fit_model.h"

#include <stdlib.h>

#include "base/error.h"

void fit_model_release(struct fit_model *model)
{
    free(model->values);
    free(model->labels);
    free(model->prediction);
    *model = (struct fit_model){0};
}

bool fit_model_exists(const struct session *session, struct error *error)
{
    (void)session;
    return error_set(error, "no data: there is no fit to draw");
}

const struct fit *fit_model_of(struct fit_model *model, struct session *session, const double *x)
{
    (void)x;
    return fit_model_exists(session, NULL) ? &model->fit : NULL;
}
