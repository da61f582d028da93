/* SPDX-License-Identifier: MIT */
#ifndef CLI_BUILD_SUMMARY_H
#define CLI_BUILD_SUMMARY_H

#include <ecosearch/build.h>

/* What a build has done, on standard output. */
void cli_build_summary_text(const eco_build_summary *summary, const char *index);
void cli_build_summary_json(const eco_build_summary *summary, const char *index);

#endif
