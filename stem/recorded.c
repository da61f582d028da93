/* SPDX-License-Identifier: MIT */
#include "stem/recorded.h"

#include <string.h>

#include "base/error.h"

eco_status ecoi_analyser_recorded(const char *dir, const char *name, const char *fingerprint,
                                  eco_text user_words, ecoi_analyser **out, eco_error *error)
{
    eco_status status = ecoi_analyser_new_with(name, user_words, out, error);
    if (status == ECO_E_DATA)
        return ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged: the user's words make no sense", dir);
    if (status || strcmp(ecoi_analyser_fingerprint(*out), fingerprint) == 0)
        return status;
    status = ecoi_error_set(error, ECO_E_ANALYSER,
                            "%s: made with text analysis %s, this program has %s: build the index again%s",
                            dir, fingerprint, ecoi_analyser_fingerprint(*out),
                            user_words.len ? ", with its files of protected words and stems" : "");
    ecoi_analyser_free(*out);
    *out = NULL;
    return status;
}
