/* SPDX-License-Identifier: MIT */
#include "stem/memo.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

enum { FIRST_SLOTS = 1024 };

static ecoi_memo_slot *free_slot(ecoi_memo_slot *slots, size_t n_slots, uint64_t hash)
{
    size_t i = hash & (n_slots - 1);
    while (slots[i].len != 0)
        i = (i + 1) & (n_slots - 1);
    return &slots[i];
}

static uint64_t hash_of(const ecoi_memo_slot *slot)
{
    return ecoi_hash_mix(slot->key[0] ^ 0x9e3779b97f4a7c15u, slot->key[1] ^ 0xe7037ed1a0b428dbu ^ slot->len);
}

static bool resize(ecoi_memo *memo, size_t n_slots)
{
    ecoi_memo_slot *slots = calloc(n_slots, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < memo->n_slots; i++)
        if (memo->slots[i].len != 0)
            *free_slot(slots, n_slots, hash_of(&memo->slots[i])) = memo->slots[i];
    free(memo->slots);
    memo->slots = slots;
    memo->n_slots = n_slots;
    return true;
}

bool ecoi_memo_open(ecoi_memo *memo)
{
    return resize(memo, FIRST_SLOTS);
}

void ecoi_memo_dispose(ecoi_memo *memo)
{
    free(memo->slots);
    free(memo->tails);
    free(memo->tokens);
    *memo = (ecoi_memo){0};
}

void ecoi_memo_reset(ecoi_memo *memo)
{
    memset(memo->slots, 0, memo->n_slots * sizeof *memo->slots);
    memo->n = memo->n_tails = memo->n_tokens = 0;
}

size_t ecoi_memo_bytes(const ecoi_memo *memo)
{
    return memo->n_slots * sizeof *memo->slots + memo->tails_cap + memo->tokens_cap * sizeof *memo->tokens;
}

static bool is_plain(const ecoi_token *tokens, size_t n_tokens, size_t len)
{
    return n_tokens == 1 && tokens[0].start == 0 && tokens[0].len == len;
}

static bool make_room(ecoi_memo *memo, size_t len, size_t n_tokens)
{
    if ((memo->n + 1) * 2 > memo->n_slots && !resize(memo, memo->n_slots * 2))
        return false;
    if (memo->n_tails + len > UINT32_MAX || memo->n_tokens + n_tokens > UINT32_MAX)
        return false;
    return ecoi_grow(&memo->tails, &memo->tails_cap, memo->n_tails + len, 1) &&
           ecoi_grow(&memo->tokens, &memo->tokens_cap, memo->n_tokens + n_tokens, sizeof *memo->tokens);
}

const ecoi_memo_slot *ecoi_memo_add(ecoi_memo *memo, const ecoi_memo_key *key, const char *chunk, size_t len,
                                    const ecoi_token *tokens, size_t n_tokens, uint32_t n_positions,
                                    uint8_t joins)
{
    if (!make_room(memo, len, n_tokens))
        return NULL;
    ecoi_memo_slot *slot = free_slot(memo->slots, memo->n_slots, key->hash);
    *slot = (ecoi_memo_slot){
        {key->word[0], key->word[1]},   0, 0, (uint8_t)len, (uint8_t)n_tokens, (uint8_t)n_positions, 0, joins,
        is_plain(tokens, n_tokens, len)};
    if (len > ECOI_MEMO_KEY) {
        slot->tail = (uint32_t)memo->n_tails;
        memcpy(memo->tails + memo->n_tails, chunk, len);
        memo->n_tails += len;
    }
    if (slot->plain) {
        slot->first = tokens[0].form;
        slot->kind = tokens[0].kind;
    } else {
        slot->first = (uint32_t)memo->n_tokens;
        if (n_tokens)
            memcpy(memo->tokens + memo->n_tokens, tokens, n_tokens * sizeof *tokens);
        memo->n_tokens += n_tokens;
    }
    memo->n++;
    return slot;
}
