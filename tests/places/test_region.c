/* SPDX-License-Identifier: MIT */
/* What --region understands: codes, slugs, names old and new, departments, aliases; and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "places/gazetteer.h"
#include "places/places.h"

static const char *slug_of(const char *name)
{
    size_t index = ECO_N_REGIONS;
    eco_error error;
    if (eco_region_find(name, strlen(name), &index, &error) != ECO_OK)
        return "-";
    return eco_region_at(index)->slug;
}

static void expect_all(const char *const (*pairs)[2], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(slug_of(pairs[i][0]), pairs[i][1]) != 0)
            fail_msg("\"%s\" is %s, not %s", pairs[i][0], slug_of(pairs[i][0]), pairs[i][1]);
    }
}

#define EXPECT_ALL(pairs) expect_all(pairs, sizeof(pairs) / sizeof *(pairs))

static void message_of(const char *name, char out[1024])
{
    size_t index = 77;
    eco_error error;
    assert_int_equal(eco_region_find(name, strlen(name), &index, &error), ECO_E_PLACE);
    assert_int_equal(error.status, ECO_E_PLACE);
    assert_int_equal(index, 77);
    strcpy(out, error.message);
}

static void regions_come_by_rising_code(void **state)
{
    (void)state;
    for (size_t i = 0; i + 1 < ECO_N_REGIONS; i++)
        assert_true(strcmp(eco_region_at(i)->code, eco_region_at(i + 1)->code) < 0);
    assert_null(eco_region_at(ECO_N_REGIONS));
    assert_null(eco_region_at(SIZE_MAX));
}

static void regions_find_themselves(void **state)
{
    (void)state;
    for (size_t i = 0; i < ECO_N_REGIONS; i++) {
        const eco_region *region = eco_region_at(i);
        assert_string_equal(slug_of(region->code), region->slug);
        assert_string_equal(slug_of(region->slug), region->slug);
        assert_string_equal(slug_of(region->name), region->slug);
    }
}

static void departments_are_found_by_name_and_number(void **state)
{
    (void)state;
    for (size_t i = 0; i < GAZ_N_DEPARTMENTS; i++) {
        const gaz_department *d = &ecoi_gaz_departments[i];
        const char *slug = eco_region_at(d->region)->slug;
        char numbered[16];
        snprintf(numbered, sizeof numbered, "dep %s", d->code);
        assert_string_equal(slug_of(d->name), slug);
        assert_string_equal(slug_of(numbered), slug);
    }
}

static void spelling_does_not_matter(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"centre", "centre-val-de-loire"},
        {"CENTRE", "centre-val-de-loire"},
        {"Centre Val de Loire", "centre-val-de-loire"},
        {"  centre--val DE loire ", "centre-val-de-loire"},
        {"la Réunion", "la-reunion"},
        {"reunion", "la-reunion"},
        {"ile de france", "ile-de-france"},
        {"I\xcc\x82le-de-France", "ile-de-france"}, /* decomposed */
        {"l'Île-de-France", "ile-de-france"},
        {"rhone alpes", "auvergne-rhone-alpes"},
        {"Provence-Alpes-Côte d’Azur", "provence-alpes-cote-dazur"},
        {"cote d or", "bourgogne-franche-comte"},
        {"anjou", "pays-de-la-loire"}, /* the province, not the village in Isère */
        {"Champagne", "grand-est"},
        {"la Beauce", "centre-val-de-loire"},
        {"Roussillon", "occitanie"},
        {"en Bretagne", "bretagne"},
        {"région Grand Est", "grand-est"},
        {"département de la Loire", "auvergne-rhone-alpes"},
    };
    EXPECT_ALL(pairs);
}

static void old_names_and_aliases(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Auvergne", "auvergne-rhone-alpes"},
        {"Alsace", "grand-est"},
        {"Basse-Normandie", "normandie"},
        {"Nord-Pas-de-Calais", "hauts-de-france"},
        {"Midi-Pyrénées", "occitanie"},
        {"Limousin", "nouvelle-aquitaine"},
        {"AURA", "auvergne-rhone-alpes"},
        {"paca", "provence-alpes-cote-dazur"},
        {"IDF", "ile-de-france"},
        {"Dev'up", "centre-val-de-loire"},
        {"french tech loire valley", "centre-val-de-loire"},
        {"Lyon", "auvergne-rhone-alpes"},
        {"Orléans", "centre-val-de-loire"},
        {"St-Etienne", "auvergne-rhone-alpes"},
        {"le Havre", "normandie"},
    };
    EXPECT_ALL(pairs);
}

