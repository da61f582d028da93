/* SPDX-License-Identifier: MIT */
#include "places/weigh.h"

#include <string.h>

#include "places/rules.h"

enum { MUCH_LARGER = 3 /* in gaz_sense.size: eight times the inhabitants */ };

float ecoi_places_weight_of_kind(gaz_kind kind)
{
    static const float weights[] = {[GAZ_REGION] = WEIGHT_REGION,
                                    [GAZ_FORMER] = WEIGHT_FORMER,
                                    [GAZ_DEPARTMENT] = WEIGHT_DEPARTMENT,
                                    [GAZ_CITY] = WEIGHT_CITY,
                                    [GAZ_TOWN] = WEIGHT_TOWN,
                                    [GAZ_VILLAGE] = WEIGHT_VILLAGE,
                                    [GAZ_AREA] = WEIGHT_AREA,
                                    [GAZ_LABEL] = WEIGHT_LABEL,
                                    [GAZ_ORG] = WEIGHT_ORG,
                                    [GAZ_PRESS] = WEIGHT_PRESS,
                                    [GAZ_DEMONYM] = WEIGHT_DEMONYM,
                                    [GAZ_COUNCIL] = WEIGHT_COUNCIL,
                                    [GAZ_ASK] = 0,
                                    [GAZ_ABROAD] = WEIGHT_ABROAD,
                                    [GAZ_TRAP] = 0,
                                    [GAZ_FIRST_NAME] = 0,
                                    [GAZ_BEFORE] = 0};
    return weights[kind];
}

static bool is_commune(unsigned kind)
{
    return kind >= GAZ_CITY && kind <= GAZ_VILLAGE;
}

static bool is_small(const gaz_sense *sense)
{
    return sense->kind == GAZ_TOWN || sense->kind == GAZ_VILLAGE;
}

static bool has_kind(const gaz_node *node, gaz_kind low, gaz_kind high)
{
    const gaz_sense *senses = ecoi_gaz_senses_of(node);
    for (unsigned i = 0; i < node->n_senses; i++)
        if (senses[i].kind >= low && senses[i].kind <= high)
            return true;
    return false;
}

static bool is_one_word(const gaz_node *node)
{
    return !memchr(ecoi_gaz_names + node->name, ' ', node->len);
}

/* Paris is named for the State, for a head office, for a date line. */
static bool is_paris(const place_match *match, const gaz_sense *sense)
{
    static const char paris[] = "paris";
    return match->node->len == sizeof paris - 1 && sense->kind == GAZ_CITY &&
           memcmp(ecoi_gaz_names + match->node->name, paris, sizeof paris - 1) == 0;
}

/* "a Paris", "Lyon et Paris" */
#define PARIS_IS_TOWN (SEEN_AT | SEEN_ALONE | SEEN_PAIRED)

/* Does the noun before the name fit what the sense is? "prefet de la Loire", "ville de Tours". */
static bool is_outright(const place_match *match, const gaz_sense *sense)
{
    unsigned fitting = is_commune(sense->kind) ? SEEN_TOWN | SEEN_DEPARTMENT : SEEN_REGION | SEEN_DEPARTMENT;
    bool numbered = match->seen & SEEN_NUMBER && sense->department == match->department;
    bool bracketed = match->seen & SEEN_BRACKETS && sense->kind <= GAZ_DEPARTMENT;
    if (match->seen & SEEN_TIED && is_paris(match, sense))
        return false; /* "universite Paris-XIII": experts are quoted from there all over the country */
    return numbered || bracketed || (match->seen & fitting) != 0;
}

/* Grammar that speaks against a sense when the name has another: "la Vienne" is no town, "a Vienne" no
 * department. */
static bool fits_grammar(const place_match *match, const gaz_sense *sense)
{
    bool article = match->seen & SEEN_ARTICLE;
    if (is_commune(sense->kind) && article)
        return !has_kind(match->node, GAZ_REGION, GAZ_DEPARTMENT);
    if (sense->kind == GAZ_DEPARTMENT && !article && match->seen & SEEN_AT)
        return !has_kind(match->node, GAZ_CITY, GAZ_VILLAGE);
    return true;
}

