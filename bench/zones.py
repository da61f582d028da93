#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Zones of pages against labels.

  zones.py score ECOINDEX FOLDER...   precision, recall and F1 by token, for each layout and all together
  zones.py texts ECOINDEX FOLDER LABELS
                                      the same for pages of plain text, with the files of labels in LABELS
  zones.py facts ECOINDEX FOLDER PAGES.TSV
                                      how often title, date, author, site and URL are what pages.tsv says
  zones.py lines ECOINDEX FILE        the page's paragraphs with the zones they are given
  zones.py label ECOINDEX FILE        the same for a page of text as a file of labels to be corrected: a hash of
                                      the page, then "from-to zone" by line; text never goes into it

Labels of HTML stand in the page as attributes (data-zone="body" holds for all text in the element), which are
taken out before the page is read; those of a text in LABELS/NAME.labels. Text with no label is boilerplate, "any"
is not scored. Tokens are words; of each token as many count as right as the label and the answer have in common.
"""
import collections
import hashlib
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

WORD = re.compile(r"\w+")
LABEL = re.compile(rb' data-zone="[a-z]+"')
VOID = {"br", "img", "meta", "link", "input", "hr", "base", "source", "wbr"}
SILENT = {"script", "style", "noscript", "template", "svg", "iframe", "textarea", "select", "title"}


class Labels(html.parser.HTMLParser):
    """Tokens of a labelled page by zone."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open = [("", "boilerplate")]
        self.silent = 0
        self.zones = collections.defaultdict(collections.Counter)
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        zone = dict(attrs).get("data-zone", self.open[-1][1])
        if tag not in VOID:
            self.open.append((tag, zone))
            self.silent += tag in SILENT

    def handle_endtag(self, tag):
        if tag in (t for t, _ in self.open):
            while True:
                name, _ = self.open.pop()
                self.silent -= name in SILENT
                if name == tag:
                    break

    def handle_data(self, data):
        if not self.silent:
            self.zones[self.open[-1][1]].update(WORD.findall(data.lower()))


def run(ecoindex, folder):
    """The documents of a folder, by file name."""
    with tempfile.TemporaryDirectory() as scratch:
        index = os.path.join(scratch, "index")
        subprocess.run([ecoindex, "build", folder, "-i", index], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        out = subprocess.run([ecoindex, "export", "-i", index], check=True, stdout=subprocess.PIPE).stdout
    return {json.loads(line)["key"]: json.loads(line) for line in out.decode().splitlines()}


def read_unlabelled(ecoindex, names):
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            with open(name, "rb") as page, open(os.path.join(scratch, os.path.basename(name)), "wb") as copy:
                copy.write(LABEL.sub(b"", page.read()))
        return run(ecoindex, scratch)


def text_lines(name):
    """Hash of a text, and its lines."""
    with open(name, "rb") as page:
        raw = page.read()
    return hashlib.sha256(raw).hexdigest(), raw.decode("utf-8", "replace").split("\n")


def labelled_lines(name, labels):
    """Tokens of a text by zone."""
    zones = collections.defaultdict(collections.Counter)
    digest, lines = text_lines(name)
    with open(labels, encoding="utf-8") as rows:
        head, *rows = rows.read().split("\n")
    if head != digest:
        raise SystemExit("%s: labels of another page" % labels)
    of_line = {}
    for row in filter(None, rows):
        span, zone = row.split()
        first, last = (span.split("-") * 2)[:2]
        of_line.update((number, zone) for number in range(int(first), int(last) + 1))
    for number, line in enumerate(lines, 1):
        zones[of_line.get(number, "boilerplate")].update(WORD.findall(line.lower()))
    return zones


def tally(want, got, zone):
    right = sum((want[zone] & got[zone]).values())
    extra = got[zone] - want[zone] - want["any"]
    missing = want[zone] - got[zone]
    return right, sum(extra.values()), sum(missing.values())


def figures(right, extra, missing):
    precision = right / (right + extra) if right + extra else 1.0
    recall = right / (right + missing) if right + missing else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


ZONES = ("body", "comment", "title", "lead", "heading", "caption", "paywall", "text")


def labelled_page(name):
    with open(name, "rb") as page:
        raw = page.read()
    return Labels(raw.decode("cp1252" if b"iso-8859-1" in raw else "utf-8")).zones


def compare(ecoindex, title, wanted):
    """`wanted`: zones of tokens by file."""
    documents = read_unlabelled(ecoindex, wanted)
    sums = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0, 0]))
    for name, want in wanted.items():
        base = os.path.basename(name)
        got = collections.defaultdict(collections.Counter)
        for passage in documents.get(base, {"zones": []})["zones"]:
            got[passage["zone"]].update(WORD.findall(passage["text"].lower()))
        for side in (want, got):
            side["text"] = side["body"] + side["lead"] + side["heading"]
        for zone in ZONES:
            for row in (re.sub(r"(-\d+)?\.\w+$", "", base), "all"):
                for i, n in enumerate(tally(want, got, zone)):
                    sums[row][zone][i] += n
    print("%s, %d pages: F1 (precision/recall)" % (title, len(wanted)))
    print("%-24s" % "" + "".join("%16s" % z for z in ZONES))
    for row in sorted(sums, key=lambda r: (r == "all", r)):
        cells = (figures(*sums[row][z]) if any(sums[row][z]) else None for z in ZONES)
        print("%-24s" % row + "".join("%16s" % ("-" if c is None else "%.3f %.2f/%.2f" % (c[2], c[0], c[1]))
                                      for c in cells))


