/* SPDX-License-Identifier: MIT */
/* Which part of a page each paragraph is: rules one by one, the bundled sample, and pages of others where
 * there. */
#include "corpus/phrases.h"
#include "corpus/traits.h"
#include "tests/corpus/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { T = ECO_ZONE_TITLE, L, B, H, CAP, COM, BP, PAY };

/* A paragraph of the answer: its zone and how it begins. */
typedef struct wanted {
    int zone;
    const char *start;
} wanted;

static void expect_passages(const heard_document *document, const wanted *all, size_t n)
{
    for (size_t i = 0; i < n && i < document->n_passages; i++) {
        const heard_passage *passage = &document->passages[i];
        if ((int)passage->zone != all[i].zone ||
            strncmp(passage->text, all[i].start, strlen(all[i].start)) != 0)
            fail_msg("%s, passage %zu: %s \"%.40s\", wanted %s \"%s\"", document->key, i,
                     eco_zone_slug(passage->zone), passage->text, eco_zone_slug((eco_zone)all[i].zone),
                     all[i].start);
    }
    assert_int_equal(document->n_passages, n);
}

#define EXPECT(document, ...)                                                                                \
    do {                                                                                                     \
        static const wanted all_wanted[] = {__VA_ARGS__};                                                    \
        expect_passages(document, all_wanted, sizeof all_wanted / sizeof *all_wanted);                       \
    } while (0)

#define PROSE                                                                                                \
    "Le conseil a vote mardi une aide de deux millions d'euros pour la filiere, qui emploie quatre cents "   \
    "personnes dans la vallee et en cherche cent de plus."

static heard read_page(const char *text)
{
    heard all = listen_bytes("p.txt", text, strlen(text));
    assert_int_equal(all.n, 1);
    return all;
}

static void title_lead_and_headings(void **state)
{
    (void)state;
    heard all = read_page("Le conseil aide la filiere\n\nSuivi d'un sous-titre\n\n" PROSE
                          "\n\nUn intertitre\n\n" PROSE "\n\nEt maintenant ?\n\n" PROSE "\n\nFin de la page");
    EXPECT(&all.documents[0], {T, "Le conseil"}, {H, "Suivi"}, {L, "Le conseil"}, {H, "Un inter"}, {B, "Le"},
           {H, "Et"}, {B, "Le"}, {B, "Fin"});
    forget(&all);
    all = read_page(PROSE "\n\n" PROSE); /* no title */
    EXPECT(&all.documents[0], {B, "Le"}, {B, "Le"});
    forget(&all);
}

static void banners_make_way_for_the_title(void **state)
{
    (void)state;
    static const char *const banners[] = {
        "Toute l'actualité de la région", "BUSINESSLes infos", "LES TERRITOIRES",
        "Accueil > Économie > Numérique", "Mon site",          "Lille | Lyon | Nantes | Rennes | Tours"};
    char text[1024];
    for (size_t i = 0; i < sizeof banners / sizeof *banners; i++) {
        snprintf(text, sizeof text, "%s\n\nLe conseil aide enfin la filiere\n\n%s\n\n%s", banners[i], PROSE,
                 PROSE);
        heard all = read_page(text);
        EXPECT(&all.documents[0], {T, "Le conseil"}, {BP, ""}, {L, "Le"}, {B, "Le"});
        assert_string_equal(all.documents[0].passages[1].text, banners[i]);
        forget(&all);
    }
}

static void a_banner_names_its_source(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *line;
        bool is_banner;
    } lines[] = {
        {"gazette-du-val", "La Gazette du Val, chaque jour vers vous", true},
        {"outremer-tech", "Tout sur OutremerTech chaque semaine", true},
        {"lyon-eco", "Lyon économise l'eau de ses parcs", false},
        {"val", "Le Val se met au numérique", false},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char dir[64], name[64], text[1024];
        snprintf(dir, sizeof dir, "%s", scratch());
        snprintf(name, sizeof name, "%s/p.txt", lines[i].folder);
        snprintf(text, sizeof text, "%s\n\nLe conseil aide la filiere\n\n%s\n\n%s", lines[i].line, PROSE,
                 PROSE);
        put_file(dir, name, text, strlen(text));
        heard all = listen_one(dir);
        const char *title = all.documents[0].passages[0].text;
        assert_string_equal(title, lines[i].is_banner ? "Le conseil aide la filiere" : lines[i].line);
        forget(&all);
    }
}

