# SPDX-License-Identifier: MIT
import datetime
import threading

import ecosearch
import pytest


def test_finds_pages_about_a_region(index):
    answer = index.search("French Tech", region="centre")
    assert answer.total == len(answer) == 4
    assert [hit.rank for hit in answer] == [1, 2, 3, 4]
    first = answer[0]
    assert first.title.startswith("French Tech Loire Valley")
    assert first.source == "gazette-loire-numerique" and first.date == "2020-02-11"
    assert first.regions[0].region.name == "Centre-Val de Loire" and first.regions[0].focus
    assert 0.5 < first.regions[0].share <= 1
    assert answer.took_us > 0 and answer.missing is None


def test_highlights_are_in_characters(index):
    hits = index.search("label réuni", region="centre", limit=None)
    words = {hit.snippet[start:end].lower() for hit in hits for start, end in hit.highlights}
    assert "label" in words and "réuni" in words
    marked = next(hit for hit in hits if hit.highlights)
    assert marked.marked("[", "]").count("[") == len(marked.highlights)
    assert marked.marked("", "") == marked.snippet
    title = index.search("titre:communauté")[0]
    assert "<mark>communauté</mark>" in title.marked_title()


def test_regions_and_sources_may_be_several(index):
    one = index.search("*", source="gazette-loire-numerique", limit=0).total
    both = index.search("*", source=["gazette-loire-numerique", "lyon-eco"], limit=0).total
    assert 0 < one < both
    assert index.search("*", region=["centre", "bretagne"], limit=0).total > index.search("*", region="45", limit=0).total
    mentioned = index.search("*", region="centre", region_mode="mention", limit=0).total
    assert mentioned >= index.search("*", region="centre", limit=0).total


def test_dates_page_and_order(index):
    answer = index.search("*", since=datetime.date(2018, 1, 1), until="2019", sort="date", limit=None)
    dates = [hit.date for hit in answer]
    assert dates and all("2018" <= date <= "2019-12-31" for date in dates)
    assert dates == sorted(dates, reverse=True)
    page = index.search("*", since="2018", until="2019", sort="date", limit=2, offset=1)
    assert [hit.key for hit in page] == [hit.key for hit in answer[1:3]]
    assert index.search("*", limit=0).total == index.info.documents


def test_facets(index):
    answer = index.search("*", facets=["region", "source", "month"], limit=0)
    assert len(answer) == 0
    assert sum(bucket.count for bucket in answer.facets["source"]) == answer.total
    assert any(b.value == "centre-val-de-loire" and b.label == "Centre-Val de Loire" for b in answer.facets["region"])
    assert index.search("*", facets="month", limit=0).facets.keys() == {"month"}


def test_did_you_mean(index):
    answer = index.search("entreprize")
    assert answer.did_you_mean == "entreprise"
    assert index.search("entreprise").did_you_mean is None


def test_explanation_sums_to_the_score(index):
    hit = index.search("robot innovation", explain=True)[0]
    assert sum(line.value for line in hit.explain if line.depth == 0) == pytest.approx(hit.score, rel=1e-4)
    assert index.search("robot innovation")[0].explain == ()


def test_flags(index):
    keys = index.search("innovation", keys_only=True)
    assert keys[0].title is None and keys[0].snippet is None
    assert [h.key for h in keys] == [h.key for h in index.search("innovation", exhaustive=True)]
    assert index.search('startup -"label', plain=True).total > 0
    assert index.search("*", collapse=True, limit=None).left_out >= 0
    assert index.search("innovation", total=False, limit=1)


def test_time_allowed(index):
    assert not index.search("innovation").timed_out
    answer = index.search("innovation", timeout_ms=60_000)
    assert not answer.timed_out and answer.total == index.search("innovation").total


