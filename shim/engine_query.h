/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SHIM_ENGINE_QUERY_H
#define SHIM_ENGINE_QUERY_H

#include "base/engine.h"
#include "shim/xapian_c.h"

/* The tree as Xapian has it; free it with xapc_query_free. */
eco_status eco_engine_translate(const ecoi_engine_query *query, xapc_query **out, eco_error *error);

#endif
