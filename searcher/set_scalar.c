/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <stdint.h>

#define TARGET
#define NAME(x)         x##_scalar
#define TABLE           ecoi_set_kernels_scalar
#define and_near_scalar merge_from_scalar

#include "searcher/set_kernels_impl.h"
