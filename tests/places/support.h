/* SPDX-License-Identifier: MIT */
/* Small documents for the tests of places. */
#ifndef PLACES_SUPPORT_H
#define PLACES_SUPPORT_H

#include "places/places.h"

/* The regions that a page is about, as slugs joined by commas in the order found; "-" for none. Passages are
 * parted by a line feed; one that begins with T: L: H: K: C: B: P: is title, lead, heading, caption, comment,
 * boilerplate, paywall, else body. The string is valid until the next call. */
const char *focus_of(const char *page);
/* All regions named, focus or not. */
const char *regions_of(const char *page);

#endif
