/* SPDX-License-Identifier: MIT */
#include "corpus/phrases.h"

#include <string.h>

#define PHRASE(where, clean, cue, text)                                                                      \
    {                                                                                                        \
        where, clean, ECOI_CUE_##cue, text, sizeof text - 1                                                  \
    }
#define WHOLE(cue, text)       PHRASE('=', false, cue, text)
#define START(cue, text)       PHRASE('^', false, cue, text)
#define INSIDE(cue, text)      PHRASE('~', false, cue, text)
#define CLEAN_WHOLE(cue, text) PHRASE('=', true, cue, text)
#define CLEAN_START(cue, text) PHRASE('^', true, cue, text)

static const ecoi_phrase table[] = {
    CLEAN_WHOLE(CUT, "article reserve aux abonnes"),
    CLEAN_WHOLE(CUT, "reserve aux abonnes"),
    CLEAN_WHOLE(CUT, "contenu reserve aux abonnes"),
    CLEAN_WHOLE(CUT, "cet article est reserve aux abonnes"),
    CLEAN_WHOLE(CUT, "ce contenu est reserve aux abonnes"),
    START(CUT, "article reserve"),
    START(CUT, "cet article est reserve"),
    START(CUT, "ce contenu est reserve"),
    START(CUT, "cet article est payant"),
    START(CUT, "la suite est reservee"),
    START(CUT, "la suite de cet article est reservee"),
    START(CUT, "la lecture de cet article est reservee"),
    CLEAN_START(CUT, "il vous reste # % de cet article"),
    CLEAN_START(CUT, "il vous reste #% de cet article"),
    START(CUT, "il vous reste #% a"),
    START(CUT, "il vous reste # % a"),
    CLEAN_START(CUT, "abonnez-vous pour lire la suite"),
    START(CUT, "pour lire la suite"),
    START(CUT, "pour lire l'integralite de cet article"),
    START(CUT, "pour acceder a l'integralite de cet article"),
    START(CUT, "lire la suite de cet article reserve"),
    START(CUT, "vous avez lu # % de cet article"),

    START(OFFER, "abonnez-vous"),
    WHOLE(OFFER, "s'abonner"),
    WHOLE(OFFER, "je m'abonne"),
    START(OFFER, "deja abonne"),
    START(OFFER, "deja inscrit"),
    START(OFFER, "vous n'etes pas abonne"),
    START(OFFER, "pas encore abonne"),
    START(OFFER, "achetez l'article"),
    START(OFFER, "achetez cet article"),
    START(OFFER, "acheter l'article"),
    START(OFFER, "acheter cet article"),
    START(OFFER, "j'achete"),
    START(OFFER, "decouvrez nos offres d'abonnement"),
    START(OFFER, "decouvrir nos offres"),
    START(OFFER, "voir les offres d'abonnement"),
    INSIDE(OFFER, "le premier mois, puis"),
    INSIDE(OFFER, "sans engagement de duree"),
    WHOLE(OFFER, "sans engagement"),

    WHOLE(COMMENTS, "commentaires"),
    WHOLE(COMMENTS, "commentaire"),
    WHOLE(COMMENTS, "les commentaires"),
    WHOLE(COMMENTS, "vos commentaires"),
    CLEAN_WHOLE(COMMENTS, "# commentaires"),
    CLEAN_WHOLE(COMMENTS, "# commentaire"),
    CLEAN_WHOLE(COMMENTS, "commentaires (#)"),
    CLEAN_WHOLE(COMMENTS, "commentaire (#)"),
    WHOLE(COMMENTS, "aucun commentaire"),
    WHOLE(COMMENTS, "reagir"),
    WHOLE(COMMENTS, "reagissez"),
    WHOLE(COMMENTS, "reagir a cet article"),
    WHOLE(COMMENTS, "reactions"),
    WHOLE(COMMENTS, "vos reactions"),
    CLEAN_WHOLE(COMMENTS, "vos reactions (#)"),
    CLEAN_WHOLE(COMMENTS, "reactions (#)"),
    CLEAN_WHOLE(COMMENTS, "# reactions"),
    WHOLE(COMMENTS, "# reaction"),
    WHOLE(COMMENTS, "# reponse"),
    WHOLE(COMMENTS, "# reponses"),
    START(COMMENTS, "# reflexion sur"),
    START(COMMENTS, "# reflexions sur"),
    START(COMMENTS, "une reflexion sur"),
    START(COMMENTS, "# commentaires sur"),
    START(COMMENTS, "# commentaire sur"),
    START(COMMENTS, "# reponses a"),
    CLEAN_WHOLE(COMMENTS, "laisser un commentaire"),
    CLEAN_WHOLE(COMMENTS, "laissez un commentaire"),
    CLEAN_WHOLE(COMMENTS, "ajouter un commentaire"),
    CLEAN_WHOLE(COMMENTS, "poster un commentaire"),
    CLEAN_WHOLE(COMMENTS, "laisser une reponse"),
    WHOLE(COMMENTS, "commenter"),
    WHOLE(COMMENTS, "commenter cet article"),
    WHOLE(COMMENTS, "donnez votre avis"),
    START(COMMENTS, "soyez le premier a commenter"),
    START(COMMENTS, "soyez le premier a reagir"),
    WHOLE(COMMENTS, "comments"),
    WHOLE(COMMENTS, "# comments"),
    WHOLE(COMMENTS, "leave a comment"),
    WHOLE(COMMENTS, "leave a reply"),

    CLEAN_START(SIGNATURE, "a ecrit le #/#/# a #:#"),
    INSIDE(SIGNATURE, "a ecrit le #/#/# a #"),
    INSIDE(SIGNATURE, "le #/#/# a #:#"),
    INSIDE(SIGNATURE, "le #/#/# a #h#"),

    WHOLE(RELATED, "lire aussi"),
    WHOLE(RELATED, "a lire"),
    WHOLE(RELATED, "a lire aussi"),
    WHOLE(RELATED, "a lire egalement"),
    WHOLE(RELATED, "a lire sur le meme sujet"),
    WHOLE(RELATED, "voir aussi"),
    WHOLE(RELATED, "sur le meme sujet"),
    WHOLE(RELATED, "sur le meme theme"),
    WHOLE(RELATED, "dans la meme rubrique"),
    WHOLE(RELATED, "articles similaires"),
    WHOLE(RELATED, "sujets similaires"),
    WHOLE(RELATED, "a decouvrir"),
    WHOLE(RELATED, "a decouvrir aussi"),
    WHOLE(RELATED, "a ne pas manquer"),
    WHOLE(RELATED, "les plus consultes"),
    WHOLE(RELATED, "les plus partages"),
    WHOLE(RELATED, "autres communiques"),
    WHOLE(RELATED, "lire d'autres articles"),
    WHOLE(RELATED, "articles lies"),
    WHOLE(RELATED, "articles recents"),
    WHOLE(RELATED, "derniers articles"),
    WHOLE(RELATED, "nos autres articles"),
    WHOLE(RELATED, "les plus lus"),
    WHOLE(RELATED, "les articles les plus lus"),
    WHOLE(RELATED, "vous aimerez aussi"),
    START(RELATED, "vous aimerez peut-etre"),
    START(RELATED, "ces articles pourraient"),
    START(RELATED, "ces articles peuvent"),
    WHOLE(RELATED, "related posts"),

    START(SITE, "lire aussi :"),
    START(SITE, "a lire aussi :"),
    START(SITE, "a lire egalement :"),
    START(SITE, "lire egalement :"),
    START(SITE, "suivez-nous"),
    START(SITE, "suivez nous"),
    START(SITE, "nous suivre"),
    WHOLE(SITE, "partager"),
    START(SITE, "partager :"),
    START(SITE, "partager sur"),
    START(SITE, "partager cet article"),
    START(SITE, "partagez cet article"),
    START(SITE, "partagez sur"),
    WHOLE(SITE, "share this"),
    WHOLE(SITE, "share"),
    WHOLE(SITE, "tweet"),
    WHOLE(SITE, "tweeter"),
    WHOLE(SITE, "imprimer"),
    WHOLE(SITE, "envoyer par mail"),
    WHOLE(SITE, "envoyer a un ami"),
    START(SITE, "j'aime #"),
    WHOLE(SITE, "la newsletter"),
    WHOLE(SITE, "la newsletter hebdo"),
    WHOLE(SITE, "newsletter"),
    WHOLE(SITE, "notre newsletter"),
    START(SITE, "abonnez-vous a la newsletter"),
    START(SITE, "abonnez-vous a notre"),
    START(SITE, "inscrivez-vous a la newsletter"),
    START(SITE, "inscrivez-vous a notre"),
    START(SITE, "inscrivez-vous a la lettre"),
    START(SITE, "recevez chaque"),
    START(SITE, "recevez notre"),
    START(SITE, "recevez nos"),
    START(SITE, "recevez gratuitement"),
    START(SITE, "recevez toute l'actualite"),
    CLEAN_START(SITE, "nous n'avons pas pu confirmer votre inscription"),
    CLEAN_WHOLE(SITE, "votre inscription est confirmee"),
    START(SITE, "votre inscription"),
    INSIDE(SITE, "se desinscrire"),
    INSIDE(SITE, "se desabonner"),
    CLEAN_START(SITE, "nous utilisons des cookies"),
    CLEAN_START(SITE, "ce site utilise des cookies"),
    CLEAN_START(SITE, "en poursuivant votre navigation"),
    START(SITE, "en continuant a naviguer"),
    INSIDE(SITE, "utilisons des cookies"),
    INSIDE(SITE, "utilise des cookies"),
    WHOLE(SITE, "tout accepter"),
    WHOLE(SITE, "accepter les cookies"),
    WHOLE(SITE, "parametrer les cookies"),
    WHOLE(SITE, "gestion des cookies"),
    START(SITE, "politique de confidentialite"),
    WHOLE(SITE, "mentions legales"),
    INSIDE(SITE, "mentions legales |"),
    INSIDE(SITE, "mentions legales -"),
    WHOLE(SITE, "conditions generales"),
    WHOLE(SITE, "conditions generales d'utilisation"),
    WHOLE(SITE, "conditions generales de vente"),
    WHOLE(SITE, "plan du site"),
    INSIDE(SITE, "tous droits reserves"),
    START(SITE, "copyright"),
    START(SITE, "toute reproduction"),
    INSIDE(SITE, "reproduction interdite"),
    INSIDE(SITE, "reproduction soumise a"),
    INSIDE(SITE, "conformement au rgpd"),
    WHOLE(SITE, "bouton retour en haut de la page"),
    WHOLE(SITE, "retour en haut de page"),
    WHOLE(SITE, "retour en haut"),
    WHOLE(SITE, "haut de page"),
    CLEAN_START(SITE, "votre email ne sera pas"),
    CLEAN_START(SITE, "votre e-mail ne sera pas"),
    CLEAN_START(SITE, "votre adresse e-mail ne sera pas"),
    CLEAN_START(SITE, "votre adresse email ne sera pas"),
    CLEAN_START(SITE, "votre adresse de messagerie ne sera pas"),
    START(SITE, "votre adresse ne sera"),
    START(SITE, "tous les champs sont obligatoires"),
    START(SITE, "les champs obligatoires sont"),
    CLEAN_START(SITE, "merci pour votre commentaire"),
    START(SITE, "vous devez etre connecte"),
    START(SITE, "les commentaires sont fermes"),
    START(SITE, "# commentaires masques"),
    WHOLE(SITE, "se connecter"),
    WHOLE(SITE, "accueil"),
    START(SITE, "mot de passe oublie"),
    WHOLE(SITE, "creer un compte"),
    WHOLE(SITE, "publicite"),
    START(SITE, "temps de lecture"),
    WHOLE(SITE, "# mots"),
    WHOLE(SITE, "| | # mots"),
    START(SITE, "publie le #"),
    START(SITE, "mis a jour le #"),
    START(SITE, "modifie le #"),
    INSIDE(SITE, "cliquez ici"),
    START(SITE, "vous etes ici"),

    START(EDGE, "menu"),
    START(EDGE, "ce site"),
    START(EDGE, "derniers articles :"),
    START(EDGE, "voir aussi nos"),
    START(EDGE, "nos editions"),
    START(EDGE, "nos autres editions"),
    START(EDGE, "toutes nos"),
    START(EDGE, "le groupe"),
    START(EDGE, "tags :"),
    START(EDGE, "mots-cles :"),
    START(EDGE, "mots cles :"),
    START(EDGE, "retrouvez chaque"),
    START(EDGE, "suivez l'actu"),
    START(EDGE, "suivez toute l'actu"),
    START(EDGE, "ecrire a l'auteur"),
    START(EDGE, "ecrivez-nous"),
    INSIDE(EDGE, "ecrivez-nous :"),
    START(EDGE, "proposer une information"),
    START(EDGE, "une coquille"),
    START(EDGE, "signaler"),
    INSIDE(EDGE, "nos annonceurs"),
    INSIDE(EDGE, "mentions legales"),
    INSIDE(EDGE, "conditions generales"),
    INSIDE(EDGE, "charte editoriale"),
    INSIDE(EDGE, "politique de confidentialite"),
    INSIDE(EDGE, "n'engagent que leurs"),
    START(EDGE, "(c)"),

    START(SECTION, "toute l'actualite"),
    START(SECTION, "toute l'actu"),
    START(SECTION, "toute l'info"),
    START(SECTION, "toute l'economie"),
    START(SECTION, "toutes les actualites"),
    START(SECTION, "toutes les infos"),
    START(SECTION, "les dernieres actualites"),
    START(SECTION, "l'actualite de"),
    START(SECTION, "l'actualite des"),
    WHOLE(SECTION, "les breves"),
    WHOLE(SECTION, "breves"),
    WHOLE(SECTION, "en bref"),
    WHOLE(SECTION, "actualites"),
    WHOLE(SECTION, "actualite"),
    WHOLE(SECTION, "a la une"),
    WHOLE(SECTION, "economie"),
    WHOLE(SECTION, "numerique"),
    WHOLE(SECTION, "innovation"),
    WHOLE(SECTION, "entreprises"),
    WHOLE(SECTION, "start-up"),
    WHOLE(SECTION, "business"),
    WHOLE(SECTION, "politique"),
    WHOLE(SECTION, "communique de presse"),
    START(SECTION, "rubrique"),

    START(CREDIT, "(credit"),
    START(CREDIT, "credit photo"),
    START(CREDIT, "credits photo"),
    START(CREDIT, "credit :"),
    START(CREDIT, "credits :"),
    START(CREDIT, "photo :"),
    START(CREDIT, "(photo"),
    START(CREDIT, "illustration :"),
    START(CREDIT, "legende :"),
    WHOLE(CREDIT, "(dr)"),

    START(BYLINE, "propos recueillis"),
    START(BYLINE, "tribune, par "),
    START(BYLINE, "par "),
};

