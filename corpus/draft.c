/* SPDX-License-Identifier: MIT */
#include "corpus/draft.h"

#include <stdlib.h>

#include "base/buf.h"

void ecoi_draft_reset(ecoi_draft *draft)
{
    draft->document = (eco_document){0};
    draft->n_passages = 0;
    draft->bad_date = draft->damaged = draft->has_shares = false;
    draft->replaced = 0;
    ecoi_arena_reset(&draft->texts);
}

void ecoi_draft_dispose(ecoi_draft *draft)
{
    ecoi_arena_dispose(&draft->texts);
    free(draft->passages);
    *draft = (ecoi_draft){0};
}

bool ecoi_draft_add(ecoi_draft *draft, eco_zone zone, eco_text text)
{
    if (!ecoi_grow(&draft->passages, &draft->cap_passages, draft->n_passages + 1, sizeof *draft->passages))
        return false;
    draft->passages[draft->n_passages++] = (eco_passage){zone, text};
    return true;
}

static bool add_region(ecoi_draft *draft, eco_region_share share)
{
    eco_document *document = &draft->document;
    for (size_t i = 0; i < document->n_regions; i++)
        if (draft->regions[i].region == share.region)
            return false;
    draft->regions[document->n_regions++] = share;
    return true;
}

void ecoi_draft_add_region(ecoi_draft *draft, size_t region)
{
    (void)add_region(draft, (eco_region_share){.region = (uint8_t)region, .focus = true});
}

bool ecoi_draft_add_share(ecoi_draft *draft, eco_region_share share)
{
    draft->has_shares = true;
    return add_region(draft, share);
}

const eco_document *ecoi_draft_finish(ecoi_draft *draft)
{
    eco_document *document = &draft->document;
    document->passages = draft->passages;
    document->n_passages = draft->n_passages;
    document->regions = draft->regions;
    for (size_t i = 0; !draft->has_shares && i < document->n_regions; i++)
        draft->regions[i].share = 1.0f / (float)document->n_regions;
    return document;
}
