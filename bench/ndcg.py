#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""nDCG@10 of an index over a judged set.

    bench/ndcg.py QUERIES.jsonl QRELS.tsv [--need] COMMAND...     as COMMAND: eco-game query INDEX fr

QUERIES.jsonl: {"qid", "text"} a line. QRELS.tsv: qid, document id, grade. --need: queries whose qid is NEED-nn are
averaged within their need first. A query without a judgement is passed over. Gain is the grade, the discount
1 / log2(rank + 1) (Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002).
"""
import collections
import json
import math
import statistics
import subprocess
import sys

DEPTH = 10


def gain(grades):
    return sum(grade / math.log2(i + 2) for i, grade in enumerate(grades[:DEPTH]))


def main():
    arguments = sys.argv[1:]
    need = '--need' in arguments
    arguments = [a for a in arguments if a != '--need']
    if len(arguments) < 3:
        sys.exit(__doc__)
    with open(arguments[0], encoding='utf-8') as lines:
        queries = [json.loads(line) for line in lines]
    grades = collections.defaultdict(dict)
    with open(arguments[1], encoding='utf-8') as lines:
        for qid, document, grade in (line.rstrip('\n').split('\t') for line in lines):
            if float(grade) > 0:
                grades[qid][document] = float(grade)
    asked = ''.join(f'IDS_{DEPTH}\t' + ' '.join(q['text'].split()).replace('"', ' ') + '\n' for q in queries)
    found = subprocess.run(arguments[2:], input=asked, capture_output=True, text=True, check=True).stdout.split('\n')
    scores = collections.defaultdict(list)
    for query, keys in zip(queries, found):
        judged = grades.get(query['qid'])
        if judged:
            best = gain(sorted(judged.values(), reverse=True))
            group = query['qid'].rpartition('-')[0] if need else query['qid']
            scores[group].append(gain([judged.get(key, 0) for key in keys.split()]) / best)
    print(f'nDCG@{DEPTH} {statistics.fmean(statistics.fmean(group) for group in scores.values()):.4f}')


main()
