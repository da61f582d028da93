/* SPDX-License-Identifier: MIT */
#include "store/segment.h"

static const char *const names[ECOI_N_SECTIONS] = {
    [ECOI_SECTION_DOCUMENTS] = "documents",
    [ECOI_SECTION_DOC_BLOCKS] = "doc-blocks",
    [ECOI_SECTION_KEYS] = "keys",
    [ECOI_SECTION_KEY_SLOTS] = "key-slots",
    [ECOI_SECTION_LAYOUT] = "layout",
    [ECOI_SECTION_LENGTHS] = "lengths",
    [ECOI_SECTION_TITLE_LENGTHS] = "title-lengths",
    [ECOI_SECTION_DATES] = "dates",
    [ECOI_SECTION_SOURCES] = "sources",
    [ECOI_SECTION_SOURCE_NAMES] = "source-names",
    [ECOI_SECTION_FOCUS] = "focus",
    [ECOI_SECTION_MENTION] = "mention",
    [ECOI_SECTION_POSTINGS] = "postings",
    [ECOI_SECTION_TERMS] = "terms",
    [ECOI_SECTION_FORMS] = "forms",
    [ECOI_SECTION_SKETCHES] = "sketches",
};

const char *ecoi_section_name(ecoi_section section)
{
    return section < ECOI_N_SECTIONS && names[section] ? names[section] : "?";
}
