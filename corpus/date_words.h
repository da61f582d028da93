/* SPDX-License-Identifier: MIT */
#ifndef ECOI_CORPUS_DATE_WORDS_H
#define ECOI_CORPUS_DATE_WORDS_H

#include <ecosearch/base.h>

/*
 * The first date in a French text: "12 mai 2016", "1er juin 2018", "12/05/2016", "2016-05-12", "mardi 3
 * avril", or, where no whole one is found, "mai 2016". A date without its year ("mardi 3 avril") is of
 * `year`, and is passed over when that is 0; where its weekday is named it must be the right one for that
 * year. Years are 1990 to 2100: others are more often numbers. False when there is none.
 */
bool ecoi_date_find(eco_text text, int year, eco_date *out);

/* A date in the path of an address: /2016/05/12/, /2016/05/, 2016-05-12 or 20160512. False when there is
 * none. A month that stands alone with its year gives a partial date. */
bool ecoi_date_of_url(eco_text url, eco_date *out);

#endif
