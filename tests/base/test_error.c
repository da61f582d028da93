/* SPDX-License-Identifier: MIT */
/* What a failed system call turns into: the status that fits, and a message that names place and reason. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"

static void the_reason_is_named(void **state)
{
    static const struct {
        int os_errno;
        eco_status status;
    } cases[] = {{ENOENT, ECO_E_MISSING},  {EACCES, ECO_E_DENIED},   {EROFS, ECO_E_DENIED},
                 {ENOSPC, ECO_E_NO_SPACE}, {EDQUOT, ECO_E_NO_SPACE}, {ENOMEM, ECO_E_NO_MEMORY},
                 {EIO, ECO_E_IO},          {EFBIG, ECO_E_IO}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[256] = "a/place: cannot write: ";
        eco_error error;
        strcat(expected, strerror(cases[i].os_errno));
        assert_int_equal(ecoi_error_os(&error, cases[i].os_errno, "%s: cannot write", "a/place"),
                         cases[i].status);
        assert_int_equal(error.status, cases[i].status);
        assert_int_equal(error.os_errno, cases[i].os_errno);
        assert_string_equal(error.message, expected);
        assert_int_equal(ecoi_error_os(NULL, cases[i].os_errno, "unheard"), cases[i].status);
    }
}

/* However long the place is, the message ends in time. */
static void a_long_message_is_cut(void **state)
{
    (void)state;
    char place[2 * sizeof((eco_error *)NULL)->message];
    for (size_t len = 0; len < sizeof place; len += 7) {
        eco_error error;
        memset(place, 'x', len);
        place[len] = '\0';
        assert_int_equal(ecoi_error_os(&error, ENOSPC, "%s", place), ECO_E_NO_SPACE);
        assert_true(strlen(error.message) < sizeof error.message);
        assert_int_equal(strncmp(error.message, place, len < sizeof error.message ? len : 200), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reason_is_named),
        cmocka_unit_test(a_long_message_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
