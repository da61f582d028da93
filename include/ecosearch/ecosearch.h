/* SPDX-License-Identifier: MIT */
/* ecosearch/ecosearch.h - the whole face. */
#ifndef ECOSEARCH_ECOSEARCH_H
#define ECOSEARCH_ECOSEARCH_H

#include <ecosearch/analyse.h>
#include <ecosearch/base.h>
#include <ecosearch/build.h>
#include <ecosearch/document.h>
#include <ecosearch/focus.h>
#include <ecosearch/inspect.h>
#include <ecosearch/places.h>
#include <ecosearch/search.h>
#include <ecosearch/synonyms.h>

#endif
