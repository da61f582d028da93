/* SPDX-License-Identifier: MIT */
/*
 * An HTTP answer as a crawl recorded it, down to the page itself: chunks are joined, gzip and deflate
 * inflated.
 *
 * Crawls do not always keep what the headers describe: some store the page already decoded and leave the
 * headers as they were. So chunks and compression are believed only where the bytes begin like them, and the
 * answer's own Content-Length never: what was recorded is what there is, and a different length only marks
 * the answer as damaged where bytes are missing.
 */
#ifndef ECOI_CORPUS_HTTP_H
#define ECOI_CORPUS_HTTP_H

#include <zlib.h>

#include "base/buf.h"
#include <ecosearch/base.h>

typedef enum ecoi_http_result {
    ECOI_HTTP_OK,
    ECOI_HTTP_NOT,      /* no HTTP answer */
    ECOI_HTTP_CODING,   /* a compression that is not read; `coding` names it */
    ECOI_HTTP_TOO_LONG, /* more than was allowed, inflated */
    ECOI_HTTP_NO_MEMORY
} ecoi_http_result;

typedef struct ecoi_http {
    unsigned status;      /* 200... */
    eco_text headers;     /* with the status line */
    eco_text body;        /* decoded */
    eco_text coding;      /* of the body, as the server called it */
    bool damaged;         /* the body ends early, or its chunks or compression break off */
    ecoi_buf joined, out; /* where the body is when it had to be decoded */
    z_stream zlib;
    bool zlib_ready;
} ecoi_http; /* zero-initialise, dispose always */

/* Reads an answer. Its texts live until the next call, in `answer` or in the buffers. `max`: bytes of the
 * body inflated. */
ecoi_http_result ecoi_http_read(ecoi_http *http, eco_text answer, size_t max);
void ecoi_http_dispose(ecoi_http *http);

#endif
