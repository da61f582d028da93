/* SPDX-License-Identifier: MIT */
#ifndef ECOI_STEM_ATOMS_H
#define ECOI_STEM_ATOMS_H

#include "stem/chunk.h"

/* Groups glyphs to atoms; `out` has room for as many atoms as glyphs. Returns their number. */
size_t ecoi_atoms_find(const ecoi_glyph *glyphs, size_t n, ecoi_atom *out);

#endif