def score(ecoindex, folders):
    for folder in folders:
        names = sorted(os.path.join(folder, n) for n in os.listdir(folder) if n.endswith(".html"))
        compare(ecoindex, folder, {name: labelled_page(name) for name in names})


def texts(ecoindex, folder, labels):
    names = sorted(n[:-len(".labels")] for n in os.listdir(labels) if n.endswith(".labels"))
    compare(ecoindex, folder, {os.path.join(folder, n): labelled_lines(os.path.join(folder, n), os.path.join(
        labels, n + ".labels")) for n in names})


def facts(ecoindex, folder, table):
    with open(table, encoding="utf-8") as rows:
        rows = [line.rstrip("\n").split("\t") for line in rows]
    rows = [row for row in rows if row[0].startswith(os.path.basename(folder.rstrip("/")) + "/")]
    documents = read_unlabelled(ecoindex, [os.path.join(folder, os.path.basename(row[0])) for row in rows])
    names = ("title", "date", "author", "site", "url")
    right, given = collections.Counter(), collections.Counter()
    for row in rows:
        document = documents[os.path.basename(row[0])]
        fields = dict(document, **(document.get("fields") or {}))
        for name, want in zip(names, row[1:]):
            got = fields.get(name)
            if got and want:
                given[name] += 1
                right[name] += want in got
                if want not in got:
                    print("%s: %s is %r, not %r" % (row[0], name, got, want))
    for name in names:
        print("%-7s stated for %3d of %d pages, right in %3d (%.3f)" % (
            name, given[name], len(rows), right[name], right[name] / given[name] if given[name] else 0))


def page_lines(ecoindex, name):
    return read_unlabelled(ecoindex, [name])[os.path.basename(name)]["zones"]


def lines(ecoindex, name):
    for number, passage in enumerate(page_lines(ecoindex, name), 1):
        print("%4d %-12s %s" % (number, passage["zone"], passage["text"][:150]))


def label(ecoindex, name):
    digest, texts_of_page = text_lines(name)
    print(digest)
    left = [(p["text"], p["zone"]) for p in page_lines(ecoindex, name)]
    rows = []
    for number, line in enumerate(texts_of_page, 1):
        found = next((p for p in left if p[0] == line.strip()), None)
        if found:
            left.remove(found)
            rows.append((number, found[1]))
    while rows:
        same = next((i for i, row in enumerate(rows) if row[1] != rows[0][1]), len(rows))
        print("%d-%d %s" % (rows[0][0], rows[same - 1][0], rows[0][1]))
        rows = rows[same:]


def main():
    commands = {"score": lambda a: score(a[0], a[1:]), "texts": lambda a: texts(*a), "facts": lambda a: facts(*a), "lines": lambda a: lines(*a),
                "label": lambda a: label(*a)}
    if len(sys.argv) < 4 or sys.argv[1] not in commands:
        raise SystemExit(__doc__)
    commands[sys.argv[1]](sys.argv[2:])


main()
