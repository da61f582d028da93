# SPDX-License-Identifier: MIT
import json
import threading
import time

import ecosearch
import pytest


def write(folder, name, **document):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")


@pytest.fixture
def source(tmp_path):
    for i in range(30):
        write(tmp_path / "source", f"{i:02}.jsonl", id=f"k{i}", title=f"Page {i}", body=f"Un robot numéro {i} à Tours.")
    return tmp_path / "source"


def total(path, query):
    with ecosearch.open(path) as index:
        return index.search(query, limit=0).total


def test_build_update_forget_rollback(tmp_path, source):
    path = tmp_path / "index"
    made = ecosearch.build(path, [source], threads=1, memory=64 << 20)
    assert (made.documents, made.added, made.published, made.generation) == (30, 30, True, 1)
    with ecosearch.open(path) as index:
        assert not index.refresh()
        assert not ecosearch.update(path).published
        write(source, "30.jsonl", id="new", title="Une page neuve", body="Le drone vole.")
        summary = ecosearch.update(path)
        assert (summary.added, summary.unchanged, summary.documents) == (1, 30, 31)
        assert index.search("drone", limit=0).total == 0
        assert index.refresh()
        assert index.search("drone", limit=0).total == 1
    with pytest.raises(ecosearch.ArgumentError):
        ecosearch.update(path, without=tmp_path / "elsewhere")
    with pytest.raises(ecosearch.Error) as raised:
        ecosearch.forget(path, "no such key")
    assert raised.value.status is ecosearch.Status.DATA
    assert ecosearch.rollback(path) == 3
    assert total(path, "drone") == 0
    assert ecosearch.forget(path, ["k1", "k2"], now=True).documents == 28
    assert total(path, "*") == 28
    ecosearch.optimize(path)
    kept = ecosearch.generations(path)
    assert kept[0].is_current and kept[0].is_readable and kept[0].documents == 28
    assert abs(kept[0].published - time.time()) < 600
    assert ecosearch.verify(path) == () and ecosearch.verify(path, deep=True) == ()


def test_damage_is_found(tmp_path, source):
    path = tmp_path / "index"
    ecosearch.build(path, source)
    segment = max(path.glob("segment-*"), key=lambda file: file.stat().st_size)
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    findings = ecosearch.verify(path)
    assert findings and findings[0].message and segment.name in findings[0].file


def test_what_is_rejected_is_reported(tmp_path, source):
    (source / "bad.jsonl").write_text('{"id": "x", "title": "t"}\nno json\n')
    rejects, stages = [], set()
    summary = ecosearch.build(
        tmp_path / "index", source, on_reject=rejects.append, on_progress=lambda p: stages.add(p.stage)
    )
    assert summary.rejected == len(rejects) > 0
    assert sum(summary.rejected_by_reason.values()) == summary.rejected
    assert any(r.reason == "json" and r.path.endswith("bad.jsonl") and r.record == 2 for r in rejects)
    assert stages


def test_calls_back_can_end_a_run(tmp_path, source):
    path = tmp_path / "index"
    with pytest.raises(ecosearch.CancelledError):
        ecosearch.build(path, source, on_progress=lambda progress: False)

    def fail(progress):
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        ecosearch.build(path, source, on_progress=fail)
    with pytest.raises(ecosearch.NotFoundError):
        ecosearch.open(path)


def test_a_run_that_loses_too_much_is_not_published(tmp_path, source):
    path = tmp_path / "index"
    ecosearch.build(path, source)
    for file in sorted(source.iterdir())[5:]:
        file.unlink()
    with pytest.raises(ecosearch.GateError) as raised:
        ecosearch.update(path)
    assert raised.value.summary.removed == 25 and not raised.value.summary.published
    assert total(path, "*") == 30
    assert ecosearch.update(path, force=True).documents == 5


def test_missing_source_and_words(tmp_path, source):
    with pytest.raises(ecosearch.NotFoundError, match="nowhere"):
        ecosearch.build(tmp_path / "index", tmp_path / "nowhere")
    words = tmp_path / "words"
    words.write_text("Tours\nstart-up\n")
    with pytest.raises(ecosearch.ArgumentError, match="words:2: "):
        ecosearch.build(tmp_path / "index", source, protected_words=words)
    with pytest.raises(ValueError):
        ecosearch.build("a\0b", source)


def test_writer(tmp_path):
    path = tmp_path / "index"
    share = ecosearch.RegionShare(ecosearch.find_region("Bretagne"), 0.5)
    with ecosearch.Writer(path) as writer:
        with pytest.raises(ecosearch.LockedError):
            ecosearch.Writer(path)
        writer.add(
            ecosearch.Document(
                "a",
                [ecosearch.Passage("title", "Été"), ecosearch.Passage("body", "Des robots à l'œuvre")],
                url="https://example.org/a",
                source="essai",
                date="2020-02",
                fields={"n": [1, "é"]},
                regions=[share],
            )
        )
        writer.add(ecosearch.Document("b", [ecosearch.Passage("body", "Un drone")]))
        for wrong in (ecosearch.Document(""), ecosearch.Document("c", date="hier")):
            with pytest.raises(ValueError):
                writer.add(wrong)
        with pytest.raises(ValueError, match="no zone"):
            writer.add(ecosearch.Document("c", [ecosearch.Passage("footer", "x")]))
    assert writer.summary.documents == 2
    with pytest.raises(ValueError, match="closed"):
        writer.commit()
    with ecosearch.open(path) as index:
        hit = index.search("robot")[0]
        assert (hit.key, hit.title, hit.url, hit.source, hit.date) == ("a", "Été", "https://example.org/a", "essai", "2020-02")
        assert hit.fields == {"n": [1, "é"]}
        assert hit.regions[0].region.slug == "bretagne" and hit.regions[0].share == pytest.approx(0.5, abs=0.01)
    with ecosearch.Writer(path, update=True) as writer:
        writer.add(ecosearch.Document("b", [ecosearch.Passage("body", "Un satellite")]))
    assert total(path, "drone") == 0 and total(path, "satellite") == 1 and total(path, "*") == 2


def test_writer_drops_all_after_an_exception(tmp_path):
    path = tmp_path / "index"
    with pytest.raises(ZeroDivisionError):
        with ecosearch.Writer(path) as writer:
            writer.add(ecosearch.Document("a", [ecosearch.Passage("body", "x")]))
            1 / 0
    with pytest.raises(ecosearch.NotFoundError):
        ecosearch.open(path)
    ecosearch.Writer(path).close()  # the lock is free


def test_other_threads_run_during_a_build(tmp_path, samples):
    """With the interpreter's lock held the other thread would have a turn before and after a build, none within."""
    ticks, done = [0], threading.Event()

    def tick():
        while not done.wait(0.001):
            ticks[0] += 1

    thread = threading.Thread(target=tick)
    thread.start()
    most, deadline = 0, time.monotonic() + 30
    while most < 3 and time.monotonic() < deadline:
        before = ticks[0]
        ecosearch.build(tmp_path / "index", samples)
        most = max(most, ticks[0] - before)
    done.set()
    thread.join()
    assert most >= 3
