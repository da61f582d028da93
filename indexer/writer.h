/* SPDX-License-Identifier: MIT */
/* What eco_build and the tests use of a writer beyond its face (ecosearch/build.h). */
#ifndef ECOI_INDEXER_WRITER_H
#define ECOI_INDEXER_WRITER_H

#include <ecosearch/build.h>

#include "base/vfs.h"
#include "indexer/origins.h"
#include "indexer/plan.h"
#include "indexer/update.h"

/* A writer on any files and with any plan (NULL: the one that follows from the options). */
eco_status ecoi_writer_open_vfs(const ecoi_vfs *vfs, const ecoi_plan *plan, const char *index_path,
                                const eco_build_options *options, eco_writer **out, eco_error *error);

/* How far the sources are read, for progress; called on the thread that uses the writer. */
void ecoi_writer_set_meter(eco_writer *writer,
                           void (*meter)(void *user, uint64_t *bytes_done, uint64_t *bytes_total),
                           void *user);

/* What is known of sources and of the generation before: the caller tells it of the files it meets. */
ecoi_update *ecoi_writer_update(eco_writer *writer);
/* The limit of a record that the options or the generation before set; 0: neither does. */
uint64_t ecoi_writer_max_record(const eco_writer *writer);
/* Numbers that only the reader of the sources knows, for the gates. */
void ecoi_writer_set_counts(eco_writer *writer, uint64_t records, uint64_t rejected);

/* Lets the caller see how far the run is and cancel it (false); for a source that keeps the run waiting. */
bool ecoi_writer_tick(eco_writer *writer);

/* Adds a document whose text is known to be well-formed UTF-8 and whose fields are JSON. */
eco_status ecoi_writer_take(eco_writer *writer, const eco_document *document, ecoi_origin origin,
                            eco_error *error);

/* The options with their defaults filled in, whatever the caller's library version. */
eco_status ecoi_options_complete(const eco_build_options *options, eco_build_options *out, eco_error *error);

/* eco_build on any files. */
eco_status ecoi_build_vfs(const ecoi_vfs *vfs, const ecoi_plan *plan, const char *index_path,
                          const char *const *sources, size_t n_sources, const eco_build_options *options,
                          eco_build_summary *out, eco_error *error);

/* eco_update on any files. */
eco_status ecoi_update_vfs(const ecoi_vfs *vfs, const ecoi_plan *plan, const char *index_path,
                           const char *const *sources, size_t n_sources, const eco_build_options *options,
                           eco_build_summary *out, eco_error *error);

/* eco_forget, eco_optimize and eco_rollback on any files. */
eco_status ecoi_forget_vfs(const ecoi_vfs *vfs, const ecoi_plan *plan, const char *index_path,
                           const eco_forget_request *request, const eco_build_options *options,
                           eco_build_summary *out, eco_error *error);
eco_status ecoi_optimize_vfs(const ecoi_vfs *vfs, const ecoi_plan *plan, const char *index_path,
                             const eco_build_options *options, eco_build_summary *out, eco_error *error);
eco_status ecoi_rollback_vfs(const ecoi_vfs *vfs, const char *index_path, uint64_t generation,
                             const eco_build_options *options, uint64_t *out_generation, eco_error *error);

/* eco_check and, with `deep`, eco_check_deep on any files. */
eco_status ecoi_check_vfs(const ecoi_vfs *vfs, const char *index_path, bool deep,
                          void (*on_finding)(void *user, const eco_finding *finding), void *user,
                          eco_error *error);

#endif
