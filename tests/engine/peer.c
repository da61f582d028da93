/* SPDX-License-Identifier: MIT */
/* peer FILE silent|garbage - listens on a free port of loopback, which it writes to FILE, and never answers
 * those that connect, or answers them with what is no database. */
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int listen_somewhere(unsigned *out_port)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof address;
    if (bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 16) ||
        getsockname(fd, (struct sockaddr *)&address, &len))
        return -1;
    *out_port = ntohs(address.sin_port);
    return fd;
}

int main(int argc, char **argv)
{
    static const char garbage[] =
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n\xff\xff\xff\xff\xff\xff";
    unsigned port;
    int fd = argc == 3 ? listen_somewhere(&port) : -1;
    FILE *file = fd < 0 ? NULL : fopen(argv[1], "w");
    if (!file)
        return 1;
    fprintf(file, "%u\n", port);
    fclose(file);
    signal(SIGPIPE, SIG_IGN);
    for (;;) {
        int client = accept(fd, NULL, NULL);
        if (client < 0)
            return 1;
        if (strcmp(argv[2], "garbage") != 0)
            continue; /* left open */
        (void)!write(client, garbage, sizeof garbage);
        close(client);
    }
}