def test_synonyms(index):
    with_list = index.search("jeune pousse", limit=0).total
    assert with_list > index.search("jeune pousse", synonyms=False, limit=0).total
    mine = ecosearch.Synonyms("# mine\nzorglub, robot\n")
    assert index.search("zorglub", limit=0).total == 0
    assert index.search("zorglub", synonyms=mine, limit=0).total == index.search("robot", synonyms=False, limit=0).total
    with pytest.raises(ecosearch.ArgumentError, match="mine:1: "):
        ecosearch.Synonyms("=> rien", name="mine")
    assert ecosearch.Synonyms(ecosearch.Synonyms.default())


def test_a_document_by_its_key(index):
    hit = index.search("French Tech", region="centre")[0]
    document = index.find(hit.key)
    assert document.key == hit.key and document.source == hit.source and document.date == hit.date
    assert document.passages[0] == ecosearch.Passage("title", hit.title)
    with pytest.raises(ecosearch.NotFoundError) as raised:
        index.find("nothing of this name")
    assert raised.value.status is ecosearch.Status.MISSING


def test_each_document_until_false(index):
    seen = []
    index.each(lambda document: seen.append(document.key))
    assert len(set(seen)) == index.info.documents
    few = []

    def three(document):
        few.append(document)
        return len(few) < 3

    index.each(three)
    assert len(few) == 3
    with pytest.raises(ZeroDivisionError):
        index.each(lambda document: 1 / 0)


def test_errors_are_exceptions(index, tmp_path):
    with pytest.raises(ecosearch.QueryError) as raised:
        index.search('été ET "non clos')
    assert raised.value.status is ecosearch.Status.SYNTAX
    start, end = raised.value.span
    assert 'été ET "non clos'[start] == '"' and end <= len('été ET "non clos')
    with pytest.raises(ecosearch.PlaceError, match="atlantide"):
        index.search("x", region="atlantide")
    with pytest.raises(ecosearch.DateError, match="demain"):
        index.search("x", since="demain")
    for wrong in ({"sort": "size"}, {"facets": ["colour"]}, {"limit": -1}, {"region": "a\0b"}):
        with pytest.raises(ValueError):
            index.search("x", **wrong)
    with pytest.raises(ecosearch.NotFoundError) as missing:
        ecosearch.open(tmp_path / "nowhere")
    assert "nowhere" in str(missing.value)


def test_a_closed_index_says_so(path):
    index = ecosearch.open(path)
    answer = index.search("robot")
    index.close()
    index.close()
    assert answer[0].title  # results are independent of the index
    with pytest.raises(ValueError, match="closed"):
        index.search("robot")


def test_threads_share_an_index_that_is_closed_under_them(path):
    index = ecosearch.open(path)
    expected = [hit.key for hit in index.search("innovation OU robot", limit=None)]
    wrong, started = [], threading.Barrier(5)

    def work():
        started.wait()
        try:
            while True:
                if [hit.key for hit in index.search("innovation OU robot", limit=None)] != expected:
                    wrong.append("another answer")
        except ValueError as closed:
            if "closed" not in str(closed):
                wrong.append(closed)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    started.wait()
    for _ in range(50):
        index.refresh()
    index.close()
    for thread in threads:
        thread.join(30)
    assert not wrong


def test_regions():
    assert len(ecosearch.REGIONS) == 18
    assert ecosearch.find_region("Loiret").slug == "centre-val-de-loire"
    with pytest.raises(ecosearch.PlaceError):
        ecosearch.find_region("")


def test_analysis():
    text = "L'été, les start-up innovent à Orléans 😀 vite"
    tokens = ecosearch.Analyser().analyse(text)
    assert any(text[t.start : t.end] == "innovent" and t.form == "innovent" for t in tokens)
    assert any(text[t.start : t.end] == "start-up" and t.kind == "compound" for t in tokens)
    assert text[tokens[-1].start : tokens[-1].end] == "vite"
    assert len(ecosearch.Analyser().fingerprint) == 16
    with pytest.raises(ecosearch.Error):
        ecosearch.Analyser("klingon")
