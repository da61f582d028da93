/* SPDX-License-Identifier: MIT */
/* The face's constant names: version, zones, reject reasons, token kinds. */
#include <ecosearch/analyse.h>
#include <ecosearch/base.h>
#include <ecosearch/build.h>
#include <ecosearch/document.h>
#include <ecosearch/version.h>

const char *eco_version(void)
{
    return ECO_VERSION_STRING;
}

const char *eco_zone_slug(eco_zone zone)
{
#define ZONE_SLUG(name, number, slug, french) [number] = slug,
    static const char *const slugs[ECO_N_ZONES] = {ECO_ZONE_LIST(ZONE_SLUG)};
#undef ZONE_SLUG
    return (unsigned)zone < ECO_N_ZONES ? slugs[zone] : "unknown";
}

const char *eco_reject_slug(eco_reject_reason reason)
{
#define REJECT_SLUG(name, number, slug, sentence) [number] = slug,
    static const char *const slugs[ECO_N_REJECT_REASONS] = {ECO_REJECT_LIST(REJECT_SLUG)};
#undef REJECT_SLUG
    return (unsigned)reason < ECO_N_REJECT_REASONS ? slugs[reason] : "unknown";
}

const char *eco_reject_sentence(eco_reject_reason reason)
{
#define REJECT_SENTENCE(name, number, slug, sentence) [number] = sentence,
    static const char *const sentences[ECO_N_REJECT_REASONS] = {ECO_REJECT_LIST(REJECT_SENTENCE)};
#undef REJECT_SENTENCE
    return (unsigned)reason < ECO_N_REJECT_REASONS ? sentences[reason] : "unknown reason";
}

const char *eco_token_kind_slug(eco_token_kind kind)
{
#define TOKEN_SLUG(name, number, slug) [number] = slug,
    static const char *const slugs[] = {ECO_TOKEN_LIST(TOKEN_SLUG)};
#undef TOKEN_SLUG
    return (size_t)kind < sizeof slugs / sizeof *slugs ? slugs[kind] : "unknown";
}