static void paywalls_cut_a_page(void **state)
{
    (void)state;
    heard all =
        read_page("Le conseil aide la filiere\n\n" PROSE "\n\n" PROSE "\n\nArticle réservé aux abonnés\n\n"
                  "Achetez l'article\nPour\n2,50 €\n\nDéjà abonné ? Connectez-vous\nSe connecter");
    EXPECT(&all.documents[0], {T, "Le"}, {L, "Le"}, {B, "Le"}, {PAY, "Article"}, {PAY, "Achetez"},
           {PAY, "Pour"}, {PAY, "2,50"}, {PAY, "D"}, {PAY, "Se"});
    assert_true(all.documents[0].partial);
    forget(&all);
    all = read_page("Le conseil aide la filiere\n\n" PROSE "\n\n" PROSE "\n\nAbonnez-vous pour 1 € par mois");
    assert_false(all.documents[0].partial);
    forget(&all);
}

static void comments_go_on_to_the_end(void **state)
{
    (void)state;
    static const char *const heads[] = {"Commentaires",      "3 commentaires",      "Réagir",
                                        "Vos réactions (2)", "COMMENTAIRES (12) :", "Laisser un commentaire"};
    char text[2048];
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        snprintf(text, sizeof text,
                 "Le conseil aide la filiere\n\n%s\n\n%s\n\n%s\n\nJean\n%s\n\nHaut de page", PROSE, PROSE,
                 heads[i], PROSE);
        heard all = read_page(text);
        EXPECT(&all.documents[0], {T, "Le"}, {L, "Le"}, {B, "Le"}, {COM, ""}, {COM, "Jean"}, {COM, "Le"},
               {BP, "Haut"});
        forget(&all);
    }
    heard all = read_page("Le conseil aide la filiere\n\n" PROSE "\n\n" PROSE
                          "\n\nJeanne a écrit le 4/9/2016 à 9:13 :\n" PROSE);
    EXPECT(&all.documents[0], {T, "Le"}, {L, "Le"}, {B, "Le"}, {COM, "Jeanne"}, {COM, "Le"});
    forget(&all);
}

/* A counter above the article is no section: the article follows, and the section itself. */
static void buttons_open_no_section(void **state)
{
    (void)state;
    heard all = read_page("Le conseil aide la filiere\n\n2 commentaires\n\n" PROSE "\n\n" PROSE "\n\n" PROSE
                          "\n\n2 commentaires\n\n" PROSE);
    EXPECT(&all.documents[0], {T, "Le"}, {BP, "2"}, {L, "Le"}, {B, "Le"}, {B, "Le"}, {COM, "2"}, {COM, "Le"});
    forget(&all);
}

static void furniture_is_boilerplate(void **state)
{
    (void)state;
    heard all = read_page(
        "Le conseil aide la filiere\n\n" PROSE "\n\nLa newsletter hebdo\n\nRecevez chaque lundi nos nouvelles"
        "\n\n" PROSE "\n\nLire aussi : un autre article\n\nSur le même sujet\nUn article\nUn second\n\n"
        "Mentions légales – Charte – Nous rejoindre\n\nLille Lyon Nantes Rennes Tours Metz Caen");
    EXPECT(&all.documents[0], {T, "Le"}, {L, "Le"}, {BP, "La"}, {BP, "Recevez"}, {B, "Le"}, {BP, "Lire"},
           {BP, "Sur"}, {BP, "Un article"}, {BP, "Un second"}, {BP, "Mentions"}, {BP, "Lille"});
    forget(&all);
}

static void menus_stand_at_the_edges(void **state)
{
    (void)state;
    heard all = read_page(
        "Accueil\nPolitique\nÉconomie\nSport\nNos villes\nContact\n\nLe conseil aide la filiere\n\n" PROSE
        "\n\nNos choix :\nLille\nLyon\nNantes\nRennes\nTours\n\n" PROSE);
    EXPECT(&all.documents[0], {T, "Le"}, {BP, "Accueil"}, {BP, "Pol"}, {BP, ""}, {BP, "Sport"}, {BP, "Nos"},
           {BP, "Contact"}, {L, "Le"}, {B, "Nos"}, {B, "Lille"}, {B, "Lyon"}, {B, "Nantes"}, {B, "Rennes"},
           {B, "Tours"}, {B, "Le"});
    forget(&all);
}

static void captions(void **state)
{
    (void)state;
    heard all = read_page("Le conseil aide la filiere\n\n(Crédits : DR)\n\n" PROSE "\n\nMairieNord\n\n" PROSE
                          "\n\nPhoto : M. Untel\n\n" PROSE);
    EXPECT(&all.documents[0], {T, "Le"}, {CAP, "(Cr"}, {L, "Le"}, {CAP, "Mairie"}, {B, "Le"}, {CAP, "Photo"},
           {B, "Le"});
    forget(&all);
}

