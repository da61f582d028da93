/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/format.h"
#include "store/pack.h"

static uint32_t random_value(unsigned width)
{
    uint32_t v = (uint32_t)rand() << 16 ^ (uint32_t)rand();
    return width == 0 ? 0 : v >> (32 - width);
}

/* Mostly narrow values with a few wide ones, of every pair of widths. */
static void values_come_back(void **state)
{
    (void)state;
    for (unsigned narrow = 0; narrow <= 32; narrow++)
        for (unsigned wide = narrow; wide <= 32; wide++) {
            uint32_t in[ECOI_PACK_MAX], out[ECOI_PACK_MAX];
            ecoi_buf buf = {0};
            size_t n = rand() % 2 ? ECOI_PACK_MAX : 1 + (size_t)rand() % ECOI_PACK_MAX;
            for (size_t i = 0; i < n; i++)
                in[i] = random_value(rand() % 16 ? narrow : wide);
            assert_true(ecoi_pack_encode(in, n, &buf));
            size_t len = buf.len;
            assert_non_null(ecoi_buf_reserve(&buf, ECOI_OVERREAD));
            assert_ptr_equal(ecoi_pack_decode(buf.data, buf.data + len, n, out), buf.data + len);
            assert_memory_equal(in, out, n * sizeof *in);
            for (size_t i = 0; i < n; i++) {
                assert_true(ecoi_pack_get(buf.data, buf.data + len, n, i, &out[i]));
                assert_int_equal(out[i], in[i]);
            }
            for (int some = 0; some < 4; some++) {
                size_t first = (size_t)rand() % n, wanted = 1 + (size_t)rand() % (n - first);
                assert_true(ecoi_pack_decode_some(buf.data, buf.data + len, n, first, wanted, out));
                assert_memory_equal(in + first, out + first, wanted * sizeof *in);
            }
            assert_ptr_equal(ecoi_pack_skip(buf.data, buf.data + len, n), buf.data + len);
            for (size_t cut = 0; cut < len; cut++)
                assert_null(ecoi_pack_decode(buf.data, buf.data + cut, n, out));
            assert_false(ecoi_pack_decode_some(buf.data, buf.data + 1, n, 0, n, out));
            ecoi_buf_dispose(&buf);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(values_come_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
