/* SPDX-License-Identifier: MIT */
/* What an explanation says of each name, and of each region that is not the subject. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ecosearch/focus.h>

static eco_focus *explain(const char *title, const char *body, const char *source)
{
    static eco_passage passages[2];
    static eco_document document;
    passages[0] = (eco_passage){ECO_ZONE_TITLE, {title, strlen(title)}};
    passages[1] = (eco_passage){ECO_ZONE_BODY, {body, strlen(body)}};
    document = (eco_document){.passages = passages, .n_passages = 2, .source = {source, strlen(source)}};
    eco_focus *focus = NULL;
    assert_int_equal(eco_focus_explain(&document, &focus, NULL), ECO_OK);
    return focus;
}

/* The first name in a body of its own is taken or set aside for this reason. */
static void expect_why(const char *body, const char *name, eco_place_why why)
{
    eco_focus *focus = explain("", body, "");
    const eco_place_name *found = NULL;
    for (size_t i = 0; i < focus->n_names && !found; i++)
        if (focus->names[i].length == strlen(name) &&
            memcmp(body + focus->names[i].offset, name, strlen(name)) == 0)
            found = &focus->names[i];
    if (!found || found->why != why)
        fail_msg("%s is %s, not %s: %s", name, found ? eco_place_why_slug(found->why) : "not named",
                 eco_place_why_slug(why), body);
    eco_focus_free(focus);
}

static void each_name_has_its_reason(void **state)
{
    (void)state;
    expect_why("On aime Grenoble.", "Grenoble", ECO_PLACE_NAMED);
    expect_why("Une usine à Grenoble.", "Grenoble", ECO_PLACE_AT);
    expect_why("La ville de Grenoble.", "Grenoble", ECO_PLACE_OUTRIGHT);
    expect_why("Écrire au 38000 Grenoble.", "Grenoble", ECO_PLACE_ADDRESS);
    expect_why("Dans la Loire, on nage.", "Loire", ECO_PLACE_RIVER);
    expect_why("Selon Paris, il faut attendre.", "Paris", ECO_PLACE_STATE);
    expect_why("La gare de Lyon est fermée.", "gare de Lyon", ECO_PLACE_TRAP);
    expect_why("Mme Lorraine est venue.", "Lorraine", ECO_PLACE_PERSON);
    expect_why("La rue de Bretagne est fermée.", "Bretagne", ECO_PLACE_STREET);
    expect_why("Les tours sont hautes.", "tours", ECO_PLACE_WORD);
    expect_why("On aime Orange.", "Orange", ECO_PLACE_UNPROVEN);
    expect_why("Orange (59) et Orange", "Orange", ECO_PLACE_ELSEWHERE);
}

static eco_focus_why why_of(const eco_focus *focus, const char *slug)
{
    for (size_t i = 0; i < focus->n_regions; i++)
        if (strcmp(eco_region_at(focus->regions[i].share.region)->slug, slug) == 0)
            return focus->regions[i].why;
    fail_msg("%s is not named", slug);
    return ECO_FOCUS_YES;
}

static void each_region_has_its_reason(void **state)
{
    (void)state;
    eco_focus *focus =
        explain("Rennes accueille les robots",
                "À Rennes, le salon ouvre. À Vitré aussi. Un robot vient de Lyon.", "rennes-info");
    assert_int_equal(why_of(focus, "bretagne"), ECO_FOCUS_YES);
    assert_int_equal(why_of(focus, "auvergne-rhone-alpes"), ECO_FOCUS_SHARE);
    assert_int_equal(focus->names[focus->n_names - 1].why, ECO_PLACE_SOURCE);
    assert_int_equal(focus->names[focus->n_names - 1].passage, 2);
    eco_focus_free(focus);
}

static void arguments_are_checked(void **state)
{
    (void)state;
    eco_document document = {0};
    eco_focus *focus = NULL;
    eco_error error;
    assert_int_equal(eco_focus_explain(NULL, &focus, &error), ECO_E_ARGUMENT);
    assert_int_equal(eco_focus_explain(&document, NULL, &error), ECO_E_ARGUMENT);
    assert_int_equal(eco_focus_explain(&document, &focus, &error), ECO_OK);
    assert_int_equal(focus->n_names + focus->n_regions, 0);
    eco_focus_free(focus);
    eco_focus_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_name_has_its_reason),
        cmocka_unit_test(each_region_has_its_reason),
        cmocka_unit_test(arguments_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
