/* SPDX-License-Identifier: MIT */
/*
 * The bytes of one file as a stream: gzip (any number of members) is inflated and UTF-16 with a byte order
 * mark is decoded on the way, a UTF-8 byte order mark is dropped. What has not been taken yet stands in a
 * window that grows only as far as a caller asks, so memory is bounded by the longest record.
 *
 * One ecoi_input serves one file after another and keeps its buffers. Zero-initialise it, dispose it at the
 * end.
 *
 * Trouble ends the stream early: what came before can be taken, then `problem` and `detail` say what
 * happened.
 */
#ifndef ECOI_CORPUS_INPUT_H
#define ECOI_CORPUS_INPUT_H

#include <zlib.h>

#include "corpus/charset.h"

/* Readable bytes after every text that an input hands out: vector code may read past the end. */
#define ECOI_INPUT_PADDING 64

typedef enum ecoi_input_problem {
    ECOI_INPUT_FINE,
    ECOI_INPUT_UNREADABLE, /* the system refused; detail is its reason */
    ECOI_INPUT_GZIP,       /* damaged or truncated gzip data; ecoi_input_resume may go on behind it */
    ECOI_INPUT_CANCELLED,  /* go_on said no */
    ECOI_INPUT_NO_MEMORY
} ecoi_input_problem;

typedef struct ecoi_input {
    /* The window: data[off, len) is decoded and not taken yet. */
    uint8_t *data;
    size_t off, len, cap;
    bool end; /* nothing follows the window */
    ecoi_input_problem problem;
    char detail[160];
    uint64_t bytes_read; /* as on disk, over all files */

    /* Asked now and then while a pipe or terminal has nothing to read; NULL: wait for ever. */
    bool (*go_on)(void *user);
    void *go_on_user;

    int fd;
    bool owns_fd, fd_end, may_wait;
    bool is_gzip, between_members;
    bool is_utf16;
    ecoi_utf16 utf16;
    uint64_t file_bytes; /* of this file, as on disk */
    uint64_t member;     /* where in the file the gzip member at hand begins */
    uint64_t rescanned;  /* bytes of the file looked at again for a member */
    uint8_t *raw;        /* raw[raw_off, raw_len): read from the file, not inflated yet; before it what was */
    size_t raw_off, raw_len;
    uint8_t *units; /* inflated, not decoded from UTF-16 yet */
    z_stream zlib;
    bool zlib_ready;
} ecoi_input;

/* Starts on a file; `path` NULL: standard input, which stays open. Failures show as `problem`. */
void ecoi_input_open(ecoi_input *input, const char *path);
void ecoi_input_close(ecoi_input *input);
void ecoi_input_dispose(ecoi_input *input);

/* After a GZIP problem: drops the window and goes on at the next gzip member whose text begins with `begins`
 * (at most 16 bytes). False: there is none, the stream has ended without a problem. A member that was cut is
 * seen to be so only some way into what follows it, so the file is searched from where the damaged member
 * began, as far back as its bytes are still held. */
bool ecoi_input_resume(ecoi_input *input, const char *begins);

/* Bytes at the end of the window that came from a member which a GZIP problem broke off. */
size_t ecoi_input_broken(const ecoi_input *input);

/* Takes `n` bytes of the window, which has them. */
void ecoi_input_take(ecoi_input *input, size_t n);

/* Makes the window at least `want` bytes long if the stream has that many; returns it. Nothing is taken. */
eco_text ecoi_input_peek(ecoi_input *input, size_t want);

typedef enum ecoi_line { ECOI_LINE_END, ECOI_LINE_TEXT, ECOI_LINE_TOO_LONG } ecoi_line;

/* Takes the next line, without its line feed. A line of more than `max` bytes is passed over without being
 * held. A last line cut short by a problem is not handed out. The text lives until the next call. */
ecoi_line ecoi_input_line(ecoi_input *input, size_t max, eco_text *out);

#endif
