/* SPDX-License-Identifier: MIT */
/* What stands around a name: read word by word backwards, then forwards. */
#include "places/match.h"
#include "places/region.h"

enum { POSTCODE_LEN = 5, NUMBER_LEN = 3, NOUN_REACH = 3, ASIDE_REACH = 8 };

static const gaz_sense *sense_of_kind(const gaz_node *node, gaz_kind kind)
{
    for (unsigned i = 0; node && i < node->n_senses; i++)
        if (ecoi_gaz_senses_of(node)[i].kind == kind)
            return ecoi_gaz_senses_of(node) + i;
    return NULL;
}

static gaz_before before_of(const word *w)
{
    const gaz_sense *sense = sense_of_kind(ecoi_gaz_find(w->hash), GAZ_BEFORE);
    if (!sense)
        return GAZ_BEFORE_NONE;
    bool verb = w->len == 1 && sense->department == GAZ_BEFORE_AT && !(w->shape & WORD_CAPITAL);
    return verb ? GAZ_BEFORE_NONE
                : (gaz_before)sense->department; /* "a" is a verb; the preposition has two bytes */
}

static bool is_grammar(gaz_before before)
{
    return before != GAZ_BEFORE_NONE && before <= GAZ_BEFORE_AND;
}

static bool joins(const place_scan *scan, size_t at)
{
    return at > 0 && at < scan->n && GAP_JOINS(scan->words[at].gap);
}

/* In a line of capitals a capital tells nothing. */
static bool shouted_with_neighbour(const place_scan *scan, size_t at, size_t n)
{
    if (!(scan->words[at].shape & WORD_SHOUT))
        return false;
    return (joins(scan, at) && scan->words[at - 1].shape & WORD_SHOUT) ||
           (joins(scan, at + n) && scan->words[at + n].shape & WORD_SHOUT);
}

static unsigned look_at_case(const place_scan *scan, size_t at, size_t n)
{
    bool capital = false;
    for (size_t i = at; i < at + n; i++)
        if (n == 1 || !is_grammar(before_of(&scan->words[i])))
            capital |= (scan->words[i].shape & (WORD_CAPITAL | WORD_DIGIT)) != 0;
    if (!capital)
        return SEEN_LOWER;
    bool start = scan->words[at].gap & GAP_SENTENCE && n == 1;
    return start || shouted_with_neighbour(scan, at, n) ? 0 : SEEN_CAPITAL;
}

/* Names that bring their grammar along: "au Havre", "region Centre", "Ville de Paris". */
static unsigned look_at_first_word(const place_scan *scan, size_t at, size_t n)
{
    const word *first = &scan->words[at];
    gaz_before before = before_of(first);
    if (before == GAZ_BEFORE_AT_ARTICLE)
        return SEEN_AT;
    if (before == GAZ_BEFORE_ARTICLE && n > 1 && first->shape & WORD_CAPITAL && !(first->gap & GAP_SENTENCE))
        return SEEN_OWN_ARTICLE;
    return before == GAZ_BEFORE_REGION && n > 1 ? SEEN_REGION : 0;
}

/* Steps over article and preposition before words[at]; returns the index that the word before them would
 * follow. */
static size_t step_over_grammar(const place_scan *scan, size_t at, unsigned *seen)
{
    for (unsigned i = 0; i < 2 && joins(scan, at); i++) {
        switch (before_of(&scan->words[at - 1])) {
        case GAZ_BEFORE_ARTICLE:
            *seen |= SEEN_ARTICLE;
            at--;
            continue;
        case GAZ_BEFORE_AT_ARTICLE:
            *seen |= SEEN_ARTICLE | SEEN_AT;
            return at - 1;
        case GAZ_BEFORE_OF_ARTICLE:
            *seen |= SEEN_ARTICLE;
            return at - 1;
        case GAZ_BEFORE_AT:
            *seen |= SEEN_AT;
            return at - 1;
        case GAZ_BEFORE_OF:
            return at - 1;
        default:
            return at;
        }
    }
    return at;
}

static unsigned noun_tells(gaz_before noun, bool adjacent, bool bare)
{
    switch (noun) {
    case GAZ_BEFORE_REGION:
        return SEEN_REGION;
    case GAZ_BEFORE_DEPARTMENT:
        return SEEN_DEPARTMENT;
    case GAZ_BEFORE_TOWN:
        return SEEN_TOWN;
    case GAZ_BEFORE_BASED:
        return SEEN_AT;
    case GAZ_BEFORE_STREET:
        return adjacent ? SEEN_STREET : 0;
    case GAZ_BEFORE_HOUSE:
        return adjacent && bare ? SEEN_PERSON : 0;
    case GAZ_BEFORE_TITLE:
        return adjacent ? SEEN_PERSON : 0;
    default:
        return 0;
    }
}

