/* SPDX-License-Identifier: MIT */
/*
 * XML as a stream of elements and text, by libxml2's SAX interface fed a piece at a time.
 *
 * No document type is believed: what it declares is passed over, so no entity can grow or name a file, and
 * nothing is ever fetched. The entities of HTML (&nbsp;, &eacute;), which feeds use without a right to, stand
 * for themselves; other undeclared ones are left out. Reading goes on behind an error where libxml2 can; the
 * first one is kept. Elements may be nested 256 deep, a tag be 10 MB long.
 */
#ifndef ECOI_CORPUS_XML_H
#define ECOI_CORPUS_XML_H

#include "corpus/input.h"

typedef struct ecoi_xml_element {
    const char *name;          /* without its prefix */
    const char *prefix, *uri;  /* NULL: none */
    const unsigned char **raw; /* of the attributes: libxml2's five pointers each */
    size_t n_attributes;
} ecoi_xml_element;

/* What is told of a document; any of them may be called again until the piece at hand is done. */
typedef struct ecoi_xml_handler {
    void (*start)(void *user, const ecoi_xml_element *element);
    void (*end)(void *user, const ecoi_xml_element *element); /* without attributes */
    void (*text)(void *user, eco_text text);
} ecoi_xml_handler;

typedef enum ecoi_xml_step {
    ECOI_XML_MORE,
    ECOI_XML_END, /* of the document or of what can be read of it */
    ECOI_XML_NO_MEMORY
} ecoi_xml_step;

typedef struct ecoi_xml ecoi_xml;

/* A parser for one document; NULL when memory ran out. `handler` must outlive it. */
ecoi_xml *ecoi_xml_new(const ecoi_xml_handler *handler, void *user);
void ecoi_xml_free(ecoi_xml *xml);

/* Takes a piece of at most a few kilobytes from the input. */
ecoi_xml_step ecoi_xml_feed(ecoi_xml *xml, ecoi_input *input);

/* "line 12: ..." of the first error, or NULL. */
const char *ecoi_xml_error(const ecoi_xml *xml);

/* The value of the attribute of this local name, unknown where there is none. */
eco_text ecoi_xml_attribute(const ecoi_xml_element *element, const char *name);

/* Appends text with &, < and > escaped; false when memory ran out. */
bool ecoi_xml_escape(ecoi_buf *out, eco_text text);

/* The name, with its prefix, of the first element of what begins with these bytes; unknown where it is no
 * XML or the element comes later. */
eco_text ecoi_xml_root(const char *head, size_t len);

#endif