/* 18 numbers are both a region and a department: the code of the region wins, "dep" asks for the other. */
static void numbers_that_are_both(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"24", "centre-val-de-loire"},
        {"dep 24", "nouvelle-aquitaine"},
        {"Dordogne", "nouvelle-aquitaine"},
        {"11", "ile-de-france"},
        {"dpt:11", "occitanie"},
        {"75", "nouvelle-aquitaine"},
        {"dept 75", "ile-de-france"},
        {"75011", "ile-de-france"},
        {"45", "centre-val-de-loire"},
        {"2A", "corse"},
        {"2b", "corse"},
        {"20200", "corse"},
        {"974", "la-reunion"},
        {"97110", "guadeloupe"},
        {"01", "guadeloupe"},
        {"01000", "auvergne-rhone-alpes"},
    };
    EXPECT_ALL(pairs);
}

/* An official name alone is never ambiguous, whatever else bears it in part. */
static void official_names_win(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Loire", "auvergne-rhone-alpes"},
        {"Vienne", "nouvelle-aquitaine"},
        {"Valence", "auvergne-rhone-alpes"},
        {"Mayenne", "pays-de-la-loire"},
    };
    EXPECT_ALL(pairs);
}

static void ambiguous_names_are_told(void **state)
{
    (void)state;
    char message[1024];
    message_of("Saint-Denis", message);
    assert_string_equal(message, "ambiguous place \"Saint-Denis\": La Réunion or Île-de-France?");
    message_of("val de loire", message);
    assert_string_equal(message,
                        "ambiguous place \"val de loire\": Centre-Val de Loire or Pays de la Loire?");
    message_of("ligérien", message);
    assert_non_null(strstr(message, "ambiguous"));
}

static void unknown_names_are_answered_with_suggestions(void **state)
{
    (void)state;
    char message[1024];
    message_of("bretange", message);
    assert_string_equal(message, "unknown place \"bretange\": did you mean Bretagne?");
    message_of("loir", message);
    assert_non_null(strstr(message, "did you mean Loire"));
    static const char *const pairs[][2] = {
        {"provnce", "did you mean Provence-Alpes-Côte d'Azur, "}, /* a word of the name */
        {"cote dazur", "did you mean Provence-Alpes-Côte d'Azur, "},
        {"auvergne-rhone-alps", "did you mean Auvergne-Rhône-Alpes?"}, /* the slug */
        {"pacca", "did you mean PACA?"},                               /* an alias */
        {"aquitane", "did you mean Aquitaine?"},                       /* a former region */
        {"normandi", "did you mean Normandie?"},                       /* regions of today come first */
        {"savoi", "did you mean Savoie or Haute-Savoie?"},
        {"la bretange", "did you mean Bretagne?"},
        {"2c", "did you mean 2A (Corse-du-Sud) or 2B (Haute-Corse)?"},
        {"978", "did you mean 971 (Guadeloupe), 972 (Martinique), 973 (Guyane), 974 (La Réunion) or 976"},
        {"99", "give a region"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        message_of(pairs[i][0], message);
        if (!strstr(message, pairs[i][1]))
            fail_msg("%s", message);
    }
    message_of("qwertyuiop", message);
    assert_non_null(strstr(message, "give a region"));
    message_of("Berlin", message);
    assert_non_null(strstr(message, "none of the 18 regions"));
    message_of("99", message);
    message_of("gare de Lyon", message);
}

static void odd_input_is_refused(void **state)
{
    (void)state;
    char message[1024], long_name[5000];
    size_t index;
    memset(long_name, 'a', sizeof long_name);
    assert_int_equal(eco_region_find(long_name, sizeof long_name, &index, NULL), ECO_E_PLACE);
    assert_int_equal(
        eco_region_find("a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f", 63, &index, NULL),
        ECO_E_PLACE);
    assert_int_equal(eco_region_find(NULL, 0, &index, NULL), ECO_E_PLACE);
    assert_int_equal(eco_region_find("\xff\xfe\x00 \xc3", 5, &index, NULL), ECO_E_PLACE);
    message_of("", message);
    message_of("la", message);
    message_of("dep", message);
    message_of("two\nlines \"quoted\"", message);
    assert_null(strchr(message, '\n'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_come_by_rising_code),
        cmocka_unit_test(regions_find_themselves),
        cmocka_unit_test(departments_are_found_by_name_and_number),
        cmocka_unit_test(spelling_does_not_matter),
        cmocka_unit_test(old_names_and_aliases),
        cmocka_unit_test(numbers_that_are_both),
        cmocka_unit_test(official_names_win),
        cmocka_unit_test(ambiguous_names_are_told),
        cmocka_unit_test(unknown_names_are_answered_with_suggestions),
        cmocka_unit_test(odd_input_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