/* "maire socialiste de", "ville de", "rue du": the noun up to NOUN_REACH words before the grammar. */
static unsigned look_for_noun(const place_scan *scan, size_t at, bool bare)
{
    for (size_t i = 0; i < NOUN_REACH && joins(scan, at - i); i++) {
        const word *w = &scan->words[at - i - 1];
        gaz_before before = before_of(w);
        if (before > GAZ_BEFORE_AND)
            return noun_tells(before, i == 0, bare);
        if (w->shape & WORD_CAPITAL || before == GAZ_BEFORE_AND)
            break;
    }
    return 0;
}

static bool is_first_name(const word *w)
{
    return w->shape & WORD_CAPITAL && sense_of_kind(ecoi_gaz_find(w->hash), GAZ_FIRST_NAME);
}

/* "M. Bourgogne": the full stop does not end a sentence. */
static bool is_short_title(const place_scan *scan, size_t at)
{
    const word *before = &scan->words[at - 1];
    return scan->words[at].gap == GAP_SENTENCE && before->len <= 3 && before_of(before) == GAZ_BEFORE_TITLE;
}

/* "Charles de Saint-Etienne", the grammar between beginning at words[at]. */
static bool is_of_person(const place_scan *scan, size_t at, size_t name_at)
{
    return at + 1 == name_at && at > 0 && joins(scan, at) && before_of(&scan->words[at]) == GAZ_BEFORE_OF &&
           is_first_name(&scan->words[at - 1]);
}

/* The word right before a name, with nothing between. */
static unsigned look_at_neighbour(const place_scan *scan, size_t at)
{
    if (at == 0)
        return 0;
    const word *w = &scan->words[at - 1];
    if (!joins(scan, at))
        return is_short_title(scan, at) ? SEEN_PERSON : 0;
    if (is_first_name(w))
        return SEEN_PERSON;
    if (before_of(w) != GAZ_BEFORE_NONE || scan->listed == at)
        return 0;
    if (scan->words[at].gap & GAP_HYPHEN)
        return SEEN_TIED;
    return w->shape & WORD_CAPITAL && !(w->gap & GAP_SENTENCE) ? SEEN_NEIGHBOUR : 0;
}

/* Do words[at] go on after the last name, behind a comma or "et"? */
static bool goes_on(const place_scan *scan, size_t at)
{
    if (!scan->listed || (scan->words[at].gap & ~(GAP_COMMA | GAP_CLOSE)) != 0)
        return false;
    bool comma = scan->listed == at && scan->words[at].gap & GAP_COMMA;
    return comma || (scan->listed + 1 == at && before_of(&scan->words[at - 1]) == GAZ_BEFORE_AND);
}

static unsigned follows_listed(const place_scan *scan, size_t at, size_t noun_at)
{
    unsigned seen = 0;
    if (goes_on(scan, at))
        seen = (scan->last_seen & (SEEN_AT | SEEN_TOWN | SEEN_LISTED) ? SEEN_LISTED : 0) |
               (scan->last_home ? SEEN_PAIRED : 0);
    return goes_on(scan, noun_at) ? seen | (scan->last_seen & SEEN_CASE) : seen;
}

/* "ou, à Paris, le préfet de police", "toutefois, en Guyane": what stands before the grammar. */
static bool is_exception(const place_scan *scan, size_t at)
{
    if (at == 0 || scan->words[at].gap & ~(GAP_COMMA | GAP_OPEN))
        return false;
    const word *w = &scan->words[at - 1];
    gaz_before before = before_of(w);
    bool set_off = scan->words[at].gap & GAP_COMMA || w->gap & GAP_OPEN;
    return before == GAZ_BEFORE_EXCEPT || (before == GAZ_BEFORE_AND && set_off && w->len == 2);
}

