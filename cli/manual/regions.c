/* SPDX-License-Identifier: MIT */
/* Prints the regions' slugs, a line each: what completions offer after --region. */
#include <ecosearch/places.h>

#include <stdio.h>

int main(void)
{
    for (size_t i = 0; i < ECO_N_REGIONS; i++)
        puts(eco_region_at(i)->slug);
    return 0;
}