enum { N_PHRASES = sizeof table / sizeof *table };
_Static_assert(N_PHRASES < ECOI_PHRASE_SLOTS, "the index is too small");

/* Folded letters of U+00C0..U+00FF. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

/* U+0080..U+00BF by their second byte. */
static const char *fold_sign(uint8_t byte)
{
    switch (byte) {
    case 0xa0:
        return " ";
    case 0xa9:
        return "(c)";
    case 0xb7:
        return "|";
    case 0xab:
    case 0xad:
    case 0xbb:
        return ""; /* quotation marks, soft hyphen */
    default:
        return "?";
    }
}

/* U+2000..U+203F by their third byte; NUL: dropped. */
static char fold_punctuation(uint8_t byte)
{
    switch (byte) {
    case 0xaf:
        return ' ';
    case 0x98:
    case 0x99:
        return '\'';
    case 0xa6:
        return '.';
    default:
        return byte >= 0x90 && byte <= 0x95 ? '-' : '\0';
    }
}

/* Folds one character that is not ASCII: returns its bytes, sets what it becomes ("" for nothing). */
static size_t fold_wide(const uint8_t *p, size_t left, const char **to, char letter[2])
{
    letter[1] = '\0';
    *to = letter;
    letter[0] = '?';
    if (p[0] == 0xc3 && left >= 2)
        letter[0] = latin[p[1] & 63];
    else if (p[0] == 0xc5 && left >= 2 && (p[1] == 0x92 || p[1] == 0x93))
        *to = "oe";
    else if (p[0] == 0xc2 && left >= 2)
        *to = fold_sign(p[1]);
    else if (p[0] == 0xca && left >= 2 && p[1] == 0xbc)
        letter[0] = '\'';
    else if (p[0] == 0xcc && left >= 2)
        letter[0] = '\0'; /* a combining accent */
    else if (p[0] == 0xe2 && left >= 3 && p[1] == 0x80)
        letter[0] = fold_punctuation(p[2]);
    else if (p[0] == 0xe2 && left >= 3 && p[1] == 0x81)
        letter[0] = '\0';
    size_t n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    return n < left ? n : left;
}

