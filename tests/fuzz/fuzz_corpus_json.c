/* SPDX-License-Identifier: MIT */
/* Any bytes as JSON: texts are well-formed, values as written lie inside the input and are JSON
 * themselves. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "corpus/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(int truth)
{
    if (!truth)
        abort();
}

static void check_inside(eco_text part, const char *text, size_t len)
{
    expect(part.ptr >= text && part.len > 0 && part.ptr + part.len <= text + len);
}

static void check_item(const ecoi_json_item *item, ecoi_json *inner, char *text, size_t len)
{
    ecoi_json_value value;
    expect(ecoi_utf8_valid_prefix(item->text.ptr, item->text.len) == item->text.len);
    expect(item->key.ptr == NULL || ecoi_utf8_valid_prefix(item->key.ptr, item->key.len) == item->key.len);
    check_inside(item->raw, text, len);
    expect(memchr(item->raw.ptr, '\0', item->raw.len) == NULL);
    expect(ecoi_json_parse(inner, (char *)item->raw.ptr, item->raw.len, &value) == ECOI_JSON_OK);
    expect(value.type == item->type && value.replaced == 0);
    if (item->raw_key.ptr == NULL)
        return;
    check_inside(item->raw_key, text, len);
    expect(ecoi_json_parse(inner, (char *)item->raw_key.ptr, item->raw_key.len, &value) == ECOI_JSON_OK);
    expect(value.type == ECOI_JSON_STRING);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ecoi_json *json = ecoi_json_new(), *inner = ecoi_json_new();
    char *text = malloc(size + ECOI_JSON_PADDING);
    ecoi_json_value value;
    expect(json != NULL && inner != NULL && text != NULL);
    memcpy(text, data, size);
    memset(text + size, '"', ECOI_JSON_PADDING);
    ecoi_json_result result = ecoi_json_parse(json, text, size, &value);
    expect(result != ECOI_JSON_NO_MEMORY && (result != ECOI_JSON_BAD || value.why != NULL));
    for (size_t i = 0; i < value.n_items; i++)
        check_item(&value.items[i], inner, text, size);
    free(text);
    ecoi_json_free(json);
    ecoi_json_free(inner);
    return 0;
}
