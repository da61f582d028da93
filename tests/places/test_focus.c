/* SPDX-License-Identifier: MIT */
/* What a page is about: each rule of places/rules.h and places/weigh.c on the smallest page that shows it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/places/support.h"

static void expect(const char *page, const char *wanted)
{
    const char *got = focus_of(page);
    if (strcmp(got, wanted) != 0)
        fail_msg("about %s, not %s: %s", got, wanted, page);
}

static void expect_named(const char *page, const char *wanted)
{
    const char *got = regions_of(page);
    if (strcmp(got, wanted) != 0)
        fail_msg("names %s, not %s: %s", got, wanted, page);
}

static void names_of_every_kind_count(void **state)
{
    (void)state;
    expect_named("La région Centre-Val de Loire investit.", "centre-val-de-loire");
    expect_named("Région Auvergne Rhône-Alpes", "auvergne-rhone-alpes");
    expect_named("Né en Franche-Comté.", "bourgogne-franche-comte");
    expect_named("Une usine dans le Loiret.", "centre-val-de-loire");
    expect_named("Rendez-vous à Clermont-Ferrand.", "auvergne-rhone-alpes");
    expect_named("La Silicon Velay existe.", "auvergne-rhone-alpes");
    expect_named("Un prix de Dev’up, l'agence.", "centre-val-de-loire");
    expect_named("Les start-up stéphanoises recrutent.", "auvergne-rhone-alpes");
    expect_named("Le port du Havre et une école aux Ulis", "ile-de-france,normandie");
    expect_named("Les communes du Val-de-Marne", "ile-de-france");
    expect_named("SAINT-ÉTIENNE : un cluster", "auvergne-rhone-alpes");
    expect_named("Il vit à St-Etienne", "auvergne-rhone-alpes");
}

static void words_are_no_places(void **state)
{
    (void)state;
    expect_named("Il est au centre de la scène, dans le nord, trois tours plus tard.", "-");
    expect_named("Tours de table. Nice surprise. Lot de consolation.", "-");
    expect_named("La réunion a duré. La somme est connue. Une manche gagnée.", "-");
    expect_named("Orange lance une offre.", "-");
    expect_named("Les pays de l'Union européenne et le ministère de la Défense", "-");
    expect_named("Une Ville, une Ligne, des Primes.", "-");
}

static void words_are_places_with_evidence(void **state)
{
    (void)state;
    expect_named("Elle travaille à Tours.", "centre-val-de-loire");
    expect_named("Un site à Lens.", "hauts-de-france");
    expect_named("L'usine d'Orange (Vaucluse) ferme.", "provence-alpes-cote-dazur");
    expect_named("Le maire de Sens est venu.", "bourgogne-franche-comte");
    expect_named("Tours : le pont rouvre", "centre-val-de-loire");
    expect_named("42100 Saint-Étienne", "auvergne-rhone-alpes");
}

static void persons_streets_and_phrases_are_no_places(void **state)
{
    (void)state;
    expect_named("Jean-Michel Berlin et Pierre Bourgogne ont signé.", "-");
    expect_named("M. Bourgogne et Mme Lorraine sont venus.", "-");
    expect_named("Le commissaire Thierry Breton a parlé.", "-");
    expect_named("Rendez-vous rue de Bretagne, avenue de Lyon.", "-");
    expect_named("Le train part de la gare de Lyon ; l'Accord de Paris.", "-");
    expect_named("Le lycée Lyautey et Nancy Pelosi", "-");
}

static void abroad_is_no_region(void **state)
{
    (void)state;
    expect(
        "T:Retour de la Silicon Valley\nÀ San Francisco, à Berkeley et à Palo Alto, la mission a vu Google.",
        "-");
    expect("T:Valence\nÀ Valence, en Espagne, comme à Barcelone et Madrid, on plante.", "-");
    expect("T:Valence, dans la Drôme\nÀ Valence, près de Romans-sur-Isère, on plante.",
           "auvergne-rhone-alpes");
}

static void the_loire_and_its_regions(void **state)
{
    (void)state;
    expect("T:Saint-Étienne\nLe conseil départemental de la Loire aide les PME ligériennes de Saint-Étienne.",
           "auvergne-rhone-alpes");
    expect("T:Pays de la Loire : le vélo\nÀ Nantes, les start-up ligériennes longent la Loire.",
           "pays-de-la-loire");
    expect("T:Centre-Val de Loire\nÀ Blois, on nage dans la Loire.", "centre-val-de-loire");
    expect("T:Nevers veut son port\nÀ Nevers, la Loire est basse.", "bourgogne-franche-comte");
}

static void zones_weigh_differently(void **state)
{
    (void)state;
    expect(
        "T:Rennes accueille les robots\nLe salon ouvre.\nC:Et Nantes ? Nantes aussi ! Vive Nantes et Angers.",
        "bretagne");
    expect_named("Rien.\nC:Et Nantes ?", "pays-de-la-loire");
    expect("Rien.\nC:Et Nantes ? Nantes aussi !\nB:Lyon Lyon Lyon", "-");
    expect("T:Rennes ou Nantes ?\nH:Nantes\nLe match.", "pays-de-la-loire,bretagne");
}

static void lists_and_menus_weigh_little(void **state)
{
    (void)state;
    expect("L'offre est ouverte à Lyon, Nantes, Lille, Bordeaux, Toulouse, Rennes et Strasbourg.", "-");
    expect("T:Antilles | Guyane | Pacifique\nLa Réunion suit sa vanille, à Saint-Denis de La Réunion.",
           "la-reunion");
}

static void paris_is_often_the_state(void **state)
{
    (void)state;
    expect("Paris veut convaincre Bruxelles. Le gouvernement attend.", "-");
    expect(
        "T:Paris veut réformer\nParis et Berlin sont d'accord. Paris ira à Bruxelles, puis Paris négociera.",
        "-");
    expect("T:Paris : le vélo gagne\nÀ Paris, la mairie a créé des pistes. Les Parisiens approuvent.",
           "ile-de-france");
    expect(
        "T:Lyon et Paris, deux plans pour le vélo\nÀ Lyon, un réseau doit relier Villeurbanne. À Paris, on "
        "double les pistes.",
        "auvergne-rhone-alpes,ile-de-france");
    expect("T:La Ville de Paris signe avec San Francisco\nLa Ville de Paris aide les startups parisiennes.",
           "ile-de-france");
}

static void one_mention_in_a_long_page_is_no_focus(void **state)
{
    (void)state;
    static char page[8192];
    for (unsigned i = 0; i < 40; i++)
        strcat(
            page,
            "Le marché national progresse, disent les experts, et les dépenses publiques aussi, partout.\n");
    strcat(page, "Un essai a lieu en Bretagne.\n");
    expect(page, "-");
    expect_named(page, "bretagne");
    expect("Un essai a lieu en Bretagne.", "bretagne");
}

static void the_region_is_the_one_that_was_named(void **state)
{
    (void)state;
    expect("T:Retour de Californie\nÀ San Francisco, la Région a signé. Pour la Région Normandie, c'est une "
           "étape. À "
           "Berkeley, la Région a visité Google.",
           "normandie");
}

static void persons_and_authorities_are_no_places(void **state)
{
    (void)state;
    expect_named("Charles de Saint-Étienne et madame de Fontenay en parlent.", "-");
    expect_named("Le préfet de Paris ou la préfecture de police de Paris.", "-");
    expect_named("Yves a vu Pia à Pia.", "-");
    expect("T:Valenciennes dessine\nLes studios recrutent, de Belgique et du Japon.", "hauts-de-france");
}

static void a_long_page_runs_on_its_region(void **state)
{
    (void)state;
    static char page[8192];
    strcpy(page, "T:La taxe sur les logements\n");
    for (unsigned i = 0; i < 30; i++)
        strcat(page,
               "La taxe est due chaque année par le propriétaire, sauf exonération, selon la surface.\n");
    strcat(page,
           "En Île-de-France\nLa région Île-de-France vote un taux. En Île-de-France, il est double.\n");
    expect(page, "-");
    strcat(strcpy(page, "T:La taxe en Île-de-France\nEn Île-de-France, la région vote un taux.\n"),
           "Il est double en Île-de-France.");
    expect(page, "ile-de-france");
}

static void headings_of_special_cases_weigh_little(void **state)
{
    (void)state;
    expect(
        "T:Où envoyer sa demande\nLa demande est envoyée à la mairie.\nÀ Paris\nElle est envoyée au guichet.",
        "-");
}

static void exceptions_and_asides_are_no_subjects(void **state)
{
    (void)state;
    expect(
        "T:Fermeture d'un chantier\nLe préfet du département ou, à Paris et à Orly, le préfet de police peut "
        "fermer le chantier. Il entend l'employeur.",
        "-");
    expect("T:L'aide à l'embauche\nL'aide est de 47 % du Smic (ou du Smig à Mayotte). Elle varie avec le "
           "Smic (le "
           "Smig à Mayotte) et la durée.",
           "-");
    expect("T:Les chantiers à Paris\nToutefois, à Paris, le préfet de police peut les fermer.",
           "ile-de-france");
    expect("T:Une loi\nSauf en Guyane, elle vaut partout. Toutefois, en Guyane, elle vaudra.", "-");
    expect("T:Un port\nLe chantier (trois cents emplois) de Brest recrute à Brest.", "bretagne");
}

static void names_in_a_row_are_one_statement(void **state)
{
    (void)state;
    expect(
        "T:Les groupements d'employeurs\nLe groupement publie son extrait de déclaration, dépose ses "
        "statuts, "
        "tient la liste de ses membres et de leurs salariés et informe l'inspection du travail dont il "
        "relève. "
        "Dans le Haut-Rhin, le Bas-Rhin et la Moselle, il s'inscrit au registre. Il dit aussi quelle "
        "convention collective il applique, pour quels emplois, et qui le dirige ; chaque année il rend "
        "compte "
        "à ses membres de ce qu'il a fait, de ce qu'il doit et de ce qu'il possède, sous leur contrôle, et "
        "chacun répond de ses dettes à proportion de ses parts. L'administration peut s'y opposer dans le "
        "mois "
        "qui suit, par une décision motivée. Elle en informe alors le groupement et ses membres, qui ont un "
        "mois pour répondre.",
        "-");
}

static void an_article_with_a_capital_is_a_commune(void **state)
{
    (void)state;
    expect_named("Une écloserie ouvre à La Gacilly.", "bretagne");
    expect_named("Il siège à la Chambre.", "-");
    expect_named("Somme : 300 euros", "-");
    expect_named("Il a menacé le Corse.", "-");
}

static void adjectives_do_not_outweigh_places_abroad(void **state)
{
    (void)state;
    expect("T:La conquête normande de la Sicile\nEn Italie et en Sicile, les Normands ont pris Rome et "
           "Naples. De "
           "l'Allemagne à l'Espagne, on les craint.",
           "-");
}

static void regions_named_alike_are_subjects_together(void **state)
{
    (void)state;
    expect("T:Antilles-Guyane : un label\nEn Guadeloupe, en Martinique et en Guyane, le label arrive.",
           "guadeloupe,martinique,guyane");
}

static void date_lines_weigh(void **state)
{
    (void)state;
    expect("T:Un chantier fermé\nBREST, 19 janvier – Le chantier ferme. Une usine proche, à Nantes, aussi.",
           "bretagne");
}

static void nothing_is_about_nothing(void **state)
{
    (void)state;
    expect("", "-");
    expect("T:Bonjour", "-");
}

static bool same_set(const char *a, const char *b)
{
    if (strlen(a) != strlen(b))
        return false;
    for (const char *at = a; *at; at += *at == ',') {
        char slug[64];
        size_t n = strcspn(at, ",");
        snprintf(slug, sizeof slug, "%.*s", (int)n, at);
        if (!strstr(b, slug))
            return false;
        at += n;
    }
    return true;
}

/* One page of short_pages.txt: right, or said which is not. */
static unsigned is_right(const char *page, const char *wanted)
{
    const char *got = focus_of(page);
    if (same_set(got, wanted))
        return 1;
    print_message("about %s, not %s: %.60s...\n", wanted, got, page);
    return 0;
}

