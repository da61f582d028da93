/* SPDX-License-Identifier: MIT */
/* Columns of numbers and of texts: what goes in comes back; a cut or flipped section reads nothing outside.
 */
#include "tests/store/support.h"

#include "store/blob.h"
#include "store/column.h"

/* ---- numbers ---- */

static void numbers_round_trip(const uint32_t *values, uint32_t n, unsigned width)
{
    ecoi_buf out = {0};
    ecoi_column column;
    assert_true(ecoi_column_write(values, n, &out));
    uint8_t *section = exact_copy(out.data, out.len);
    assert_true(ecoi_column_open(&column, section, out.len, n));
    assert_int_equal(column.width, width);
    assert_int_equal(out.len, 8 + (size_t)n * width);
    for (uint32_t i = 0; i < n; i++)
        assert_int_equal(ecoi_column_get(&column, i), values[i]);
    for (size_t cut = 0; cut < out.len; cut++)
        assert_false(ecoi_column_open(&column, section, cut, n));
    if (width) {
        assert_false(ecoi_column_open(&column, section, out.len, n + 1));
        assert_false(ecoi_column_open(&column, section, out.len, n - 1));
    }
    for (unsigned bad = 0; n && bad < 256; bad++) {
        section[0] = (uint8_t)bad; /* the width */
        assert_int_equal(ecoi_column_open(&column, section, out.len, n), bad == width);
    }
    free(section);
    ecoi_buf_dispose(&out);
}

static void numbers_come_back(void **state)
{
    static const uint32_t edges[] = {0, 1, 255, 256, 65535, 65536, UINT32_MAX - 1, UINT32_MAX};
    static const unsigned widths[] = {0, 1, 1, 2, 2, 4, 4, 4};
    (void)state;
    uint64_t seed = 1;
    numbers_round_trip(NULL, 0, 0);
    for (size_t e = 0; e < sizeof edges / sizeof *edges; e++) {
        uint32_t values[300];
        numbers_round_trip(&edges[e], 1, 0);
        for (size_t i = 0; i < 300; i++)
            values[i] = edges[e];
        numbers_round_trip(values, 300, 0);
        for (size_t i = 0; i < 299; i++)
            values[i] = edges[e] ? draw(&seed) % edges[e] : 0;
        numbers_round_trip(values, 300, widths[e]);
    }
}

/* ---- texts ---- */

enum { LONGEST = 40000 };

static size_t length_of(uint64_t *seed, size_t i)
{
    static const size_t edges[] = {0, 1, 127, 128, 16383, 16384, LONGEST};
    return i % 9 == 0 ? edges[draw(seed) % 7] : draw_small(seed, 40);
}

static uint8_t *write_texts(uint32_t n, size_t *out_len)
{
    static char bytes[LONGEST];
    ecoi_blob_writer writer = {0};
    ecoi_buf out = {0};
    uint64_t seed = n;
    for (uint32_t i = 0; i < n; i++) {
        size_t len = length_of(&seed, i);
        memset(bytes, (int)i, len);
        assert_true(ecoi_blob_add(&writer, bytes, len));
    }
    assert_true(ecoi_blob_finish(&writer, &out));
    ecoi_blob_writer_dispose(&writer);
    uint8_t *section = exact_copy(out.data, out.len);
    *out_len = out.len;
    ecoi_buf_dispose(&out);
    return section;
}

static void texts_come_back(void **state)
{
    static const uint32_t sizes[] = {0, 1, 15, 16, 17, 32, 33, 1000};
    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        size_t len;
        ecoi_blob blob;
        uint8_t *section = write_texts(sizes[s], &len);
        uint64_t seed = sizes[s];
        assert_true(ecoi_blob_open(&blob, section, len));
        assert_int_equal(blob.n, sizes[s]);
        for (uint32_t i = 0; i < blob.n; i++) {
            eco_text text;
            size_t expected = length_of(&seed, i);
            assert_true(ecoi_blob_get(&blob, i, &text));
            assert_int_equal(text.len, expected);
            for (size_t j = 0; j < expected; j++)
                assert_int_equal((uint8_t)text.ptr[j], (uint8_t)i);
        }
        free(section);
    }
}

static void read_whatever_it_is(const uint8_t *bytes, size_t len)
{
    ecoi_blob blob;
    uint8_t *section = exact_copy(bytes, len);
    if (ecoi_blob_open(&blob, section, len))
        for (uint32_t i = 0; i < blob.n; i++) {
            eco_text text;
            if (!ecoi_blob_get(&blob, i, &text))
                continue;
            assert_true((const uint8_t *)text.ptr >= section);
            assert_true((const uint8_t *)text.ptr + text.len <= section + len);
        }
    free(section);
}

static void damaged_texts_lie_inside_or_are_refused(void **state)
{
    (void)state;
    ecoi_blob_writer writer = {0};
    ecoi_buf out = {0};
    for (uint32_t i = 0; i < 40; i++)
        assert_true(ecoi_blob_add(&writer, "0123456789", i % 11));
    assert_true(ecoi_blob_finish(&writer, &out));
    for (size_t cut = 0; cut < out.len; cut++)
        read_whatever_it_is(out.data, cut);
    for (size_t at = 0; at < out.len; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            out.data[at] ^= (uint8_t)(1u << bit);
            read_whatever_it_is(out.data, out.len);
            out.data[at] ^= (uint8_t)(1u << bit);
        }
    ecoi_blob_writer_dispose(&writer);
    ecoi_buf_dispose(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_back),
        cmocka_unit_test(texts_come_back),
        cmocka_unit_test(damaged_texts_lie_inside_or_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
