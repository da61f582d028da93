#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A crawl of pages with real text, to time builds with:

    bench/crawl.py [--scripts] MEGABYTES DOCUMENTS.jsonl[.gz]... > CRAWL.warc.gz

A document is a page in one of the layouts of tests/zones, its paragraphs where those have theirs, menus, comments and
notices around them; with --scripts as much script and style again, as published pages have at least. One gzip member a
record, as crawlers write them. MEGABYTES are those of the records, inflated.
"""
import gzip
import json
import os
import random
import re
import sys
import uuid
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'tests', 'zones'))
import layouts_a  # noqa: E402
import layouts_b  # noqa: E402
from make import Page  # noqa: E402
from words import Author  # noqa: E402

LAYOUTS = list(layouts_a.LAYOUTS.values()) + list(layouts_b.LAYOUTS.values())
LABEL = re.compile(r' data-zone="[a-z]+"')
MOST_PARAGRAPHS = 40
SCRIPT = "window.dataLayer=window.dataLayer||[];if(a<3&&b>2){dataLayer.push({'page':'article'})}\n"
STYLE = '.entry-content>p{margin:0 0 1.5em;font-size:1.0625rem;line-height:1.7}\n'


class Writer(Author):
    """Whose paragraphs are those of a document."""

    def __init__(self, rng, paragraphs):
        super().__init__(rng)
        self.paragraphs = iter(paragraphs)

    def paragraph(self, low=2, high=5):
        return next(self.paragraphs, None) or super().paragraph(low, high)


def documents(names):
    for name in names:
        with (gzip.open if name.endswith('.gz') else open)(name, 'rt', encoding='utf-8') as lines:
            yield from map(json.loads, lines)


def add_scripts(html):
    """Script and style, together as long as the page, in its head."""
    half = len(html) // 2
    added = '<script>%s</script><style>%s</style>' % ((SCRIPT * (half // len(SCRIPT) + 1))[:half], (STYLE * (half // len(STYLE) + 1))[:half])
    return html.replace('</head>', added + '</head>', 1)


def page_of(document, number, scripts):
    rng = random.Random(number)
    paragraphs = [p for p in document['body'].split('\n') if p.strip()][:MOST_PARAGRAPHS]
    author = Writer(rng, paragraphs)
    page = Page(rng, author, number)
    page.title, page.parts = document['title'], 'p' * len(paragraphs)
    html = LABEL.sub('', LAYOUTS[number % len(LAYOUTS)](author, page))
    if scripts:
        html = add_scripts(html)
    return page.url, html.encode('cp1252' if 'charset=iso-8859-1' in html else 'utf-8', 'xmlcharrefreplace')


def record(number, url, html):
    body = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s' % (len(html), html)
    head = ('WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n'
            'WARC-Target-URI: %s?n=%d\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n'
            % (uuid.UUID(int=number), url, number, len(body)))
    return head.encode() + body + b'\r\n\r\n'


def main():
    scripts = '--scripts' in sys.argv[1:2]
    arguments = sys.argv[1 + scripts:]
    if len(arguments) < 2:
        sys.exit(__doc__)
    wanted, done = float(arguments[0]) * 1e6, 0
    for number, document in enumerate(documents(arguments[1:])):
        data = record(number, *page_of(document, number, scripts))
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        sys.stdout.buffer.write(packer.compress(data) + packer.flush())
        done += len(data)
        if done >= wanted:
            return
    print('crawl.py: no more documents after %.1f MB' % (done / 1e6), file=sys.stderr)


main()
