/* SPDX-License-Identifier: MIT */
/* Xapian's server of databases, for tests. */
#ifndef TESTS_ENGINE_SERVE_H
#define TESTS_ENGINE_SERVE_H

#include <sys/types.h>

/* Starts xapian-tcpsrv on the folder; its port on loopback, or 0: it is not installed. `option`: one more, or
 * NULL. */
unsigned serve(const char *folder, const char *option, pid_t *out);
void stop_serving(pid_t server);

#endif
