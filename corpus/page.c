/* SPDX-License-Identifier: MIT */
/* Plain text: the whole file is one document. */
#include <string.h>

#include "base/bytes.h"
#include "corpus/date_words.h"
#include "corpus/page.h"
#include "corpus/traits.h"

/* One control character in this many bytes is too many for text; random bytes have one in ten. */
enum { BYTES_PER_CONTROL = 20 };

enum { HEAD_LINES = 20, DATE_LINE_LEN = 120 };

static bool sniff(const char *name, const char *head, size_t len)
{
    (void)name;
    (void)head;
    (void)len;
    return true;
}

static bool is_control(uint8_t byte)
{
    return byte < 0x20 && (byte < '\t' || byte > '\r') && byte != 0x1b;
}

/* Whether one of eight bytes is below 0x20; may say yes where the byte after such a one is 0x20. */
static bool has_low(uint64_t bytes)
{
    return ((bytes - 0x2020202020202020u) & ~bytes & 0x8080808080808080u) != 0;
}

static bool is_binary(eco_text text)
{
    size_t n = 0;
    if (memchr(text.ptr, '\0', text.len) != NULL)
        return true;
    for (size_t i = 0, stop; i < text.len; i = stop) {
        stop = text.len - i < 8 ? text.len : i + 8;
        if (stop == i + 8 && !has_low(ecoi_load64(text.ptr + i)))
            continue;
        for (size_t j = i; j < stop; j++)
            n += is_control((uint8_t)text.ptr[j]);
    }
    return n > text.len / BYTES_PER_CONTROL;
}

static bool add_zone(ecoi_reading *reading, bool title)
{
    const ecoi_paragraphs *paragraphs = &reading->paragraphs;
    for (size_t i = 0; i < paragraphs->n; i++) {
        const ecoi_paragraph *paragraph = &paragraphs->items[i];
        if ((paragraph->zone == ECO_ZONE_TITLE) == title &&
            !ecoi_draft_add(&reading->draft, paragraph->zone, paragraph->text))
            return false;
    }
    return true;
}

/* The date in a short line above the prose: "Publié le 12 mai 2016". It counts where nothing else dates the
 * page. */
static void find_date(const ecoi_paragraphs *paragraphs, eco_date *date)
{
    for (size_t i = 0; i < paragraphs->n && i < HEAD_LINES && date->year == 0; i++) {
        const ecoi_paragraph *line = &paragraphs->items[i];
        if (line->traits & ECOI_TRAIT_PROSE)
            return;
        if (line->text.len <= DATE_LINE_LEN && line->zone != ECO_ZONE_TITLE && line->zone != ECO_ZONE_COMMENT)
            (void)ecoi_date_find(line->text, 0, date);
    }
}

static ecoi_step read_text(ecoi_reading *reading, eco_text text, uint64_t record)
{
    ecoi_paragraphs *paragraphs = &reading->paragraphs;
    if (!ecoi_reading_decode(reading, text, &text) || !ecoi_paragraphs_split(paragraphs, text))
        return ECOI_STEP_NO_MEMORY;
    ecoi_paragraphs_unwrap(paragraphs);
    if (paragraphs->n == 0) {
        ecoi_reading_reject(reading, ECO_REJECT_EMPTY, record, "nothing but white space");
        return ECOI_STEP_AGAIN;
    }
    eco_document *document = &reading->draft.document;
    document->partial =
        ecoi_zones_of_page(&reading->phrases, document->source, paragraphs->items, paragraphs->n);
    find_date(paragraphs, &document->date);
    return add_zone(reading, true) && add_zone(reading, false) ? ECOI_STEP_DOCUMENT : ECOI_STEP_NO_MEMORY;
}

ecoi_step ecoi_page_read(ecoi_reading *reading, eco_text text, uint64_t record)
{
    if (is_binary(text)) {
        ecoi_reading_reject(reading, ECO_REJECT_BINARY, record, "NUL bytes or control characters");
        return ECOI_STEP_AGAIN;
    }
    return read_text(reading, text, record);
}

static ecoi_step reject(ecoi_reading *reading, eco_reject_reason reason, const char *why)
{
    ecoi_reading_reject(reading, reason, 0, "%s", why);
    return ECOI_STEP_END;
}

ecoi_step ecoi_page_take(ecoi_reading *reading, eco_text *text)
{
    uint64_t max = reading->options->max_record_bytes;
    if (reading->record++ > 0)
        return ECOI_STEP_END;
    *text = ecoi_input_peek(&reading->input, max + 1);
    if (reading->input.problem != ECOI_INPUT_FINE)
        return ECOI_STEP_END;
    if (text->len > max)
        return reject(reading, ECO_REJECT_TOO_LONG, "a page of text longer than one may be");
    if (is_binary(*text))
        return reject(reading, ECO_REJECT_BINARY, "NUL bytes or control characters");
    ecoi_step step = ecoi_reading_name(reading, 0);
    if (step == ECOI_STEP_DOCUMENT && !ecoi_reading_folder(reading))
        return ECOI_STEP_NO_MEMORY;
    reading->draft.document.date = ecoi_reading_file_date(reading);
    return step;
}

static ecoi_step next(ecoi_reading *reading)
{
    eco_text text;
    ecoi_step step = ecoi_page_take(reading, &text);
    return step == ECOI_STEP_DOCUMENT ? read_text(reading, text, 0) : step;
}

const ecoi_kind ecoi_kind_page = {"page", sniff, next};
