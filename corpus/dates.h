/* SPDX-License-Identifier: MIT */
#ifndef ECOI_CORPUS_DATES_H
#define ECOI_CORPUS_DATES_H

#include <ecosearch/base.h>

/*
 * A date as sources write it, white space around it dropped:
 *   2016, 2016-05, 2016-05-12   as eco_date_parse reads them
 *   20160512                    ISO 8601 without hyphens
 *   12/05/2016, 5/2016          day first, as it is written in French: 12 May, whatever a date like it means
 *                               elsewhere; "." or "-" may stand for "/"
 * A full date may be followed by T or a space and a time of day, which is dropped. ECO_E_DATE for all else.
 */
eco_status ecoi_date_read(eco_text text, eco_date *out);

/* A date as mail and RSS write it (RFC 2822): "Tue, 09 Mar 2021 08:00:00 +0100". The weekday and the time may
 * be missing, the year have two digits; the month's name may be written out. ECO_E_DATE for all else. */
eco_status ecoi_date_read_mail(eco_text text, eco_date *out);

#endif
