/* SPDX-License-Identifier: MIT */
/* Errors and the face's constant names. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <ecosearch/build.h>

#include "base/error.h"

static void a_system_error_gives_its_reason(void **state)
{
    (void)state;
    eco_error error = {.has_range = true};
    assert_int_equal(ecoi_error_os(&error, ENOSPC, "%s: cannot write", "a/b"), ECO_E_NO_SPACE);
    assert_string_equal(error.message, "a/b: cannot write: No space left on device");
    assert_int_equal(error.status, ECO_E_NO_SPACE);
    assert_int_equal(error.os_errno, ENOSPC);
    assert_false(error.has_range);
    assert_int_equal(ecoi_error_os(&error, EFBIG, "f"), ECO_E_IO);
    assert_string_equal(error.message, "f: File too large");
}

static void a_status_follows_from_errno(void **state)
{
    (void)state;
    assert_int_equal(ecoi_error_os(NULL, ENOENT, "x"), ECO_E_MISSING);
    assert_int_equal(ecoi_error_os(NULL, ENOTDIR, "x"), ECO_E_MISSING);
    assert_int_equal(ecoi_error_os(NULL, EACCES, "x"), ECO_E_DENIED);
    assert_int_equal(ecoi_error_os(NULL, EROFS, "x"), ECO_E_DENIED);
    assert_int_equal(ecoi_error_os(NULL, EDQUOT, "x"), ECO_E_NO_SPACE);
    assert_int_equal(ecoi_error_os(NULL, ENOMEM, "x"), ECO_E_NO_MEMORY);
    assert_int_equal(ecoi_error_os(NULL, EIO, "x"), ECO_E_IO);
}

static void a_long_message_is_cut_and_ended(void **state)
{
    (void)state;
    eco_error error;
    char path[2 * sizeof error.message];
    memset(path, 'p', sizeof path);
    path[sizeof path - 1] = '\0';
    assert_int_equal(ecoi_error_set(&error, ECO_E_IO, "%s", path), ECO_E_IO);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
    assert_int_equal(ecoi_error_os(&error, EIO, "%s", path), ECO_E_IO);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

static void a_range_marks_the_place(void **state)
{
    (void)state;
    eco_error error;
    assert_int_equal(ecoi_error_set(&error, ECO_E_SYNTAX, "no"), ECO_E_SYNTAX);
    assert_false(error.has_range);
    ecoi_error_range(&error, 3, 2);
    assert_true(error.has_range);
    assert_int_equal(error.offset, 3);
    assert_int_equal(error.length, 2);
    ecoi_error_range(NULL, 1, 1);
}

static void every_status_has_a_meaning(void **state)
{
    (void)state;
#define ASSERT_MEANING(name, number, meaning) assert_string_equal(eco_status_text(name), meaning);
    ECO_STATUS_LIST(ASSERT_MEANING)
#undef ASSERT_MEANING
    assert_string_equal(eco_status_text((eco_status)9999), "unknown status");
}

static void names_are_constant(void **state)
{
    (void)state;
    assert_string_equal(eco_zone_slug(ECO_ZONE_PAYWALL), "paywall");
    assert_string_equal(eco_zone_slug((eco_zone)ECO_N_ZONES), "unknown");
    assert_string_equal(eco_reject_slug(ECO_REJECT_DUPLICATE_KEY), "duplicate-key");
    assert_string_equal(eco_reject_slug((eco_reject_reason)99), "unknown");
    assert_string_equal(eco_reject_sentence(ECO_REJECT_EMPTY), "there is no text in it");
    assert_string_equal(eco_reject_sentence((eco_reject_reason)99), "unknown reason");
    assert_non_null(strchr(eco_version(), '.'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_system_error_gives_its_reason), cmocka_unit_test(a_status_follows_from_errno),
        cmocka_unit_test(a_long_message_is_cut_and_ended), cmocka_unit_test(a_range_marks_the_place),
        cmocka_unit_test(every_status_has_a_meaning),      cmocka_unit_test(names_are_constant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