/* The table is written in the folded form and every phrase is found where it should be. */
static void phrases_are_folded(void **state)
{
    (void)state;
    ecoi_phrases phrases;
    char folded[128];
    ecoi_phrases_init(&phrases);
    for (size_t i = 0; ecoi_phrase_at(i) != NULL; i++) {
        const ecoi_phrase *phrase = ecoi_phrase_at(i);
        eco_text text = {phrase->text, phrase->len};
        size_t n = ecoi_phrase_fold(text, folded, sizeof folded);
        while (n < phrase->len && strchr(" :", phrase->text[n]) != NULL)
            folded[n] = phrase->text[n], n++; /* folding drops final punctuation, a phrase may mean it */
        assert_int_equal(n, phrase->len);
        assert_memory_equal(folded, phrase->text, n);
        if (phrase->where == '=')
            assert_int_equal(ecoi_phrases_find(&phrases, text), phrase->cue);
        for (size_t j = i + 1; ecoi_phrase_at(j) != NULL; j++)
            assert_false(phrase->where == ecoi_phrase_at(j)->where &&
                         strcmp(phrase->text, ecoi_phrase_at(j)->text) == 0);
    }
    static const char typed[] =
        "\xc2\xab Cet article est R\xc3\x89SERV\xc3\x89\xc2\xa0 aux abonn\xc3\xa9s\xe2\x80\xa6 \xc2\xbb";
    assert_int_equal(ecoi_phrases_find(&phrases, (eco_text){BYTES(typed)}), ECOI_CUE_CUT);
    assert_int_equal(ecoi_phrases_find_clean(&phrases, (eco_text){BYTES(typed)}), ECOI_CUE_CUT);
    assert_int_equal(ecoi_phrases_find(&phrases, (eco_text){BYTES("Le commentaire de texte")}),
                     ECOI_CUE_NONE);
}

static void shapes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned has, lacks;
    } lines[] = {
        {"BUSINESSLes infos", ECOI_TRAIT_GLUED, ECOI_TRAIT_CAPITALS},
        {"Les infos de LinkedIn", 0, ECOI_TRAIT_GLUED},
        {"ActualitésNumérique", ECOI_TRAIT_GLUED | ECOI_TRAIT_ONE_WORD, 0},
        {"ÉCONOMIE", ECOI_TRAIT_CAPITALS, ECOI_TRAIT_GLUED},
        {"g. l.", ECOI_TRAIT_INITIALS, 0},
        {"|  |  12", ECOI_TRAIT_SIGNS, 0},
        {"1) un point", ECOI_TRAIT_ITEM, 0},
        {"9h30 – Ouverture", ECOI_TRAIT_ITEM, 0},
        {"Dev'up, l'agence de développement", 0, ECOI_TRAIT_GLUED | ECOI_TRAIT_MENU},
        {"Bastia / Corse – Un incubateur dans une gare", 0, ECOI_TRAIT_MENU},
        {"Lille · Roubaix · Dunkerque", ECOI_TRAIT_MENU, 0},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        uint16_t n_words;
        unsigned traits = ecoi_traits_of((eco_text){lines[i].text, strlen(lines[i].text)}, &n_words);
        if ((traits & lines[i].has) != lines[i].has || (traits & lines[i].lacks) != 0)
            fail_msg("\"%s\": traits %x", lines[i].text, traits);
    }
}

/* Every page of the sample has a title, and no page loses its prose. */
static void the_sample_reads_well(void **state)
{
    (void)state;
    if (access(ECO_SOURCE_DIR "/samples", R_OK) != 0)
        skip();
    heard all = listen_one(ECO_SOURCE_DIR "/samples");
    assert_true(all.n >= 63);
    assert_int_equal(all.n_rejects, 0);
    for (size_t i = 0; i < all.n; i++) {
        const heard_document *document = &all.documents[i];
        if (document->source == NULL)
            continue; /* what lies about beside the corpus */
        size_t body = 0, furniture = 0;
        assert_int_equal(document->passages[0].zone, ECO_ZONE_TITLE);
        for (size_t j = 0; j < document->n_passages; j++)
            *(document->passages[j].zone == ECO_ZONE_BOILERPLATE ? &furniture : &body) +=
                strlen(document->passages[j].text);
        assert_true(body > furniture * 2);
    }
    forget(&all);
}

/* Real pages that lie beside a checkout of ours, not in the repository; only the words quoted here are. */

