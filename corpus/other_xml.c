/* SPDX-License-Identifier: MIT */
/* XML that is no document of ours (site maps, drawings, data): named and passed over, not read as text. */
#include <string.h>

#include "corpus/kind.h"

static bool sniff(const char *name, const char *head, size_t len)
{
    (void)name;
    return len > 5 && memcmp(head, "<?xml", 5) == 0;
}

static ecoi_step next(ecoi_reading *reading)
{
    eco_text head = ecoi_input_peek(&reading->input, ECOI_KIND_HEAD),
             root = ecoi_xml_root(head.ptr, head.len);
    ecoi_reading_reject(reading, ECO_REJECT_TYPE, 0,
                        "XML that is neither a feed nor a dump of a wiki: <%.*s>",
                        (int)(root.len < 60 ? root.len : 60), root.len > 0 ? root.ptr : "");
    return ECOI_STEP_END;
}

const ecoi_kind ecoi_kind_xml = {"xml", sniff, next};
