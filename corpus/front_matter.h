/* SPDX-License-Identifier: MIT */
/*
 * What stands before a text of Markdown about it: between lines "---" (YAML) or "+++" (TOML). Of either,
 * lines "key: value" or "key = value" are read, and the first item of a list; what is nested is passed over.
 */
#ifndef ECOI_CORPUS_FRONT_MATTER_H
#define ECOI_CORPUS_FRONT_MATTER_H

#include <ecosearch/base.h>

typedef struct ecoi_front_matter {
    eco_text title, date, author, url, language; /* without quotes; empty: not said */
} ecoi_front_matter;

/* Bytes of the front matter that `text` begins with, its last line included; 0: none, or it does not end. */
size_t ecoi_front_matter_read(eco_text text, ecoi_front_matter *out);

#endif