/* Folded ASCII; NUL: dropped. */
static const char ascii[128 + 1] = "                                "
                                   " !\0#$%&'()*+,-./##########:;<=>?"
                                   "@abcdefghijklmnopqrstuvwxyz[\\]^_"
                                   "`abcdefghijklmnopqrstuvwxyz{|}~ ";

/* Appends a folded character unless it repeats a space or a "#" or would open the text with a space. */
static inline size_t put(char *out, size_t n, char c)
{
    out[n] = c;
    if (c > '#')
        return n + 1;
    char last = n > 0 ? out[n - 1] : ' ';
    return n + (c != '\0' && !(c == last && (c == ' ' || c == '#')));
}

size_t ecoi_phrase_fold(eco_text text, char *out, size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len && n + 4 < cap;) {
        uint8_t c = (uint8_t)text.ptr[i];
        if (c < 0x80) {
            n = put(out, n, ascii[c]);
            i++;
            continue;
        }
        char letter[2];
        const char *to;
        i += fold_wide((const uint8_t *)text.ptr + i, text.len - i, &to, letter);
        for (; *to != '\0'; to++)
            n = put(out, n, *to);
    }
    while (n > 0 && strchr(" .:!?", out[n - 1]) != NULL)
        n--;
    return n;
}

static size_t slot_of(const char *p)
{
    uint32_t key = (uint8_t)p[0] | (uint32_t)(uint8_t)p[1] << 8 | (uint32_t)(uint8_t)p[2] << 16;
    return (key * 0x9e3779b1u) >> 23;
}

