/* SPDX-License-Identifier: MIT */
/* Any bytes as what a database of another engine holds of a document: its record and words, its stored texts,
 * its numbers, a term's name, and the document that comes of it. */
#include <stdlib.h>
#include <string.h>

#include "indexer/import_document.h"
#include "store/engine_forward.h"
#include "store/engine_names.h"
#include "store/engine_record.h"
#include "tests/store/require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_words(eco_text words, ecoi_arena *arena)
{
    ecoi_forward forward, search;
    ecoi_forward_open(&forward, words);
    ecoi_forward_open(&search, words);
    while (ecoi_forward_next(&forward) && ecoi_forward_read(&forward)) {
        uint32_t *numbers = malloc((size_t)forward.n * sizeof *numbers);
        eco_text *forms;
        size_t n_forms;
        REQUIRE(numbers && forward.text_len && forward.text_len < ECOI_FORWARD_TEXT);
        ecoi_forward_positions(&forward, numbers);
        if (forward.has_forms) {
            REQUIRE(ecoi_forward_get_forms(&forward, arena, &forms, &n_forms, numbers));
            for (uint32_t i = 0; n_forms && i < forward.n; i++)
                REQUIRE(numbers[i] < n_forms);
        }
        free(numbers);
        (void)ecoi_forward_find(&search, (eco_text){forward.text, forward.text_len});
    }
}

static void read_name(eco_text bytes)
{
    eco_text texts[ECOI_NAME_TEXTS_MAX];
    char key[ECOI_CUT_KEY];
    for (size_t n = 1; n <= ECOI_NAME_TEXTS_MAX; n++)
        if (ecoi_name_parse(bytes, n, texts))
            for (size_t i = 0; i < n; i++)
                REQUIRE(!ecoi_name_is_cut(texts[i], key) || strlen(key) == ECOI_CUT_KEY - 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ecoi_arena arena = {0};
    ecoi_record record;
    eco_document document;
    ecoi_segment_numbers numbers;
    char *copy = malloc(size + 1); /* exactly as long as the bytes, for AddressSanitizer */
    REQUIRE(copy);
    copy = realloc(copy, size ? size : 1);
    memcpy(copy, data, size);
    eco_text bytes = {copy, size};
    if (ecoi_record_get(bytes, &arena, &record, NULL) == ECO_OK)
        read_words(record.words, &arena);
    record.key = bytes;
    (void)!ecoi_data_get(bytes, &record, &arena, &document, NULL);
    (void)ecoi_numbers_get(bytes, &numbers);
    read_name(bytes);
    const ecoi_engine_value value = {0, bytes};
    const ecoi_engine_posting posting = {bytes, NULL, 1};
    ecoi_engine_raw raw = {.docid = 1, .data = bytes, .values = &value, .n_values = 1};
    raw.terms = &posting;
    raw.n_terms = size > 0;
    REQUIRE(ecoi_import_document(&raw, &arena, &document));
    ecoi_arena_dispose(&arena);
    free(copy);
    return 0;
}
