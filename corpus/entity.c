/* SPDX-License-Identifier: MIT */
#include "corpus/entity.h"

#include <stdio.h>
#include <stdlib.h>

#include <libxml/HTMLparser.h>

#include "base/utf8.h"

size_t ecoi_entity_decode(eco_text text, char out[4], size_t *out_len)
{
    enum { LONGEST = 12 };
    char name[LONGEST];
    size_t n = 1;
    *out_len = 0;
    while (n < text.len && n < LONGEST && text.ptr[n] != ';')
        n++;
    if (n >= text.len || n == LONGEST || n < 3)
        return 0;
    snprintf(name, sizeof name, "%.*s", (int)(n - 1), text.ptr + 1);
    uint32_t c = 0;
    if (name[0] == '#') {
        bool hex = (name[1] | 0x20) == 'x';
        c = (uint32_t)strtoul(name + 1 + hex, NULL, hex ? 16 : 10);
    } else {
        const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);
        c = known != NULL ? known->value : 0;
    }
    if (c < 0x20 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
        return 0;
    *out_len = ecoi_utf8_encode(c, out);
    return n + 1;
}
