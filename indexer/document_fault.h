/* SPDX-License-Identifier: MIT */
#ifndef ECOI_INDEXER_DOCUMENT_FAULT_H
#define ECOI_INDEXER_DOCUMENT_FAULT_H

#include <ecosearch/document.h>

/* What makes a document impossible to index by the rules of ecosearch/document.h, as the end of a sentence
 * about it ("its date is none"), or NULL. Its fields are not looked at. */
const char *ecoi_document_fault(const eco_document *document);

#endif
