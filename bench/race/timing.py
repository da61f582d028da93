# SPDX-License-Identifier: MIT
"""Engines answer the same queries, taking turns pass by pass; each says how long it took inside."""
import collections
import math
import os
import statistics
import subprocess
import sys

UNSUPPORTED = 'UNSUPPORTED'


class Runner:
    """A query process of one engine."""
    def __init__(self, name, command, is_ours, extra_warm=0):
        self.name, self.command, self.is_ours, self.extra_warm = name, command, is_ours, extra_warm
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, env=dict(os.environ, GAME_NS='1'), text=True,
                                        encoding='utf-8', bufsize=1)

    def ask(self, mode, query):
        self.process.stdin.write(f'{mode}\t{query}\n')
        line = self.process.stdout.readline().rstrip('\n')
        answer, tab, ns = line.rpartition('\t')
        if not tab and line != UNSUPPORTED:
            raise SystemExit(f'{self.name} ended at {mode} {query!r}: {" ".join(self.command)}')
        return (answer, int(ns) / 1000) if tab else (UNSUPPORTED, 0.0)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


Figures = collections.namedtuple('Figures', 'n mean geo p50 p95 p99')


def figures(times):
    ordered = sorted(times)
    at = lambda share: ordered[min(len(ordered) - 1, int(len(ordered) * share))]
    geo = math.exp(statistics.fmean(math.log(max(us, 0.001)) for us in ordered))
    return Figures(len(ordered), statistics.fmean(ordered), geo, at(0.5), at(0.95), at(0.99))


class Measured:
    """What one mode came to: times[engine][kind, query] in microseconds, and the counts that differ."""
    def __init__(self, mode):
        self.mode, self.times, self.differ = mode, collections.defaultdict(dict), []

    def of(self, engine, kind):
        return [us for (k, _), us in self.times[engine].items() if kind in (k, 'all')]


def one_pass(runner, mode, queries):
    given = [runner.ask(mode, query) for _, query in queries]
    return [answer for answer, _ in given], [us for _, us in given]


def measure(runners, mode, queries, passes, warm, patience, least=False):
    """A query's time is the median of its passes (or the least) after those that warm up. An engine that has
    used up the patience, in seconds, is let off further passes once it has done two."""
    taken = {runner.name: [] for runner in runners}
    answers, spent = {}, collections.Counter()
    for runner in runners:
        for _ in range(runner.extra_warm if warm else 0):
            one_pass(runner, mode, queries)
    for n_pass in range(warm + passes):
        for runner in runners:
            if spent[runner.name] > patience and len(taken[runner.name]) >= 2:
                continue
            answers[runner.name], times = one_pass(runner, mode, queries)
            taken[runner.name].append(times)
            spent[runner.name] += sum(times) / 1e6
        print(f'  {mode}: pass {n_pass + 1} of {warm + passes}', end='\r', file=sys.stderr, flush=True)
    out = Measured(mode)
    choose = min if least else statistics.median
    for name, rows in taken.items():
        counted = rows[min(warm, len(rows) - 1):]
        for i, query in enumerate(queries):
            if answers[name][i] != UNSUPPORTED:
                out.times[name][query] = choose([row[i] for row in counted])
    for i, query in enumerate(queries):
        given = {name: rows[i] for name, rows in answers.items() if rows[i] != UNSUPPORTED}
        if len(set(given.values())) > 1:
            out.differ.append((query, given))
    return out
