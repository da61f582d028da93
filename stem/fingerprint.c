/* SPDX-License-Identifier: MIT */
#include "stem/fingerprint.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"

/* The tables that the code reads directly, as they are written. */
static const char *const rows[] = {
#define TEXT(...) #__VA_ARGS__
#define X(...)    TEXT(__VA_ARGS__),
#include "stem/inclusive.def"
#include "stem/latin.def"
#undef X
#undef TEXT
};

static uint64_t hash_rows(void)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        hash = ecoi_hash_mix(hash ^ 0xd6e8feb86659fd93u, ecoi_hash(rows[i], strlen(rows[i])));
    return hash;
}

void ecoi_fingerprint(const char *name, const ecoi_lexicon *lexicon, ecoi_stemmer *stemmer, char *out)
{
    uint64_t hash = ecoi_hash_mix(ecoi_hash(name, strlen(name)), 0x9e3779b97f4a7c15u + ECOI_RULES_VERSION);
    if (stemmer) {
        hash = ecoi_hash_mix(hash ^ hash_rows(), 0xa0761d6478bd642fu);
        hash = ecoi_hash_mix(hash ^ ecoi_lexicon_hash(lexicon), 0xe7037ed1a0b428dbu);
        hash = ecoi_hash_mix(hash ^ ecoi_stemmer_probe(stemmer, lexicon), 0x8ebc6af09c88c6e3u);
    }
    snprintf(out, ECOI_FINGERPRINT_LEN + 1, "%016" PRIx64, hash);
}
