/* SPDX-License-Identifier: MIT */
/* The score of a match, and how it came about. */
#include "searcher/score.h"
#include "searcher/match_impl.h"
#include "searcher/window.h"

/* What a word or phrase adds in the document. */
static ecoi_contribution contribution(ecoi_match *m, ecoi_node *n, uint32_t doc)
{
    ecoi_contribution c = {.plan = n->plan,
                           .idf = ecoi_score_idf(n->plan),
                           .len = ecoi_column_get(&m->columns->lengths, doc),
                           .title_len = ecoi_column_get(&m->columns->title_lengths, doc)};
    uint32_t tf = 0;
    if (c.title_len || n->n_cursors != 1 || n->plan->op == ECOI_OP_PHRASE || n->restricted || n->has_unlike) {
        ecoi_match_load_spans(m, n);
        tf = (uint32_t)n->n_spans;
        while (c.tf_title < tf && n->spans[c.tf_title].start < c.title_len)
            c.tf_title++;
    } else {
        tf = ecoi_cursor_tf(&n->cursors[0]);
    }
    c.tf_text = tf - c.tf_title;
    float x = ecoi_bm25_frequency(&m->snapshot->bm25, c.tf_text, c.len, c.tf_title, c.title_len);
    c.tf_unlike = n->unlike;
    if (n->unlike)
        x -= ecoi_score_unlike(&m->snapshot->bm25, n->unlike, n->unlike_title, c.len, c.title_len);
    c.value = ecoi_score_value(n->boost, c.idf, ecoi_bm25_saturate(x));
    return c;
}

/* What two words near each other add. */
static ecoi_contribution window_contribution(ecoi_match *m, ecoi_node *n, uint32_t doc)
{
    ecoi_contribution c = {.plan = n->plan,
                           .idf = ecoi_score_idf(n->plan),
                           .len = ecoi_column_get(&m->columns->lengths, doc),
                           .title_len = ecoi_column_get(&m->columns->title_lengths, doc)};
    ecoi_occurrences words[2] = {0};
    for (size_t i = 0; i < 2; i++) {
        ecoi_node *word = n->children[i];
        ecoi_match_load_spans(m, word);
        if (word->n_spans)
            words[i] =
                (ecoi_occurrences){&word->spans->start, word->n_spans, sizeof(ecoi_span) / sizeof(uint32_t)};
    }
    ecoi_window_frequency f = ecoi_window_count(words[0], words[1], n->plan->number, c.title_len);
    c.tf_text = f.text;
    c.tf_title = f.title;
    float x = ecoi_bm25_frequency(&m->snapshot->bm25, f.text, c.len, f.title, c.title_len);
    c.value = ecoi_score_value(n->boost, c.idf, ecoi_bm25_saturate(x));
    return c;
}

typedef struct scorer {
    double sum;
    bool (*each)(void *user, const ecoi_contribution *c);
    void *user;
} scorer;

static bool visit(ecoi_match *m, ecoi_node *n, uint32_t doc, scorer *s);

/* Only the child with the largest score counts. */
static bool visit_best(ecoi_match *m, ecoi_node *n, uint32_t doc, scorer *s)
{
    ecoi_node *best = NULL;
    double most = 0;
    for (size_t i = 0; i < n->plan->n_children; i++) {
        scorer alone = {0};
        visit(m, n->children[i], doc, &alone);
        if (alone.sum > most) {
            most = alone.sum;
            best = n->children[i];
        }
    }
    return !best || visit(m, best, doc, s);
}

static bool visit(ecoi_match *m, ecoi_node *n, uint32_t doc, scorer *s)
{
    if (n->doc != doc)
        return true;
    if (n->plan->op == ECOI_OP_WORD || n->plan->op == ECOI_OP_PHRASE || n->plan->op == ECOI_OP_WINDOW) {
        ecoi_contribution c =
            n->plan->op == ECOI_OP_WINDOW ? window_contribution(m, n, doc) : contribution(m, n, doc);
        if (c.tf_text + c.tf_title == 0)
            return true;
        s->sum += c.value;
        return !s->each || s->each(s->user, &c);
    }
    if (n->plan->op == ECOI_OP_BEST)
        return visit_best(m, n, doc, s);
    bool more = true;
    size_t n_children = n->plan->op == ECOI_OP_NOT ? 1 : n->plan->n_children;
    for (size_t i = 0; more && i < n_children; i++)
        if (n->plan->op != ECOI_OP_LIST || n->plan->occurs[i] != ECOI_MUST_NOT)
            more = visit(m, n->children[i], doc, s);
    for (size_t i = 0; more && i < n->plan->n_bonuses; i++)
        if (ecoi_match_check_node(m, n->bonuses[i], doc))
            more = visit(m, n->bonuses[i], doc, s);
    return more;
}

double ecoi_match_score(ecoi_match *m)
{
    scorer s = {0};
    visit(m, m->root, m->root->doc, &s);
    return s.sum;
}

bool ecoi_match_explain(ecoi_match *m, bool (*each)(void *user, const ecoi_contribution *c), void *user)
{
    scorer s = {.each = each, .user = user};
    return visit(m, m->root, m->root->doc, &s);
}