static size_t department_of_number(const place_scan *scan, const word *w, size_t len)
{
    char code[NUMBER_LEN];
    for (size_t i = 0; i < len; i++) {
        char c = scan->text[w->start + i];
        code[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    return ecoi_region_department(code, len);
}

static size_t department_of_postcode(const place_scan *scan, const word *w)
{
    if (w->len != POSTCODE_LEN || !(w->shape & WORD_DIGIT))
        return GAZ_NONE;
    bool overseas = scan->text[w->start] == '9' && scan->text[w->start + 1] == '7';
    return department_of_number(scan, w, overseas ? 3 : 2);
}

/* The department in "(45)", "(Loiret)", "(45, Loiret)" or "(45000)". */
static size_t department_in_brackets(const place_scan *scan, size_t at)
{
    if (at >= scan->n || !(scan->words[at].gap & GAP_OPEN))
        return GAZ_NONE;
    const word *w = &scan->words[at];
    if (w->shape & WORD_DIGIT)
        return w->len <= NUMBER_LEN ? department_of_number(scan, w, w->len) : department_of_postcode(scan, w);
    size_t n;
    const gaz_sense *sense = sense_of_kind(ecoi_places_longest(scan, at, &n), GAZ_DEPARTMENT);
    return sense ? sense->department : GAZ_NONE;
}

static unsigned look_behind_name(const place_scan *scan, size_t end)
{
    if (!joins(scan, end))
        return 0;
    size_t n;
    const word *w = &scan->words[end];
    bool name = w->shape & WORD_CAPITAL && ecoi_places_longest(scan, end, &n);
    if (name)
        return SEEN_BEFORE_NAME;
    if (w->gap & GAP_HYPHEN)
        return SEEN_TIED;
    return w->shape & WORD_CAPITAL && before_of(w) == GAZ_BEFORE_NONE ? SEEN_NEIGHBOUR : 0;
}

/* "Orleans, le 3 avril", "BREST, 4 mai", "Lyon - La societe", "Tours : le pont": the name begins the text. */
static bool is_dateline(const place_scan *scan, size_t at, size_t end)
{
    if (!scan->at_text_start || at > 0 || end + 1 >= scan->n)
        return false;
    bool alone = scan->words[end].gap & (GAP_OTHER | GAP_SENTENCE) && !(scan->words[end].gap & GAP_BAR);
    size_t day = before_of(&scan->words[end]) == GAZ_BEFORE_ARTICLE ? end + 1 : end;
    bool date = scan->words[end].gap & GAP_COMMA && scan->words[day].shape & WORD_DIGIT;
    return alone || date;
}

/* "Antilles | Guyane | Pacifique" */
static bool is_menu_item(const place_scan *scan, size_t at, size_t end)
{
    bool text_start = at == 0 && scan->at_text_start, text_end = end == scan->n;
    bool bar_before = scan->words[at].gap & GAP_BAR, bar_after = !text_end && scan->words[end].gap & GAP_BAR;
    return (bar_before && (bar_after || text_end)) || (text_start && bar_after);
}

/* Is an opening bracket before words[at], its grammar beginning at words[from], with other words between? */
static bool is_aside(const place_scan *scan, size_t from, size_t at)
{
    if (scan->words[at].gap & GAP_OPEN)
        return false;
    for (size_t i = at; i > 0 && at - i < ASIDE_REACH; i--) {
        if (i < from && scan->words[i].gap & GAP_OPEN)
            return true;
        if (scan->words[i].gap & (GAP_OPEN | GAP_CLOSE | GAP_SENTENCE))
            return false;
    }
    return false;
}

void ecoi_places_context(const place_scan *scan, size_t at, size_t n, place_match *match)
{
    size_t end = at + n;
    unsigned seen = look_at_case(scan, at, n);
    seen |= look_at_first_word(scan, at, n);
    size_t noun_at = step_over_grammar(scan, at, &seen);
    seen |= look_for_noun(scan, noun_at, noun_at == at);
    if (is_of_person(scan, noun_at, at))
        seen |= SEEN_PERSON;
    seen |= look_at_neighbour(scan, at) | look_behind_name(scan, end);
    seen |= follows_listed(scan, at, noun_at);
    if (is_dateline(scan, at, end))
        seen |= SEEN_DATELINE;
    if (scan->words[at].gap & GAP_OPEN && (end == scan->n || scan->words[end].gap & GAP_CLOSE))
        seen |= SEEN_BRACKETS;
    if (is_aside(scan, noun_at, at))
        seen |= SEEN_ASIDE;
    if (is_menu_item(scan, at, end))
        seen |= SEEN_MENU;
    if (at == 0 && scan->at_text_start && end == scan->n)
        seen |= SEEN_ALONE;
    if (noun_at < at && is_exception(scan, noun_at))
        seen |= SEEN_CASE;
    if (noun_at == 0 && at > 0 && scan->at_text_start && end == scan->n && seen & SEEN_AT)
        seen |= SEEN_CASE;
    size_t department = department_in_brackets(scan, end);
    if (department == GAZ_NONE && at > 0) {
        department = department_of_postcode(scan, &scan->words[at - 1]);
        seen |= department == GAZ_NONE ? 0 : SEEN_POSTCODE;
    }
    if (department != GAZ_NONE)
        seen |= SEEN_NUMBER;
    match->department = (uint8_t)department;
    match->seen = seen;
}