static const char *seed(const char *name)
{
    static char path[1024];
    const char *shared = getenv("ECO_SHARED");
    snprintf(path, sizeof path, "%s/seeds/%s", shared != NULL ? shared : ECO_SOURCE_DIR "/../shared", name);
    if (access(path, R_OK) != 0) {
        print_message("no %s: set ECO_SHARED to check the seed pages\n", path);
        skip();
    }
    return path;
}

static void seed_announcement(void **state)
{
    (void)state;
    heard all = listen_one(seed("000_5deef1167f48e384.txt"));
    EXPECT(&all.documents[0], {T, "Laurent Wauquiez de retour"}, {BP, "Toute l"}, {L, "Quel bilan"},
           {B, "A la tête"}, {H, "Que faut-il"}, {B, "-Avec"}, {B, "Avec Citris"}, {B, "-Idem"},
           {B, "« Nous sommes"}, {B, "Reste"});
    forget(&all);
}

static void seed_without_title(void **state)
{
    (void)state;
    heard all = listen_one(seed("001_59fd7d086f7b6489.txt"));
    EXPECT(&all.documents[0], {B, "Après la"}, {B, "Accompagné"}, {B, "Rappelons"}, {H, "dou you"},
           {B, "Si l"}, {B, "Laurent"}, {B, "(1)"}, {B, "(2)"});
    forget(&all);
}

static void seed_with_newsletter(void **state)
{
    (void)state;
    heard all = listen_one(seed("002_0370348429f9ac67.txt"));
    EXPECT(&all.documents[0], {T, "Partenariat"}, {BP, "BUSINESS"}, {L, "Main dans"}, {CAP, "ParisSF"},
           {B, "Bertrand"}, {H, "Réunion"}, {BP, "Nous n'avons"}, {BP, "Votre inscription"},
           {BP, "La newsletter"}, {BP, "Recevez"}, {B, "Cet accord"}, {H, "«"}, {B, "Citant"},
           {B, "Pour Jean"}, {BP, "Suivez"}, {BP, "Découvrez"}, {COM, "3 comm"}, {BP, "Bouton"},
           {BP, "Share"});
    forget(&all);
}

static void seed_behind_a_paywall(void **state)
{
    (void)state;
    heard all = listen_one(seed("003_95f1143741d4ffe6.txt"));
    EXPECT(&all.documents[0], {T, "Numérique"}, {BP, "|"}, {CAP, "(Cr"}, {L, "Les dirigeants"},
           {B, "\"D'ici"}, {PAY, "Article"}, {PAY, "Achetez"}, {PAY, "Pour"}, {PAY, "5.00"}, {PAY, "J'ach"},
           {PAY, "Vous"}, {PAY, "Acc"}, {PAY, "Déjà"}, {PAY, "Se conn"}, {COM, "Réagir"}, {BP, "Votre email"},
           {BP, "Tous les"}, {COM, "Comm"}, {COM, "a écrit"}, {COM, "Le risque"}, {COM, "1)"}, {COM, "2)"},
           {BP, "Merci"}, {COM, "a le"});
    assert_true(all.documents[0].partial);
    forget(&all);
}

static void seed_of_short_news(void **state)
{
    (void)state;
    heard all = listen_one(seed("004_0d44463be618cace.txt"));
    EXPECT(&all.documents[0], {T, "Loire Valley"}, {BP, "Les Br"}, {H, "Le numérique"}, {L, "L"}, {B, "g.m"},
           {B, "L"}, {B, "Du côté"}, {H, "Un rayonnement"}, {B, "Concr"}, {H, "«"}, {B, "Autre"},
           {BP, "Les Br"});
    assert_false(all.documents[0].partial);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_lead_and_headings),
        cmocka_unit_test(banners_make_way_for_the_title),
        cmocka_unit_test(a_banner_names_its_source),
        cmocka_unit_test(paywalls_cut_a_page),
        cmocka_unit_test(comments_go_on_to_the_end),
        cmocka_unit_test(buttons_open_no_section),
        cmocka_unit_test(furniture_is_boilerplate),
        cmocka_unit_test(menus_stand_at_the_edges),
        cmocka_unit_test(captions),
        cmocka_unit_test(phrases_are_folded),
        cmocka_unit_test(shapes),
        cmocka_unit_test(the_sample_reads_well),
        cmocka_unit_test(seed_announcement),
        cmocka_unit_test(seed_without_title),
        cmocka_unit_test(seed_with_newsletter),
        cmocka_unit_test(seed_behind_a_paywall),
        cmocka_unit_test(seed_of_short_news),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