_Static_assert(ECOI_PHRASE_SLOTS == 1 << 9, "slot_of yields nine bits");

void ecoi_phrases_init(ecoi_phrases *phrases)
{
    *phrases = (ecoi_phrases){0};
    for (size_t i = N_PHRASES; i-- > 0;) {
        size_t slot = slot_of(table[i].text);
        phrases->next[i] = phrases->first[slot];
        phrases->first[slot] = (uint16_t)(i + 1);
        phrases->has_clean[slot] |= table[i].clean;
        phrases->has_inside[slot] |= table[i].where == '~';
    }
}

static bool matches(const ecoi_phrase *phrase, const char *text, size_t len, size_t at)
{
    if (phrase->len > len - at || (phrase->where != '~' && at > 0) ||
        (phrase->where == '=' && phrase->len != len))
        return false;
    return memcmp(phrase->text, text + at, phrase->len) == 0;
}

/* The longest phrase that stands at `at`, if it is longer than `best`. */
static inline const ecoi_phrase *better(const ecoi_phrases *phrases, const char *text, size_t len, size_t at,
                                        const ecoi_phrase *best)
{
    size_t slot = slot_of(text + at);
    if (at > 0 && !phrases->has_inside[slot])
        return best;
    for (size_t i = phrases->first[slot]; i > 0; i = phrases->next[i - 1])
        if ((best == NULL || table[i - 1].len > best->len) && matches(&table[i - 1], text, len, at))
            best = &table[i - 1];
    return best;
}

