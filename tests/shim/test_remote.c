/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases behind xapian-tcpsrv, and what is none. */
#include "tests/shim/support.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static unsigned port;
static pid_t server;

static int start(void **state)
{
    xapc_writer *writer;
    (void)state;
    GOOD(xapc_writer_open, "served", XAPC_CREATE_OR_OVERWRITE, &writer);
    add_words(writer, "robot parle", NULL);
    GOOD(xapc_writer_commit, writer);
    xapc_writer_free(writer);
    port = serve("served", "--writable", &server);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    if (port)
        stop_serving(server);
    return 0;
}

static void test_a_served_database_is_read_and_written(void **state)
{
    xapc_writer *writer;
    xapc_database *database;
    (void)state;
    if (!port)
        skip(); /* xapian-tcpsrv is not installed */
    GOOD(xapc_writer_open_remote, "127.0.0.1", port, 5000, 5000, &writer);
    assert_int_equal(add_words(writer, "chat dort", NULL), 2);
    GOOD(xapc_writer_commit, writer);
    xapc_writer_free(writer);
    GOOD(xapc_database_open_remote, "127.0.0.1", port, 5000, 5000, &database);
    expect_found(database, term("dort"), "2");
    expect_found(database, terms_of(XAPC_PHRASE, 0, "robot parle"), "1");
    xapc_database_free(database);
}

/* A socket that listens; what connects to it is taken by nobody. */
static int listen_somewhere(unsigned *out_port)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof address;
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 4), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &len), 0);
    *out_port = ntohs(address.sin_port);
    return fd;
}

static void test_what_is_no_database_says_so_in_time(void **state)
{
    xapc_database *database;
    unsigned deaf;
    int fd = listen_somewhere(&deaf);
    struct timespec before, after;
    (void)state;
    clock_gettime(CLOCK_MONOTONIC, &before);
    FAILS(XAPC_E_TIMEOUT, xapc_database_open_remote, "127.0.0.1", deaf, 200, 200, &database);
    clock_gettime(CLOCK_MONOTONIC, &after);
    assert_in_range(after.tv_sec - before.tv_sec, 0, 2);
    close(fd);
    FAILS(XAPC_E_NETWORK, xapc_database_open_remote, "127.0.0.1", deaf, 200, 200, &database);
    FAILS(XAPC_E_NETWORK, xapc_database_open_remote, "no-such-host.invalid", 1, 200, 200, &database);
    assert_true(*error_.message);
}

static void test_garbage_is_a_network_error(void **state)
{
    static const char garbage[] = "HTTP/1.1 400 Bad Request\r\n\r\n";
    xapc_database *database;
    unsigned other;
    int fd = listen_somewhere(&other);
    pid_t peer = fork();
    (void)state;
    if (peer == 0) {
        int client = accept(fd, NULL, NULL);
        (void)!write(client, garbage, sizeof garbage);
        close(client);
        _exit(0);
    }
    assert_int_not_equal(xapc_database_open_remote("127.0.0.1", other, 500, 500, &database, &error_),
                         XAPC_OK);
    close(fd);
    stop_serving(peer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_served_database_is_read_and_written),
        cmocka_unit_test(test_what_is_no_database_says_so_in_time),
        cmocka_unit_test(test_garbage_is_a_network_error),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
