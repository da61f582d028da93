/* SPDX-License-Identifier: MIT */
/* The dictionary against a sorted array that knows all its keys. */
#include "tests/store/support.h"

#include <stdio.h>

#include "base/text.h"
#include "store/dictionary.h"

enum { MOST_KEYS = 3000, MOST_PAYLOAD = 300 };

typedef struct keys {
    size_t n;
    struct key {
        char bytes[ECOI_ENTRY_MAX];
        size_t len, payload_len;
        uint8_t payload[MOST_PAYLOAD];
    } items[MOST_KEYS];
} keys;

static eco_text text_of(const struct key *key)
{
    return (eco_text){key->bytes, key->len};
}

static int by_bytes(const void *a, const void *b)
{
    return ecoi_text_compare(text_of(a), text_of(b));
}

static void sort_and_unite(keys *k)
{
    size_t n = 0;
    qsort(k->items, k->n, sizeof *k->items, by_bytes);
    for (size_t i = 0; i < k->n; i++)
        if (n == 0 || by_bytes(&k->items[i], &k->items[n - 1]) != 0)
            k->items[n++] = k->items[i];
    k->n = n;
}

/* Keys of few letters share long prefixes; letters are any bytes, 0 and 255 among them. */
static void draw_key(uint64_t *seed, unsigned letters, size_t longest, struct key *out)
{
    static const uint8_t alphabet[] = {0, 255, 'a', 'b', 0xc3, 0xa9, 1, 127};
    out->len = 1 + draw_small(seed, (uint32_t)longest);
    for (size_t i = 0; i < out->len; i++)
        out->bytes[i] = (char)(letters <= sizeof alphabet ? alphabet[draw(seed) % letters] : draw(seed));
}

static keys *make(uint64_t seed, size_t n, unsigned letters, size_t longest)
{
    keys *k = calloc(1, sizeof *k);
    assert_non_null(k);
    for (k->n = 0; k->n < n; k->n++) {
        struct key *key = &k->items[k->n];
        draw_key(&seed, letters, longest, key);
        key->payload_len = draw_small(&seed, MOST_PAYLOAD);
        for (size_t i = 0; i < key->payload_len; i++)
            key->payload[i] = (uint8_t)draw(&seed);
    }
    sort_and_unite(k);
    return k;
}

/* The section in a block of its own. */
static uint8_t *write_section(const keys *k, size_t *out_len)
{
    ecoi_dictionary_writer writer = {0};
    ecoi_buf out = {0};
    for (size_t i = 0; i < k->n; i++) {
        const struct key *key = &k->items[i];
        assert_true(ecoi_dictionary_add(&writer, key->bytes, key->len, key->payload, key->payload_len));
    }
    assert_true(ecoi_dictionary_finish(&writer, &out));
    ecoi_dictionary_writer_dispose(&writer);
    uint8_t *section = exact_copy(out.data, out.len);
    *out_len = out.len;
    ecoi_buf_dispose(&out);
    return section;
}

static void assert_entry(const keys *k, size_t i, const ecoi_dictionary_entry *entry)
{
    const struct key *key = &k->items[i];
    assert_int_equal(entry->ordinal, i);
    assert_int_equal(entry->key_len, key->len);
    assert_memory_equal(entry->key, key->bytes, key->len);
    assert_int_equal(entry->key[key->len], 0);
    assert_int_equal(entry->payload_len, key->payload_len);
    assert_memory_equal(entry->payload, key->payload, key->payload_len);
    assert_false(entry->damaged);
}

static void assert_end(const ecoi_dictionary_entry *entry)
{
    assert_int_equal(entry->key_len, 0);
    assert_false(entry->damaged);
}

static size_t lower_bound(const keys *k, eco_text key)
{
    size_t i = 0;
    while (i < k->n && ecoi_text_compare(text_of(&k->items[i]), key) < 0)
        i++;
    return i;
}

/* Both ways of looking a key up, and a few steps from where they lead. */
static void look_up(const ecoi_dictionary *d, const keys *k, eco_text key)
{
    ecoi_dictionary_entry entry;
    size_t at = lower_bound(k, key);
    bool there = at < k->n && ecoi_text_equal(text_of(&k->items[at]), key);
    assert_int_equal(ecoi_dictionary_find(d, key.ptr, key.len, &entry), there);
    if (there)
        assert_entry(k, at, &entry);
    assert_false(entry.damaged);
    bool more = ecoi_dictionary_seek(d, key.ptr, key.len, &entry);
    for (size_t i = at; i < k->n && i < at + 20; i++) {
        assert_true(more);
        assert_entry(k, i, &entry);
        more = ecoi_dictionary_next(&entry);
    }
    if (at + 20 > k->n) {
        assert_false(more);
        assert_end(&entry);
    }
}

