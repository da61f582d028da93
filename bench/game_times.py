#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times the queries of the Search Benchmark Game, for one engine or for several that take turns pass by pass.

    bench/game_times.py QUERIES.tsv MODE[,MODE...] [--passes N] [--least] NAME='COMMAND'...

QUERIES.tsv: class<TAB>query. A COMMAND reads MODE<TAB>QUERY lines and answers one line each, an answer, a tab and the
nanoseconds spent inside (GAME_NS is set), as `eco-game query INDEX ws` does. A query's time is the median of the passes
after two that warm up, with --least the least of them. Prints mean / geometric mean in microseconds by class, the
others' geometric mean over the first one's, and the queries whose counts differ; exit status 1 if any does.
"""
import argparse
import collections
import math
import os
import shlex
import statistics
import subprocess
import sys

WARM_UP = 2


class Engine:
    def __init__(self, spec):
        self.name, command = spec.split('=', 1)
        self.process = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env=dict(os.environ, GAME_NS='1'), text=True, bufsize=1)

    def ask(self, mode, query):
        self.process.stdin.write(f'{mode}\t{query}\n')
        answer, _, ns = self.process.stdout.readline().rstrip('\n').rpartition('\t')
        return answer, int(ns) / 1000


def measure(engines, mode, queries, passes):
    times, answers = collections.defaultdict(list), {}
    for n_pass in range(passes + WARM_UP):
        for engine in engines:
            for kind, query in queries:
                answers[engine.name, query], us = engine.ask(mode, query)
                if n_pass >= WARM_UP:
                    times[engine.name, kind, query].append(us)
    return times, answers


def report(engines, mode, queries, times, choose):
    for wanted in sorted({kind for kind, _ in queries}):
        row, first = f'{mode:14} {wanted:18}', None
        for engine in engines:
            chosen = [choose(times[engine.name, kind, query]) for kind, query in queries if kind == wanted]
            geo = math.exp(statistics.fmean(math.log(us) for us in chosen))
            first = first or geo
            row += f'  {engine.name} {statistics.fmean(chosen):9.1f} /{geo:8.1f}  ({geo / first:.2f})'
        print(row)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('queries')
    parser.add_argument('modes')
    parser.add_argument('engines', nargs='+')
    parser.add_argument('--passes', type=int, default=5)
    parser.add_argument('--least', action='store_true')
    args = parser.parse_args()
    with open(args.queries, encoding='utf-8') as lines:
        queries = [tuple(line.rstrip('\n').split('\t')) for line in lines]
    engines, differ = [Engine(spec) for spec in args.engines], 0
    for mode in args.modes.split(','):
        times, answers = measure(engines, mode, queries, args.passes)
        report(engines, mode, queries, times, min if args.least else statistics.median)
        for _, query in queries if 'COUNT' in mode else ():
            given = {answers[engine.name, query] for engine in engines}
            if len(given) > 1:
                differ += 1
                print(f'{mode} {query}: {given}')
    sys.exit(1 if differ else 0)


main()
