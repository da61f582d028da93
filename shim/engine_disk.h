/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the engine does with a database on disk as a whole. */
#ifndef SHIM_ENGINE_DISK_H
#define SHIM_ENGINE_DISK_H

#include "base/engine.h"

eco_status eco_engine_compact(const char *path, const char *to, eco_error *error);
void eco_engine_bytes(const char *path, ecoi_engine_bytes *out);
eco_status eco_engine_check(const char *path, void (*each)(void *user, const char *line), void *user,
                            eco_error *error);

#endif
