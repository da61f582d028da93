/* SPDX-License-Identifier: MIT */
/* Opening what is no index. */
#include <ecosearch/search.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_refused(const char *path, eco_status status)
{
    eco_error error = {0};
    eco_index *index = (eco_index *)(uintptr_t)1;
    assert_int_equal(eco_index_open(path, &index, &error), status);
    assert_null(index);
    assert_int_equal(error.status, status);
    assert_true(error.message[0]);
    assert_int_equal(eco_index_open(path, &index, NULL), status);
}

static void a_path_is_needed(void **state)
{
    (void)state;
    assert_refused(NULL, ECO_E_ARGUMENT);
    assert_refused("", ECO_E_ARGUMENT);
}

static void a_folder_without_index_is_missing(void **state)
{
    (void)state;
    assert_refused(".", ECO_E_MISSING);
    assert_refused("not-there", ECO_E_MISSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_path_is_needed),
                                       cmocka_unit_test(a_folder_without_index_is_missing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