static bool fits_case(const place_match *match, const gaz_sense *sense)
{
    if (sense->accent && !match->accent)
        return false;
    if (!(match->seen & SEEN_LOWER) || sense->kind == GAZ_DEMONYM || sense->kind == GAZ_TRAP)
        return true;
    bool region = sense->kind <= GAZ_FORMER;
    return region && ((sense->guard == 0 && !is_one_word(match->node)) || match->seen & SEEN_REGION);
}

/* How far a sense is believed, and why; 0: not at all. */
typedef struct belief {
    float factor;
    eco_place_why why;
} belief;

#define IS_PLACE ECO_PLACE_NAMED

/* A person, a street, part of a longer name; IS_PLACE: none of these. */
static eco_place_why borrowed_as(const place_match *match, const gaz_sense *sense)
{
    bool coined = sense->kind == GAZ_LABEL || (sense->kind == GAZ_ORG && !is_one_word(match->node));
    if (coined || (sense->kind == GAZ_DEMONYM && match->seen & SEEN_LOWER))
        return IS_PLACE; /* "Thierry Breton" is no Breton, "la tech bretonne" is */
    if (match->seen & SEEN_STREET)
        return ECO_PLACE_STREET;
    if (match->seen & SEEN_PERSON)
        return ECO_PLACE_PERSON;
    if (match->seen & SEEN_NEIGHBOUR && has_kind(match->node, GAZ_FIRST_NAME, GAZ_FIRST_NAME))
        return ECO_PLACE_PERSON;
    bool small = sense->guard > 0 || is_small(sense) || sense->kind == GAZ_DEMONYM;
    return small && match->seen & SEEN_TIED && !is_outright(match, sense) ? ECO_PLACE_TIED : IS_PLACE;
}

static belief supported(const gaz_sense *sense, const place_support *support)
{
    static const belief unproven = {0, ECO_PLACE_UNPROVEN};
    if (!support || sense->region == GAZ_NONE)
        return unproven;
    bool near = sense->department != GAZ_NONE && support->department[sense->department] > 0;
    bool believed = near || support->region[sense->region] >= SUPPORT_REGION;
    return believed ? (belief){FACTOR_SUPPORTED, ECO_PLACE_SUPPORTED} : unproven;
}

/* The guards of gaz_sense: how much is asked of a name that is also a word, a river or a surname. */
static belief guarded(const place_match *match, const gaz_sense *sense, const place_support *support)
{
    static const belief at = {FACTOR_AT, ECO_PLACE_AT}, plain = {FACTOR_PLAIN, ECO_PLACE_NAMED},
                        river = {FACTOR_SUPPORTED, ECO_PLACE_RIVER}, unproven = {0, ECO_PLACE_UNPROVEN};
    unsigned seen = match->seen;
    bool dated = seen & SEEN_DATELINE && sense->kind != GAZ_DEPARTMENT; /* "Tours : ...", but "Somme : 3" */
    bool placed = dated || (seen & (SEEN_AT | SEEN_LISTED)) != 0;
    bool named = seen & SEEN_OWN_ARTICLE && seen & SEEN_AT && !(seen & SEEN_NEIGHBOUR);
    switch (sense->guard) {
    case 0:
        return placed ? at : plain;
    case 1:
        if (placed)
            return at;
        return seen & SEEN_CAPITAL && !(seen & SEEN_NEIGHBOUR) ? plain : supported(sense, support);
    case 2:
        if (placed && !(seen & SEEN_NEIGHBOUR)) /* one can bathe in the Loire, but not in the town of Sens */
            return sense->kind == GAZ_DEPARTMENT ? river : at;
        return seen & SEEN_CAPITAL ? supported(sense, support) : unproven;
    default:
        if (named) /* one works at "le palais", and lives "a La Gacilly" */
            return at;
        return placed && seen & SEEN_CAPITAL ? supported(sense, support) : unproven;
    }
}

