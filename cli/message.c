/* SPDX-License-Identifier: MIT */
#include "cli/message.h"

#include "cli/terminal.h"
#include "cli/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *program = "ecosearch";
static bool as_json;
static int output_errno; /* of the first write that failed, as far as it is known */

/* The stand-in is opened the wrong way round, so that reading or writing it is still noticed as an error. */
static void open_missing(int fd, int flags)
{
    if (fcntl(fd, F_GETFD) != -1)
        return;
    int opened = open("/dev/null", flags);
    if (opened >= 0 && opened != fd)
        close(opened);
}

void cli_start(const char *name)
{
    program = name;
    open_missing(STDIN_FILENO, O_WRONLY);
    open_missing(STDOUT_FILENO, O_RDONLY);
    open_missing(STDERR_FILENO, O_RDWR);
    signal(SIGXFSZ, SIG_IGN); /* a file that grows too large is then an error of write, with a message */
    errno = 0;
}

void cli_message_as_json(void)
{
    as_json = true;
}

void cli_log_open(cli_json *json)
{
    cli_json_init(json, stderr);
    cli_json_open(json, '{');
    cli_json_pair_time(json, "time", time(NULL));
}

static void put_json(const char *line)
{
    cli_json json;
    cli_log_open(&json);
    cli_json_pair_string(&json, "message", line);
    cli_json_close(&json, '}');
    cli_json_end(&json);
}

void cli_message(const char *format, ...)
{
    char line[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    fflush(stdout); /* what was found before the error is read before it */
    if (as_json) {
        put_json(line);
        return;
    }
    cli_page page = {.out = stderr};
    cli_page_put(&page, cli_text(program));
    cli_page_put(&page, cli_text(": "));
    cli_page_put(&page, cli_text(line));
    cli_page_newline(&page);
}

void cli_message_error(const eco_error *error)
{
    cli_message("%s", error->message[0] ? error->message : eco_status_text(error->status));
}

bool cli_output_good(void)
{
    if (!ferror(stdout))
        return true;
    if (output_errno == 0)
        output_errno = errno;
    return false;
}

int cli_finish(int code, int failure)
{
    bool good = cli_output_good();
    if (fclose(stdout) != 0 && good)
        output_errno = errno;
    else if (good)
        return code;
    if (output_errno == EPIPE)
        return code;
    cli_message("cannot write to standard output: %s", output_errno ? strerror(output_errno) : "write error");
    return failure;
}