static void walk(const ecoi_dictionary *d, const keys *k)
{
    ecoi_dictionary_entry entry;
    bool more = ecoi_dictionary_seek(d, "", 0, &entry);
    for (size_t i = 0; i < k->n; i++) {
        assert_true(more);
        assert_entry(k, i, &entry);
        more = ecoi_dictionary_next(&entry);
    }
    assert_false(more);
    assert_end(&entry);
    for (size_t i = 0; i < k->n; i++) {
        assert_true(ecoi_dictionary_at(d, (uint32_t)i, &entry));
        assert_entry(k, i, &entry);
    }
    assert_false(ecoi_dictionary_at(d, (uint32_t)k->n, &entry));
    assert_false(ecoi_dictionary_at(d, UINT32_MAX, &entry));
    assert_end(&entry);
}

static void round_trip(uint64_t seed, size_t n, unsigned letters, size_t longest)
{
    ecoi_dictionary d;
    size_t len;
    keys *k = make(seed, n, letters, longest);
    uint8_t *section = write_section(k, &len);
    assert_true(ecoi_dictionary_open(&d, section, len));
    assert_int_equal(d.n, k->n);
    walk(&d, k);
    look_up(&d, k, (eco_text){"", 0});
    for (size_t i = 0; i < k->n; i++) {
        char beside[ECOI_ENTRY_MAX + 1];
        eco_text key = text_of(&k->items[i]);
        look_up(&d, k, key);
        look_up(&d, k, (eco_text){key.ptr, key.len - 1});
        memcpy(beside, key.ptr, key.len);
        beside[key.len] = (char)draw(&seed);
        look_up(&d, k, (eco_text){beside, key.len + 1});
        beside[key.len - 1] = (char)draw(&seed);
        look_up(&d, k, (eco_text){beside, key.len});
    }
    free(section);
    free(k);
}

static void what_goes_in_is_found(void **state)
{
    static const size_t sizes[] = {0, 1, 2, 15, 16, 17, 31, 32, 33, 500};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        round_trip(1 + i, sizes[i], 2, ECOI_ENTRY_MAX);
        round_trip(101 + i, sizes[i], 8, 6);
        round_trip(201 + i, sizes[i], 256, 40);
    }
    round_trip(301, MOST_KEYS, 4, 12);
}

static void keys_of_one_byte_and_of_the_most(void **state)
{
    (void)state;
    ecoi_dictionary d;
    size_t len;
    keys *k = calloc(1, sizeof *k);
    for (unsigned i = 0; i < 256; i++) {
        struct key *one = &k->items[k->n++], *most = &k->items[k->n++];
        one->len = 1;
        most->len = ECOI_ENTRY_MAX;
        memset(most->bytes, (int)i, ECOI_ENTRY_MAX);
        one->bytes[0] = most->bytes[0];
    }
    sort_and_unite(k);
    assert_int_equal(k->n, 512);
    uint8_t *section = write_section(k, &len);
    assert_true(ecoi_dictionary_open(&d, section, len));
    walk(&d, k);
    for (size_t i = 0; i < k->n; i++)
        look_up(&d, k, text_of(&k->items[i]));
    free(section);
    free(k);
}

static void keys_that_cannot_be_are_refused(void **state)
{
    (void)state;
    char longer[ECOI_ENTRY_MAX + 1] = {0};
    ecoi_dictionary_writer writer = {0};
    assert_false(ecoi_dictionary_add(&writer, longer, 0, NULL, 0));
    assert_false(ecoi_dictionary_add(&writer, longer, sizeof longer, NULL, 0));
    assert_int_equal(writer.n, 0);
    ecoi_dictionary_writer_dispose(&writer);
}

/* Everything that can be asked of a section that may be damaged; it must end, and read nothing outside. */
static void read_whatever_it_is(const uint8_t *bytes, size_t len, const keys *k)
{
    ecoi_dictionary d;
    ecoi_dictionary_entry entry;
    uint8_t *section = exact_copy(bytes, len);
    if (ecoi_dictionary_open(&d, section, len)) {
        size_t n = 0;
        for (bool more = ecoi_dictionary_seek(&d, "", 0, &entry); more; more = ecoi_dictionary_next(&entry))
            n++;
        assert_true(n <= d.n);
        assert_true(n == d.n || entry.damaged || entry.key_len == 0);
        for (size_t i = 0; i < k->n; i++) {
            (void)ecoi_dictionary_find(&d, k->items[i].bytes, k->items[i].len, &entry);
            (void)ecoi_dictionary_at(&d, (uint32_t)i, &entry);
        }
    }
    free(section);
}

static void damage_ends_in_an_error(void **state)
{
    (void)state;
    size_t len;
    keys *k = make(7, 40, 3, 9);
    uint8_t *section = write_section(k, &len);
    for (size_t cut = 0; cut < len; cut++)
        read_whatever_it_is(section, cut, k);
    for (size_t at = 0; at < len; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            section[at] ^= (uint8_t)(1u << bit);
            read_whatever_it_is(section, len, k);
            section[at] ^= (uint8_t)(1u << bit);
        }
    free(section);
    free(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_is_found),
        cmocka_unit_test(keys_of_one_byte_and_of_the_most),
        cmocka_unit_test(keys_that_cannot_be_are_refused),
        cmocka_unit_test(damage_ends_in_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
