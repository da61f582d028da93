/* SPDX-License-Identifier: MIT */
#include "corpus/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include "base/utf8.h"

enum { PIECE = 4096 };

struct ecoi_xml {
    const ecoi_xml_handler *handler;
    void *user;
    xmlSAXHandler sax;
    xmlParserCtxtPtr parser;
    xmlEntity entity; /* the last one of HTML that was asked for */
    xmlChar entity_text[8];
    char error[200];
    bool no_memory;
};

/* ---- what libxml2 calls ---- */

static void start_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int n_spaces, const xmlChar **spaces, int n_attributes, int n_defaulted,
                          const xmlChar **attributes)
{
    ecoi_xml *xml = ctx;
    (void)n_spaces;
    (void)spaces;
    (void)n_defaulted;
    ecoi_xml_element element = {(const char *)name, (const char *)prefix, (const char *)uri, attributes,
                                (size_t)n_attributes};
    xml->handler->start(xml->user, &element);
}

static void end_element(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    ecoi_xml *xml = ctx;
    ecoi_xml_element element = {(const char *)name, (const char *)prefix, (const char *)uri, NULL, 0};
    xml->handler->end(xml->user, &element);
}

static void text(void *ctx, const xmlChar *bytes, int len)
{
    ecoi_xml *xml = ctx;
    xml->handler->text(xml->user, (eco_text){(const char *)bytes, (size_t)len});
}

/* libxml2 takes the content of an entity that is called predefined as it is. */
static xmlEntityPtr get_entity(void *ctx, const xmlChar *name)
{
    ecoi_xml *xml = ctx;
    const htmlEntityDesc *known = htmlEntityLookup(name);
    if (known == NULL)
        return NULL;
    size_t len = ecoi_utf8_encode(known->value, (char *)xml->entity_text);
    xml->entity_text[len] = '\0';
    xml->entity = (xmlEntity){.type = XML_ENTITY_DECL,
                              .name = (const xmlChar *)known->name,
                              .content = xml->entity_text,
                              .orig = xml->entity_text,
                              .length = (int)len,
                              .etype = XML_INTERNAL_PREDEFINED_ENTITY};
    return &xml->entity;
}

static void note_error(void *ctx, xmlErrorPtr error)
{
    ecoi_xml *xml = ctx;
    xml->no_memory |= error->code == XML_ERR_NO_MEMORY;
    if (error->level < XML_ERR_ERROR || error->domain == XML_FROM_NAMESPACE || xml->error[0] != '\0')
        return;
    const char *message = error->message != NULL ? error->message : "an error";
    snprintf(xml->error, sizeof xml->error, "line %d: %.*s", error->line, (int)strcspn(message, "\n"),
             message);
}

/* ---- parsing ---- */

ecoi_xml *ecoi_xml_new(const ecoi_xml_handler *handler, void *user)
{
    ecoi_xml *xml = calloc(1, sizeof *xml);
    if (xml == NULL)
        return NULL;
    xml->handler = handler;
    xml->user = user;
    xml->sax = (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                               .startElementNs = start_element,
                               .endElementNs = end_element,
                               .characters = text,
                               .ignorableWhitespace = text,
                               .cdataBlock = text,
                               .getEntity = get_entity,
                               .serror = note_error};
    return xml;
}

void ecoi_xml_free(ecoi_xml *xml)
{
    if (xml == NULL)
        return;
    if (xml->parser != NULL) {
        /* libxml2 makes one for the entities that a document type declares, whoever handles them */
        xmlFreeDoc(xml->parser->myDoc);
        xmlFreeParserCtxt(xml->parser);
    }
    free(xml);
}