ecoi_cue ecoi_phrases_find(const ecoi_phrases *phrases, eco_text paragraph)
{
    char folded[ECOI_CUE_MAX_LEN + 8];
    const ecoi_phrase *best = NULL;
    if (paragraph.len > ECOI_CUE_MAX_LEN)
        return ECOI_CUE_NONE;
    size_t n = ecoi_phrase_fold(paragraph, folded, sizeof folded);
    for (const char *p = folded; p != NULL && p + 3 <= folded + n;
         p = memchr(p, ' ', (size_t)(folded + n - p))) {
        p += *p == ' ';
        if (p + 3 <= folded + n)
            best = better(phrases, folded, n, (size_t)(p - folded), best);
    }
    return best != NULL ? best->cue : ECOI_CUE_NONE;
}

ecoi_cue ecoi_phrases_find_clean(const ecoi_phrases *phrases, eco_text paragraph)
{
    char folded[ECOI_CUE_MAX_LEN + 8];
    if (paragraph.len > ECOI_CUE_MAX_LEN)
        return ECOI_CUE_NONE;
    size_t n = ecoi_phrase_fold(paragraph, folded, 3 + 4);
    if (n < 3 || !phrases->has_clean[slot_of(folded)])
        return ECOI_CUE_NONE;
    n = ecoi_phrase_fold(paragraph, folded, sizeof folded);
    const ecoi_phrase *best = n < 3 ? NULL : better(phrases, folded, n, 0, NULL);
    return best != NULL && best->clean ? best->cue : ECOI_CUE_NONE;
}

const ecoi_phrase *ecoi_phrase_at(size_t index)
{
    return index < N_PHRASES ? &table[index] : NULL;
}
