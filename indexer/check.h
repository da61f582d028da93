/* SPDX-License-Identifier: MIT */
/* Shared by the parts of eco_check. Each part reports what it finds and goes on; it returns anything but
 * ECO_OK only when checking itself is impossible (no memory). */
#ifndef ECOI_INDEXER_CHECK_H
#define ECOI_INDEXER_CHECK_H

#include <ecosearch/build.h>

#include "stem/analyser.h"
#include "store/manifest.h"
#include "store/segment.h"

/* A badly damaged segment has a defect in every document: after this many findings the rest of it is not
 * listed. */
#define ECOI_CHECK_FINDINGS_MAX 100u

typedef struct ecoi_checker {
    const ecoi_vfs *vfs;
    const char *dir;
    void (*on_finding)(void *user, const eco_finding *finding);
    void *user;
    uint64_t n_findings;
    /* the segment under check */
    const char *file;
    uint64_t n_in_file;
    const ecoi_segment *segment;
    bool deep;
    const ecoi_analyser *analyser; /* of a deep check of an index with texts */
    uint32_t *ends;                /* positions of each document lie below; parts fill in their own */
    ecoi_arena arena;
    ecoi_document_cache cache; /* of a part (check_parts.h) of the segment */
} ecoi_checker;

/* Reports a defect of the file under check. `place`: "document 7" or the like. */
void ecoi_check_report(ecoi_checker *checker, const char *place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Whether enough has been reported of this file. */
bool ecoi_check_is_enough(const ecoi_checker *checker);
/* Sorts out the status of a call that read the segment: a defect is reported and ECO_OK returned, with *ok
 * false. */
eco_status ecoi_check_call(ecoi_checker *checker, const char *place, eco_status status,
                           const eco_error *error, bool *ok);
/* Reports when a number is not what it should be. */
void ecoi_check_equal(ecoi_checker *checker, const char *place, const char *what, uint64_t is,
                      uint64_t expected);

/* "document 7", in a buffer of ECOI_CHECK_PLACE bytes. */
enum { ECOI_CHECK_PLACE = 32 };
const char *ecoi_check_document_place(uint32_t doc, char *place);

/* Every document: key, columns, layout; fills checker->ends. */
eco_status ecoi_check_documents(ecoi_checker *checker);
/* Of a deep check: the stored form of every document. */
eco_status ecoi_check_stored(ecoi_checker *checker);
/* The rows beside the segment under check. */
eco_status ecoi_check_rows(ecoi_checker *checker, const ecoi_manifest_segment *recorded);
/* Those that all segments share; and that no two documents of the generation have one key. */
eco_status ecoi_check_generation_rows(ecoi_checker *checker, const ecoi_manifest *manifest);
eco_status ecoi_check_keys(ecoi_checker *checker, const ecoi_manifest *manifest);
/* What the stored texts give when they are analysed again is what the postings have. */
eco_status ecoi_check_texts(ecoi_checker *checker);
/* Every term: order, postings, positions, forms; then the dictionary of folded forms. */
eco_status ecoi_check_terms(ecoi_checker *checker);

/* All databases of a manifest of another engine. */
eco_status ecoi_check_engine(ecoi_checker *checker, const ecoi_manifest *manifest, eco_error *error);

#endif