/* The first bytes tell libxml2 the encoding; what was UTF-16 has become UTF-8 whatever it says of itself. */
static bool begin(ecoi_xml *xml, ecoi_input *input)
{
    int options = XML_PARSE_NONET | XML_PARSE_RECOVER | (input->is_utf16 ? XML_PARSE_IGNORE_ENC : 0);
    xml->parser = xmlCreatePushParserCtxt(&xml->sax, xml, NULL, 0, NULL);
    return xml->parser != NULL && xmlCtxtUseOptions(xml->parser, options) == 0;
}

ecoi_xml_step ecoi_xml_feed(ecoi_xml *xml, ecoi_input *input)
{
    eco_text window = ecoi_input_peek(input, 4);
    size_t len = window.len < PIECE ? window.len : PIECE;
    if (xml->parser == NULL && !begin(xml, input))
        return ECOI_XML_NO_MEMORY;
    bool last = len == 0;
    int code = xmlParseChunk(xml->parser, window.ptr, (int)len, last);
    ecoi_input_take(input, len);
    if (xml->no_memory)
        return ECOI_XML_NO_MEMORY;
    bool stopped = code != XML_ERR_OK && xml->parser->disableSAX != 0;
    return last || stopped ? ECOI_XML_END : ECOI_XML_MORE;
}

const char *ecoi_xml_error(const ecoi_xml *xml)
{
    return xml->error[0] != '\0' ? xml->error : NULL;
}

eco_text ecoi_xml_attribute(const ecoi_xml_element *element, const char *name)
{
    for (size_t i = 0; i < element->n_attributes; i++) {
        const unsigned char **attribute = element->raw + 5 * i;
        if (strcmp((const char *)attribute[0], name) == 0)
            return (eco_text){(const char *)attribute[3], (size_t)(attribute[4] - attribute[3])};
    }
    return (eco_text){0};
}

bool ecoi_xml_escape(ecoi_buf *out, eco_text source)
{
    for (const char *p = source.ptr, *end = p + source.len; p < end;) {
        size_t n = 0;
        while (p + n < end && p[n] != '&' && p[n] != '<' && p[n] != '>')
            n++;
        if (!ecoi_buf_append(out, p, n))
            return false;
        p += n;
        const char *escape = p == end ? "" : *p == '&' ? "&amp;" : *p == '<' ? "&lt;" : "&gt;";
        if (!ecoi_buf_append(out, escape, strlen(escape)))
            return false;
        p += p < end;
    }
    return true;
}

/* ---- the first element ---- */

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || (*p >= '\t' && *p <= '\r')))
        p++;
    return p;
}

/* Behind `close`, or NULL. */
static const char *behind(const char *p, const char *end, const char *close)
{
    const char *found = memmem(p, (size_t)(end - p), close, strlen(close));
    return found != NULL ? found + strlen(close) : NULL;
}

static bool begins(const char *p, const char *end, const char *with)
{
    size_t n = strlen(with);
    return (size_t)(end - p) >= n && memcmp(p, with, n) == 0;
}

/* A document type ends with ">", which is inside [ ] where it declares something. */
static const char *behind_doctype(const char *p, const char *end)
{
    while (p < end && *p != '>' && *p != '[')
        p++;
    if (p < end && *p == '[' && (p = behind(p, end, "]")) == NULL)
        return NULL;
    return behind(p, end, ">");
}

eco_text ecoi_xml_root(const char *head, size_t len)
{
    const char *p = skip_space(head, head + len), *end = head + len;
    while (p != NULL && p < end) {
        if (begins(p, end, "<?"))
            p = behind(p, end, "?>");
        else if (begins(p, end, "<!--"))
            p = behind(p, end, "-->");
        else if (begins(p, end, "<!DOCTYPE"))
            p = behind_doctype(p, end);
        else
            break;
        p = p != NULL ? skip_space(p, end) : NULL;
    }
    if (p == NULL || end - p < 2 || *p != '<')
        return (eco_text){0};
    size_t n = strcspn(p + 1, " \t\r\n/><");
    return p + 1 + n < end ? (eco_text){p + 1, n} : (eco_text){0};
}
