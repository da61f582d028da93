/* SPDX-License-Identifier: MIT */
#include "indexer/document_fault.h"

#include <ecosearch/places.h>

#include <string.h>

#include "corpus/draft.h"

/* Shares are stored in 16 bits: those of one document may sum to a little more than they were. */
#define SHARES_MAX 1.001f

static const char *fault_of_passages(const eco_document *document)
{
    if (document->n_passages && !document->passages)
        return "its passages are missing";
    for (size_t i = 0; i < document->n_passages; ++i) {
        const eco_passage *passage = &document->passages[i];
        if ((unsigned)passage->zone >= ECO_N_ZONES)
            return "a passage has a zone that is none";
        if (passage->text.len && !passage->text.ptr)
            return "a passage has a length but no text";
        if (passage->text.len > UINT32_MAX)
            return "a passage is longer than 4 GiB";
    }
    return NULL;
}

static const char *fault_of_regions(const eco_document *document)
{
    bool seen[ECO_N_REGIONS] = {false};
    float sum = 0;
    if (document->n_regions && !document->regions)
        return "its regions are missing";
    for (size_t i = 0; i < document->n_regions; ++i) {
        const eco_region_share *one = &document->regions[i];
        if (one->region >= ECO_N_REGIONS)
            return "it has a region that is none";
        if (seen[one->region])
            return "it has a region twice";
        if (!(one->share > 0 && one->share <= 1)) /* NaN too */
            return "it has a region whose share is not in (0, 1]";
        seen[one->region] = true;
        sum += one->share;
    }
    return sum > SHARES_MAX ? "the shares of its regions sum to more than 1" : NULL;
}

static bool is_date(eco_date date)
{
    char text[16];
    eco_date again;
    if (date.year == 0)
        return date.month == 0 && date.day == 0;
    if (date.year < 0 || date.year > 9999 || (date.month == 0 && date.day != 0))
        return false;
    eco_date_format(date, text);
    return eco_date_parse(text, strlen(text), &again) == ECO_OK && again.month == date.month &&
           again.day == date.day;
}

const char *ecoi_document_fault(const eco_document *document)
{
    if (!document->key.ptr || document->key.len == 0)
        return "it has no key";
    if (document->key.len > ECOI_KEY_MAX)
        return "its key is longer than 1024 bytes";
    if (!is_date(document->date))
        return "its date is none";
    const char *fault = fault_of_passages(document);
    return fault ? fault : fault_of_regions(document);
}
