/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the module gives the core, and what its parts share. */
#ifndef SHIM_ENGINE_H
#define SHIM_ENGINE_H

#include "base/engine.h"
#include "shim/xapian_c.h"

XAPC_API const ecoi_engine *eco_engine_xapian(void);

/* Tells why a call of xapian_c.h failed. */
eco_status eco_engine_fail(const xapc_error *why, eco_error *error);

#endif
