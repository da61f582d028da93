/* SPDX-License-Identifier: MIT */
/* Pages that crawlers store as they are, in a field of a record. */
#include "corpus/html.h"
#include "corpus/record_impl.h"

bool ecoi_record_has_html(const ecoi_record *record)
{
    const ecoi_json_item *html = record->known[ECOI_FIELD_HTML];
    return html != NULL && html->type == ECOI_JSON_STRING && record->known[ECOI_FIELD_BODY] == NULL;
}

/* Takes the page's titles back where the record has one, which is the first passage. */
static void keep_one_title(ecoi_draft *draft)
{
    size_t n = 1;
    for (size_t i = 1; i < draft->n_passages; i++)
        if (draft->passages[i].zone != ECO_ZONE_TITLE)
            draft->passages[n++] = draft->passages[i];
    draft->n_passages = n;
}

ecoi_step ecoi_record_html(ecoi_record *record)
{
    ecoi_draft *draft = &record->reading->draft;
    eco_document stated = draft->document;
    bool has_title = draft->n_passages > 0;
    ecoi_html_page page = {record->known[ECOI_FIELD_HTML]->text, "utf-8", stated.url};
    ecoi_step step = ecoi_html_read(record->reading, &page, record->where);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    if (has_title)
        keep_one_title(draft);
    if (stated.url.len > 0)
        draft->document.url = stated.url;
    if (stated.date.year != 0)
        draft->document.date = stated.date;
    return step;
}