static void short_pages_are_as_labelled(void **state)
{
    (void)state;
    static char page[8192], wanted[128], line[4096];
    unsigned n = 0, right = 0;
    FILE *file = fopen(ECO_TEST_DIR "/short_pages.txt", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '%')
            continue;
        if (line[0] != '=') {
            assert_true(strlen(page) + strlen(line) < sizeof page);
            strcat(page, line);
            continue;
        }
        if (n++ > 0)
            right += is_right(page, wanted);
        page[0] = '\0';
        assert_int_equal(sscanf(line, "= %127s", wanted), 1);
    }
    fclose(file);
    right += is_right(page, wanted);
    print_message("%u of %u short pages right\n", right, n);
    assert_true(right * 100 >= n * 95);
}

/* Names, grammar and punctuation in any order: whatever is found lies inside its passage (support.c
 * looks). */
static void any_order_of_words_is_read(void **state)
{
    (void)state;
    static const char *const pieces[] = {"Paris",  "Saint-", "Tours",    " à ",    " la ",   "Loire", "(42)",
                                         "(",      ")",      ", ",       ". ",     "région", " du ",  "Val",
                                         "-de-",   "Marne",  " | ",      "42000 ", "Jean ",  "Nord",  "\n",
                                         "Région", " et ",   "lyonnais", "Vienne", "ñ",      "’"};
    uint32_t random = 7;
    for (unsigned round = 0; round < 4000; round++) {
        char page[1024] = "";
        for (unsigned i = 0; i < round % 50; i++) {
            random = random * 1664525u + 1013904223u;
            strcat(page, pieces[(random >> 8) % (sizeof pieces / sizeof *pieces)]);
        }
        regions_of(page);
    }
}

