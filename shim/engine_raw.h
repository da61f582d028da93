/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SHIM_ENGINE_RAW_H
#define SHIM_ENGINE_RAW_H

#include "base/engine.h"

/* each_raw of ecoi_engine. */
eco_status eco_engine_each_raw(const char *path, bool (*each)(void *user, const ecoi_engine_raw *raw),
                               void *user, eco_error *error);

#endif
