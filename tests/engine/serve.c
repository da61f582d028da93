/* SPDX-License-Identifier: MIT */
#include "tests/engine/serve.h"

#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static struct sockaddr_in loopback(unsigned port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
}

static unsigned free_port(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(0);
    socklen_t len = sizeof address;
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &len), 0);
    close(fd);
    return ntohs(address.sin_port);
}

static bool answers(unsigned port)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(port);
    bool good = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return good;
}

unsigned serve(const char *folder, const char *option, pid_t *out)
{
    unsigned port = free_port();
    char number[16];
    snprintf(number, sizeof number, "%u", port);
    *out = fork();
    if (*out == 0) {
        setpgid(0, 0); /* told to end, it ends its whole group */
        prctl(PR_SET_PDEATHSIG,
              SIGKILL); /* nor does it outlive a test that ran out of time, stopped as it may be */
        execlp("xapian-tcpsrv", "xapian-tcpsrv", "--quiet", "--interface", "127.0.0.1", "--port", number,
               folder, option, (char *)NULL);
        _exit(127);
    }
    for (int i = 0; i < 200; i++) {
        int status;
        if (waitpid(*out, &status, WNOHANG) == *out)
            return 0;
        if (answers(port))
            return port;
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
    fail_msg("xapian-tcpsrv does not answer");
    return 0;
}

void stop_serving(pid_t server)
{
    kill(server, SIGTERM);
    waitpid(server, NULL, 0);
}