/* Names that straddle the window of the scan, in a passage of many windows. */
static void long_passages_are_read_to_the_end(void **state)
{
    (void)state;
    static char page[400000];
    size_t at = 0;
    for (unsigned i = 0; i < 9000; i++)
        at += (size_t)sprintf(page + at, "%s ", i % 7 == 3 ? "Auvergne-Rhône-Alpes" : "mot");
    ecoi_places *places;
    eco_passage passage = {ECO_ZONE_BODY, {page, at}};
    eco_document document = {.passages = &passage, .n_passages = 1};
    eco_region_share shares[ECO_N_REGIONS];
    size_t n, n_evidence;
    assert_int_equal(ecoi_places_new(&places, NULL), ECO_OK);
    assert_int_equal(ecoi_places_find(places, &document, shares, &n, NULL), ECO_OK);
    ecoi_places_evidence(places, &n_evidence);
    assert_int_equal(n, 1);
    assert_int_equal(n_evidence, 9000 / 7 + (9000 % 7 > 3));
    ecoi_places_free(places);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_every_kind_count),
        cmocka_unit_test(words_are_no_places),
        cmocka_unit_test(words_are_places_with_evidence),
        cmocka_unit_test(persons_streets_and_phrases_are_no_places),
        cmocka_unit_test(abroad_is_no_region),
        cmocka_unit_test(the_loire_and_its_regions),
        cmocka_unit_test(zones_weigh_differently),
        cmocka_unit_test(lists_and_menus_weigh_little),
        cmocka_unit_test(paris_is_often_the_state),
        cmocka_unit_test(one_mention_in_a_long_page_is_no_focus),
        cmocka_unit_test(the_region_is_the_one_that_was_named),
        cmocka_unit_test(persons_and_authorities_are_no_places),
        cmocka_unit_test(a_long_page_runs_on_its_region),
        cmocka_unit_test(headings_of_special_cases_weigh_little),
        cmocka_unit_test(exceptions_and_asides_are_no_subjects),
        cmocka_unit_test(names_in_a_row_are_one_statement),
        cmocka_unit_test(an_article_with_a_capital_is_a_commune),
        cmocka_unit_test(adjectives_do_not_outweigh_places_abroad),
        cmocka_unit_test(regions_named_alike_are_subjects_together),
        cmocka_unit_test(date_lines_weigh),
        cmocka_unit_test(nothing_is_about_nothing),
        cmocka_unit_test(short_pages_are_as_labelled),
        cmocka_unit_test(any_order_of_words_is_read),
        cmocka_unit_test(long_passages_are_read_to_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
