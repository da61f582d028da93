/* SPDX-License-Identifier: MIT */
/*
 * eco-corpus: made-up documents of plain words, as many as wanted, the same each time.
 *   eco-corpus N [SEED]      JSON Lines on standard output
 *
 * Words follow Zipf's law up to rank 10,000 (a rank is e to an even number: the first word is one in
 * fourteen) and fall off as the square of the rank beyond, as in real text, so that the vocabulary grows with
 * the root of the text. A document has a subject, which prefers its own part of each octave of ranks:
 * documents of a subject resemble each other, and lie scattered. One word in four is drawn from the few that
 * like to follow the one before, which makes phrases. Lengths are log-normal, 270 words in the mean.
 */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_SUBJECTS = 512, SHARE_SUBJECT = 40, SHARE_PAIR = 25, FEW = 4, COMMON = 64, LENGTH_MAX = 20000 };
static const double CORE_RANK = 1e4, MAX_RANK = 1e8, TAIL = 0.025, LENGTH_MEDIAN = 190, LENGTH_SPREAD = 0.84;

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t mix(uint64_t z)
{
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static uint64_t draw(uint64_t *state)
{
    return mix(*state += 0x9e3779b97f4a7c15u);
}

static double even(uint64_t bits)
{
    return (double)(bits >> 11) * 0x1p-53;
}

static uint32_t zipf(uint64_t bits)
{
    double u = even(bits), rank = u < TAIL ? CORE_RANK / (u / TAIL + CORE_RANK / MAX_RANK)
                                           : exp((u - TAIL) / (1 - TAIL) * log(CORE_RANK));
    return (uint32_t)rank;
}

/* The word of the subject in the place of `rank`: in the same octave, so about as frequent, of its own
 * eighth. */
static uint32_t of_subject(uint32_t rank, uint32_t subject)
{
    uint32_t octave = 31 - (uint32_t)__builtin_clz(rank), size = 1u << octave, eighth = size / 8;
    uint32_t start = (uint32_t)mix((uint64_t)subject << 8 | octave) & (size - 1);
    return size | ((start + (rank & (size - 1)) % eighth) & (size - 1));
}

static uint32_t next_rank(uint64_t *state, uint32_t previous, uint32_t subject)
{
    uint64_t bits = draw(state);
    uint32_t chance = (uint32_t)(bits % 100);
    if (previous && chance < SHARE_PAIR)
        return zipf(mix((uint64_t)previous * FEW + (bits >> 32) % FEW));
    uint32_t rank = zipf(draw(state));
    return rank > COMMON && chance < SHARE_PAIR + SHARE_SUBJECT ? of_subject(rank, subject) : rank;
}

/* A word of two letters and more, another one for each rank. */
static char *put_word(char *out, uint32_t rank)
{
    static const char consonants[] = "bcdfglmnprstv", vowels[] = "aeiou";
    do {
        *out++ = consonants[rank % 13];
        rank /= 13;
        *out++ = vowels[rank % 5];
        rank /= 5;
    } while (rank);
    return out;
}

static uint32_t draw_length(uint64_t *state)
{
    double u = 1 - even(draw(state)), v = even(draw(state)); /* Box and Muller */
    double length = LENGTH_MEDIAN * exp(LENGTH_SPREAD * sqrt(-2 * log(u)) * cos(2 * 3.14159265358979 * v));
    return length < 1 ? 1 : length > LENGTH_MAX ? LENGTH_MAX : (uint32_t)length;
}

static int put_document(uint64_t number, uint64_t seed)
{
    static char text[LENGTH_MAX * 12 + 1];
    uint64_t state = mix(seed) ^ mix(number);
    uint32_t subject = (uint32_t)(draw(&state) % N_SUBJECTS), length = draw_length(&state), rank = 0;
    char *end = text;
    for (uint32_t i = 0; i < length; ++i) {
        if (i)
            *end++ = ' ';
        rank = next_rank(&state, rank, subject);
        end = put_word(end, rank);
    }
    return printf("{\"id\": \"%" PRIu64 "\", \"title\": \"\", \"body\": \"%.*s\"}\n", number,
                  (int)(end - text), text);
}

static uint64_t parse_number(const char *text)
{
    char *end;
    errno = 0;
    uint64_t n = strtoull(text, &end, 10);
    if (errno || *end || end == text || *text == '-') {
        fprintf(stderr, "eco-corpus: \"%s\" is no number\n", text);
        exit(64);
    }
    return n;
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3 || argv[1][0] == '-') {
        fputs("Usage: eco-corpus N [SEED]\nWrites N made-up documents as JSON Lines.\n", stderr);
        return argc == 2 && strcmp(argv[1], "--help") == 0 ? 0 : 64;
    }
    uint64_t n = parse_number(argv[1]), seed = argc > 2 ? parse_number(argv[2]) : 1;
    for (uint64_t i = 0; i < n; ++i)
        if (put_document(i, seed) < 0)
            break;
    if (fflush(stdout) || ferror(stdout)) {
        perror("eco-corpus");
        return 1;
    }
    return 0;
}
