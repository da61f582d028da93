/* SPDX-License-Identifier: MIT */
/* Any bytes as a dictionary, a column of texts and a column of numbers: what is handed out lies inside them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "store/blob.h"
#include "store/column.h"
#include "store/dictionary.h"
#include "tests/store/require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_ASKED = 500 };

static void check_inside(const void *part, size_t part_len, const uint8_t *bytes, size_t len)
{
    const uint8_t *p = part;
    REQUIRE(p >= bytes && p <= bytes + len && part_len <= (size_t)(bytes + len - p));
}

static void check_entry(const ecoi_dictionary_entry *entry, const uint8_t *bytes, size_t len)
{
    REQUIRE(entry->key_len >= 1 && entry->key_len <= ECOI_ENTRY_MAX && !entry->damaged);
    REQUIRE(entry->key[entry->key_len] == '\0');
    check_inside(entry->payload, entry->payload_len, bytes, len);
}

static void check_no_entry(const ecoi_dictionary_entry *entry)
{
    REQUIRE(entry->key_len == 0);
}

static void check_dictionary(const uint8_t *bytes, size_t len)
{
    ecoi_dictionary d;
    ecoi_dictionary_entry entry, other;
    if (!ecoi_dictionary_open(&d, bytes, len))
        return;
    uint32_t n = 0;
    eco_text before = {NULL, 0};
    char key[ECOI_ENTRY_MAX];
    for (bool more = ecoi_dictionary_seek(&d, "", 0, &entry); more; more = ecoi_dictionary_next(&entry)) {
        REQUIRE(entry.ordinal == n++);
        check_entry(&entry, bytes, len);
        REQUIRE(ecoi_text_compare(before, (eco_text){entry.key, entry.key_len}) < 0);
        memcpy(key, entry.key, entry.key_len);
        before = (eco_text){key, entry.key_len};
        if (n > MOST_ASKED)
            continue;
        if (ecoi_dictionary_find(&d, entry.key, entry.key_len, &other))
            check_entry(&other, bytes, len);
        entry.key[entry.key_len - 1]++; /* beside what is there */
        if (ecoi_dictionary_seek(&d, entry.key, entry.key_len, &other))
            check_entry(&other, bytes, len);
        entry.key[entry.key_len - 1]--;
    }
    check_no_entry(&entry);
    REQUIRE(n <= d.n);
    for (uint32_t i = 0; i <= d.n && i < MOST_ASKED; i++)
        if (ecoi_dictionary_at(&d, d.n - i, &entry))
            check_entry(&entry, bytes, len);
        else
            check_no_entry(&entry);
}

static void check_texts(const uint8_t *bytes, size_t len)
{
    ecoi_blob blob;
    eco_text text;
    if (!ecoi_blob_open(&blob, bytes, len))
        return;
    for (uint32_t i = 0; i < blob.n; i++)
        if (ecoi_blob_get(&blob, i, &text))
            check_inside(text.ptr, text.len, bytes, len);
}

static void check_numbers(const uint8_t *bytes, size_t len, uint32_t n)
{
    ecoi_column column;
    if (ecoi_column_open(&column, bytes, len, n))
        for (uint32_t i = 0; i < n; i++)
            REQUIRE(column.width == 4 || column.width == 0 ||
                    !(ecoi_column_get(&column, i) >> 8 * column.width));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *bytes = malloc(size + 1);
    REQUIRE(bytes);
    memcpy(bytes, data, size);
    bytes = realloc(bytes, size ? size : 1);
    check_dictionary(bytes, size);
    check_texts(bytes, size);
    for (uint32_t width = 0; width <= 4 && size >= 8; width++)
        check_numbers(bytes, size, width ? (uint32_t)((size - 8) / width) : 100);
    free(bytes);
    return 0;
}