/* Why a sense is out of the question here, or IS_PLACE. */
static eco_place_why refused(const place_match *match, const gaz_sense *sense)
{
    if (sense->kind == GAZ_ASK || sense->kind >= GAZ_TRAP)
        return ECO_PLACE_TRAP;
    if (match->seen & SEEN_NUMBER && sense->department != GAZ_NONE && sense->department != match->department)
        return ECO_PLACE_ELSEWHERE;
    if (!fits_case(match, sense) || !fits_grammar(match, sense))
        return ECO_PLACE_WORD;
    return borrowed_as(match, sense);
}

static belief belief_in(const place_match *match, const gaz_sense *sense, const place_support *support)
{
    eco_place_why why = refused(match, sense);
    if (why != IS_PLACE)
        return (belief){0, why};
    if (match->seen & (SEEN_MENU | SEEN_CASE))
        return (belief){FACTOR_MENU, ECO_PLACE_MENU};
    if (is_outright(match, sense))
        return match->seen & SEEN_POSTCODE ? (belief){FACTOR_ADDRESS, ECO_PLACE_ADDRESS}
                                           : (belief){FACTOR_OUTRIGHT, ECO_PLACE_OUTRIGHT};
    if (is_commune(sense->kind) && match->seen & SEEN_ARTICLE && sense->guard > 0)
        return (belief){0, ECO_PLACE_WORD};
    belief b = guarded(match, sense, support);
    if (match->seen & SEEN_ASIDE && b.factor > 0)
        b.why = ECO_PLACE_ASIDE;
    if (support && sense->kind == GAZ_VILLAGE && support->abroad > support->region[sense->region])
        b = (belief){b.factor * FACTOR_NAMESAKE, b.factor > 0 ? ECO_PLACE_NAMESAKE : b.why};
    if (is_paris(match, sense))
        b = (belief){b.factor * (match->seen & PARIS_IS_TOWN ? FACTOR_AT_PARIS : FACTOR_PARIS),
                     b.why == ECO_PLACE_NAMED ? ECO_PLACE_STATE : b.why};
    return b;
}

/* "La Region a vote": the capital tells the institution from the word. */
static belief council_belief(const place_match *match)
{
    bool told =
        match->seen & (SEEN_CAPITAL | SEEN_ARTICLE) && !(match->seen & (SEEN_LOWER | SEEN_BEFORE_NAME));
    return told ? (belief){FACTOR_PLAIN, ECO_PLACE_COUNCIL} : (belief){0, ECO_PLACE_WORD};
}

typedef struct candidate {
    const gaz_sense *sense;
    eco_place_why why;
    float weight;
} candidate;

/* The senses that are believed; where none is, why the most official one is not. */
static size_t candidates_of(const place_match *match, const place_support *support, candidate out[15],
                            eco_place_why *why_none)
{
    size_t n = 0;
    for (unsigned i = 0; i < match->node->n_senses; i++) {
        const gaz_sense *sense = ecoi_gaz_senses_of(match->node) + i;
        belief b = sense->kind == GAZ_COUNCIL ? council_belief(match) : belief_in(match, sense, support);
        if (b.factor > 0)
            out[n++] = (candidate){sense, b.why, b.factor * ecoi_places_weight_of_kind(sense->kind)};
        else if (i == 0)
            *why_none = b.why;
    }
    return n;
}

static bool same_region(const candidate *list, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (list[i].sense->region != list[0].sense->region)
            return false;
    return true;
}

static float backing(const gaz_sense *sense, const place_support *support)
{
    float department = sense->department == GAZ_NONE ? 0 : support->department[sense->department];
    return (sense->region == GAZ_NONE ? support->abroad : support->region[sense->region]) + department;
}

