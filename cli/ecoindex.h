/* SPDX-License-Identifier: MIT */
/* The commands of ecoindex and what they share. */
#ifndef CLI_ECOINDEX_H
#define CLI_ECOINDEX_H

#include "cli/options.h"

/* Exit codes, numbered as in sysexits.h. A run that a signal stopped ends with 128 + its number. */
typedef enum eco_exit {
    ECOINDEX_DONE = 0,
    ECOINDEX_USAGE = 64,
    ECOINDEX_DATA = 65,        /* a damaged index, or nothing in the sources could be taken */
    ECOINDEX_UNAVAILABLE = 69, /* an engine that is not installed */
    ECOINDEX_IO = 74,
    ECOINDEX_LOCKED = 75
} eco_exit;

int ecoindex_exit_code(eco_status status);

/* What a command line of ecoindex says; each command's table reaches some of the fields. */
typedef struct ecoindex_request {
    cli_list words, without;
    const char *index_option;
    char *index; /* the path to work on; owned */
    uint64_t memory, threads, max_record, lines, shards;
    unsigned analysis, engine;
    const char *rejects, *protected_words, *stems, *metrics;
    unsigned log;
    uint64_t nice;
    uint64_t keep, wait;
    const char *source, *output;
    eco_date before;
    unsigned export_to;
    bool no_text, reorder, json, quiet, verbose, help, force, keep_missing, drop_missing, allow_network, now,
        deep;
} ecoindex_request;

enum { ECOINDEX_ANALYSIS_FR, ECOINDEX_ANALYSIS_WS, ECOINDEX_ANALYSIS_UNSAID };
enum { ECOINDEX_ENGINE_NATIVE, ECOINDEX_ENGINE_XAPIAN };

#define ECOINDEX_FIELD(name) offsetof(ecoindex_request, name)

/* Rows that several commands have. */
#define ECOINDEX_OPTION_INDEX                                                                                \
    {                                                                                                        \
        CLI_TEXT, 'i', "index", "INDEX", ECOINDEX_FIELD(index_option), NULL,                                 \
            "the index folder (default: $ECOSEARCH_INDEX, else ecosearch/index below $XDG_DATA_HOME or "     \
            "~/.local/share)"                                                                                \
    }
#define ECOINDEX_OPTION_JSON(help)                                                                           \
    {                                                                                                        \
        CLI_FLAG, 0, "json", NULL, ECOINDEX_FIELD(json), NULL, help                                          \
    }
#define ECOINDEX_OPTION_KEEP                                                                                 \
    {                                                                                                        \
        CLI_COUNT, 0, "keep", "N", ECOINDEX_FIELD(keep), NULL,                                               \
            "how many generations stay on disk, the new one among them (default 3)"                          \
    }
#define ECOINDEX_OPTION_WAIT                                                                                 \
    {                                                                                                        \
        CLI_COUNT, 0, "wait", "SECONDS", ECOINDEX_FIELD(wait), NULL,                                         \
            "wait so long for another writer to end (default: end at once with 75)"                          \
    }
#define ECOINDEX_OPTION_ALLOW_NETWORK                                                                        \
    {                                                                                                        \
        CLI_FLAG, 0, "allow-network", NULL, ECOINDEX_FIELD(allow_network), NULL,                             \
            "the index may lie on a network file system (NFS, SMB): no other machine uses it"                \
    }
#define ECOINDEX_OPTION_FORCE                                                                                \
    {                                                                                                        \
        CLI_FLAG, 0, "force", NULL, ECOINDEX_FIELD(force), NULL,                                             \
            "publish even if far fewer documents or less text would be left, or many records were rejected"  \
    }
/* What is not taken, and how much is said. */
#define ECOINDEX_OPTION_REJECTS                                                                              \
    {                                                                                                        \
        CLI_TEXT, 0, "rejects", "FILE", ECOINDEX_FIELD(rejects), NULL,                                       \
            "list what is not taken, tab-separated: reason, file, record, detail; - is standard error"       \
    }
#define ECOINDEX_OPTION_QUIET                                                                                \
    {                                                                                                        \
        CLI_FLAG, 'q', "quiet", NULL, ECOINDEX_FIELD(quiet), NULL, "print errors only"                       \
    }
#define ECOINDEX_OPTION_VERBOSE                                                                              \
    {                                                                                                        \
        CLI_FLAG, 'v', "verbose", NULL, ECOINDEX_FIELD(verbose), NULL,                                       \
            "name every document that is not taken"                                                          \
    }
#define ECOINDEX_OPTION_MEMORY                                                                               \
    {                                                                                                        \
        CLI_SIZE, 0, "memory", "SIZE", ECOINDEX_FIELD(memory), NULL, "how much memory to use (default 512M)" \
    }
#define ECOINDEX_OPTION_THREADS                                                                              \
    {                                                                                                        \
        CLI_COUNT, 0, "threads", "N", ECOINDEX_FIELD(threads), NULL,                                         \
            "how many threads (default: one a core)"                                                         \
    }
/* For what is run by a timer. */
#define ECOINDEX_OPTIONS_UNATTENDED                                                                          \
    {CLI_CHOICE,                                                                                             \
     0,                                                                                                      \
     "log",                                                                                                  \
     "FORMAT",                                                                                               \
     ECOINDEX_FIELD(log),                                                                                    \
     ecoindex_logs,                                                                                          \
     "on standard error a line of key=value for each stage (as is done without a terminal), or all "         \
     "messages as lines of JSON"},                                                                           \
        {CLI_TEXT,                                                                                           \
         0,                                                                                                  \
         "metrics",                                                                                          \
         "FILE",                                                                                             \
         ECOINDEX_FIELD(metrics),                                                                            \
         NULL,                                                                                               \
         "write figures of the run and the index to FILE, in one step, as OpenMetrics text"},                \
    {                                                                                                        \
        CLI_COUNT, 0, "nice", "N", ECOINDEX_FIELD(nice), NULL,                                               \
            "give way to other programs: 1 a little, 19 "                                                    \
            "most"                                                                                           \
    }
#define ECOINDEX_OPTION_HELP                                                                                 \
    {                                                                                                        \
        CLI_FLAG, 'h', "help", NULL, ECOINDEX_FIELD(help), NULL, "show this page"                            \
    }

/* Each runs its command on a request that has been read and returns the exit code. */
int ecoindex_build(const ecoindex_request *request);
int ecoindex_update(const ecoindex_request *request);
int ecoindex_forget(const ecoindex_request *request);
int ecoindex_optimize(const ecoindex_request *request);
int ecoindex_generations(const ecoindex_request *request);
int ecoindex_rollback(const ecoindex_request *request);
int ecoindex_check(const ecoindex_request *request);
int ecoindex_info(const ecoindex_request *request);
int ecoindex_export(const ecoindex_request *request);
int ecoindex_inspect(const ecoindex_request *request);
int ecoindex_import(const ecoindex_request *request);

extern const cli_command ecoindex_build_command, ecoindex_update_command, ecoindex_forget_command,
    ecoindex_optimize_command, ecoindex_generations_command, ecoindex_rollback_command,
    ecoindex_check_command, ecoindex_info_command, ecoindex_export_command, ecoindex_inspect_command,
    ecoindex_import_command;

#endif
