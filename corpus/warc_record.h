/* SPDX-License-Identifier: MIT */
/*
 * The records of a WARC file (ISO 28500, versions 1.0 and 1.1), one after another, in gzip members or not.
 *
 * A record's Content-Length is believed when what follows is the end of the file or another record. Otherwise
 * the record goes on to where the next one begins, as far as `max` bytes are looked at. What cannot be read
 * is passed over up to the next record: the next gzip member that begins with one, or in what is not
 * compressed the next line "WARC/1.".
 */
#ifndef ECOI_CORPUS_WARC_RECORD_H
#define ECOI_CORPUS_WARC_RECORD_H

#include "corpus/input.h"

/* Longest headers of a record. */
#define ECOI_WARC_HEAD_MAX ((size_t)64 << 10)

typedef enum ecoi_warc_result {
    ECOI_WARC_RECORD,
    ECOI_WARC_DAMAGED,  /* passed over; `why` says what is wrong */
    ECOI_WARC_GZIP,     /* the same: the compressed data is damaged */
    ECOI_WARC_TOO_LONG, /* the same: longer than `max` */
    ECOI_WARC_END       /* of the file, or trouble that the input names */
} ecoi_warc_result;

typedef struct ecoi_warc_record {
    eco_text headers, content;
    bool damaged; /* its Content-Length is wrong, or the crawler says that it cut it */
    char why[200];
    size_t taken;   /* bytes of the window that the next call takes */
} ecoi_warc_record; /* zero-initialise for each file */

/* The next record; its texts live until the next call. */
ecoi_warc_result ecoi_warc_next(ecoi_input *input, size_t max, ecoi_warc_record *record);

#endif
