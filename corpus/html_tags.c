/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "corpus/html_impl.h"

static const struct {
    const char *name;
    ecoi_tag_kind kind;
} tags[ECOI_N_TAGS] = {
#define TAG_ROW(upper, name, kind) [ECOI_TAG_##upper] = {name, ECOI_TAG_##kind},
    ECOI_TAG_LIST(TAG_ROW)
#undef TAG_ROW
};

ecoi_tag ecoi_tag_of(const char *name)
{
    for (int tag = ECOI_TAG_OTHER + 1; tag < ECOI_N_TAGS; tag++)
        if (tags[tag].name[0] == name[0] && strcmp(tags[tag].name, name) == 0)
            return (ecoi_tag)tag;
    return ECOI_TAG_OTHER;
}

ecoi_tag_kind ecoi_tag_kind_of(ecoi_tag tag)
{
    return tags[tag].kind;
}
