#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Precision and recall of the regions that pages are about, over documents labelled by reading.

    bench/region_focus.py BIN [--wrong SET]      BIN: a folder with ecoindex, such as build/release/bin

Labels: bench/regions.tsv. Their documents are taken from bench/region_pages.jsonl and from the corpora below $ECO_SHARED
(else the folder "shared" beside the source tree); without those the pages of ours alone are measured, and it is said.
Precision and recall of each set (regions.tsv says what they are) are micro-averaged: over all pairs of a document and a region.
--wrong names the documents of one set that are not right.
"""
import collections
import gzip
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.environ.get('ECO_SHARED') or os.path.join(HERE, '..', '..', 'shared')


def read_labels():
    labels = collections.defaultdict(dict)
    with open(os.path.join(HERE, 'regions.tsv'), encoding='utf-8') as lines:
        for line in lines:
            if not line.startswith('#'):
                corpus, key, codes, part = line.rstrip('\n').split('\t')
                labels[corpus][key] = (codes, part)
    return labels


def documents_of(corpus, keys):
    """The lines of the documents with these keys; None where the corpus is not at hand."""
    path = os.path.join(HERE, 'region_pages.jsonl') if corpus == '-' else os.path.join(SHARED, 'corpora', corpus)
    if not os.path.exists(path):
        return None
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as lines:
        found = [line for line in lines if json.loads(line)['id'] in keys]
    if len(found) != len(keys):
        sys.exit(f'{path} has {len(found)} of {len(keys)} labelled documents')
    return found


def focus_of(program, lines):
    """Key to the set of codes of what each document is about."""
    with tempfile.TemporaryDirectory() as folder:
        source, index = os.path.join(folder, 'documents.jsonl'), os.path.join(folder, 'index')
        with open(source, 'w', encoding='utf-8') as out:
            out.writelines(lines)
        subprocess.run([program, 'build', source, '-i', index], check=True, capture_output=True)
        exported = subprocess.run([program, 'export', '-i', index], check=True, capture_output=True, text=True)
    documents = map(json.loads, exported.stdout.splitlines())
    return {d['key']: {r['code'] for r in d['regions'] if r['focus']} for d in documents}


class Tally:
    def __init__(self):
        self.documents = self.right = self.both = self.found = self.wanted = 0

    def add(self, wanted, found):
        self.documents += 1
        self.right += wanted == found
        self.both += len(wanted & found)
        self.found += len(found)
        self.wanted += len(wanted)

    def __str__(self):
        precision, recall = self.both / max(self.found, 1), self.both / max(self.wanted, 1)
        return (f'{self.documents:4d} documents, {self.right:4d} right; {self.wanted:4d} regions: '
                f'precision {precision:.3f}, recall {recall:.3f}')


def main():
    if len(sys.argv) not in (2, 4) or len(sys.argv) == 4 and sys.argv[2] != '--wrong':
        sys.exit(__doc__)
    tallies = {name: (Tally(), collections.defaultdict(Tally)) for name in ('tune', 'check', 'fresh')}
    for corpus, labels in read_labels().items():
        lines = documents_of(corpus, labels)
        if lines is None:
            print(f'not measured, for want of it: {corpus}')
            continue
        found = focus_of(os.path.join(sys.argv[1], 'ecoindex'), lines)
        for key, (codes, part) in labels.items():
            if codes == '?':
                continue
            wanted = set() if codes == '-' else set(codes.split(','))
            for tally in (tallies[part][0], tallies[part][1][corpus]):
                tally.add(wanted, found[key])
            if sys.argv[3:] == [part] and wanted != found[key]:
                print(f'{corpus}\t{key}\twanted {codes}\tfound {",".join(sorted(found[key])) or "-"}')
    for name, (whole, parts) in tallies.items():
        print(f'{name:30s} {whole}')
        for corpus in sorted(parts):
            print(f'  {corpus:28s} {parts[corpus]}')


main()