/* The sense with most backing, or the one town that is much larger than its namesakes; NULL: undecided. */
static const candidate *decide(const candidate *list, size_t n, const place_support *support)
{
    const candidate *best = &list[0], *second = NULL;
    for (size_t i = 1; i < n; i++) {
        if (backing(list[i].sense, support) > backing(best->sense, support)) {
            second = best;
            best = &list[i];
        } else if (!second || backing(list[i].sense, support) > backing(second->sense, support)) {
            second = &list[i];
        }
    }
    if (backing(best->sense, support) > backing(second->sense, support))
        return best;
    bool chief_town = best->sense->kind == GAZ_CITY && second->sense->kind == GAZ_ABROAD;
    bool larger = is_commune(best->sense->kind) && second->sense->kind != GAZ_AREA &&
                  best->sense->size >= second->sense->size + MUCH_LARGER;
    bool of_higher_kind = best->sense->kind < GAZ_CITY && best->sense->kind < second->sense->kind;
    return larger || chief_town || of_higher_kind ? best : NULL;
}

/* The one region named outright, or GAZ_NONE. */
static uint8_t council_region(const place_support *support)
{
    uint8_t best = GAZ_NONE;
    for (uint8_t r = 0; support && r < ECO_N_REGIONS; r++) {
        if (support->council[r] <= 0)
            continue;
        if (best != GAZ_NONE)
            return GAZ_NONE;
        best = r;
    }
    return best;
}

static place_verdict council_verdict(const candidate *c, const place_support *support)
{
    place_verdict v = {.kind = GAZ_COUNCIL, .department = GAZ_NONE, .why = ECO_PLACE_UNDECIDED};
    uint8_t region = council_region(support);
    if (region != GAZ_NONE) {
        v.why = ECO_PLACE_COUNCIL;
        v.weight = c->weight;
        v.regions[v.n_regions++] = region;
    }
    return v;
}

static place_verdict verdict_for(const candidate *c, const place_match *match)
{
    place_verdict v = {.kind = (gaz_kind)c->sense->kind,
                       .department = c->sense->department,
                       .why = c->why,
                       .weight = c->weight};
    v.outright = is_outright(match, c->sense);
    v.passing = match->seen & (SEEN_MENU | SEEN_CASE | SEEN_ASIDE) ||
                (is_paris(match, c->sense) && !v.outright && !(match->seen & PARIS_IS_TOWN));
    v.abroad = c->sense->region == GAZ_NONE;
    if (!v.abroad)
        v.regions[v.n_regions++] = c->sense->region;
    return v;
}

/* An area of several regions that nothing else decides counts for each, by its part. */
static place_verdict spread(const candidate *list, size_t n)
{
    place_verdict v = {
        .kind = (gaz_kind)list[0].sense->kind, .department = GAZ_NONE, .why = ECO_PLACE_UNDECIDED};
    if (v.kind < GAZ_AREA || n > sizeof v.regions)
        return v;
    for (size_t i = 0; i < n; i++)
        if (list[i].sense->region != GAZ_NONE)
            v.regions[v.n_regions++] = list[i].sense->region;
    v.weight = v.n_regions ? list[0].weight / (float)v.n_regions : 0;
    v.why = ECO_PLACE_AREA;
    return v;
}

static place_verdict set_aside(eco_place_why why)
{
    return (place_verdict){.kind = GAZ_TRAP, .department = GAZ_NONE, .why = why};
}

place_verdict ecoi_places_weigh(const place_match *match, const place_support *support)
{
    candidate list[15];
    eco_place_why why = ECO_PLACE_TRAP;
    size_t n = candidates_of(match, support, list, &why);
    if (n == 0)
        return set_aside(why);
    if (list[0].sense->kind == GAZ_COUNCIL)
        return council_verdict(&list[0], support);
    if (n == 1 || same_region(list, n))
        return verdict_for(&list[0], match);
    if (!support)
        return set_aside(ECO_PLACE_UNDECIDED);
    const candidate *best = decide(list, n, support);
    return best ? verdict_for(best, match) : spread(list, n);
}
