# SPDX-License-Identifier: MIT
"""Cost against size: builds made-up collections of growing size, times the same queries on each, draws the figures.

    python3 bench/race/scale.py [--sizes 200000,1000000,5000000] [--threads N] [--work FOLDER]

Writes bench/scale.svg and bench/SCALE.md. A collection of a million documents takes 1.6 GB, its index 0.5 GB; a
collection is removed once it has been indexed. The documents of a smaller collection are the first of a larger one.
"""
import argparse
import datetime
import os
import pathlib
import shutil
import subprocess
import sys
import time

import engines
import queries
import report
import svg
from timing import Runner, figures, measure

BENCH = engines.TREE / 'bench'
MODES = ('COUNT', 'TOP_10')
KINDS = ('term', 'intersection', 'union', 'phrase')


def timed(command):
    """Seconds and the most memory, in MiB, of a command."""
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command])
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f'{" ".join(map(str, command))}: status {status}')
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def least_ms(command, runs=40):
    best = float('inf')
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def collect(size, work, threads):
    """The index of a collection of a size and what it cost."""
    game, docs, index = engines.BIN / 'eco-game', work / f'scale-{size}.jsonl', work / f'scale-{size}'
    print(f'{size} documents', file=sys.stderr)
    shutil.rmtree(index, ignore_errors=True)
    with open(docs, 'wb') as out:
        subprocess.run([str(engines.BIN / 'eco-corpus'), str(size)], stdout=out, check=True)
    asked = work / 'scale-queries.tsv'
    if not asked.exists():
        queries.make(docs, asked)
    megabytes = docs.stat().st_size / 1e6
    seconds, memory = timed([game, 'build', docs, index, 'ws', threads])
    docs.unlink()
    opening = least_ms([game, 'query', index, 'ws']) - least_ms([game, '--version'])
    return index, asked, {'documents': size, 'json_mb': megabytes, 'build_s': seconds, 'memory_mib': memory,
                          'index_mb': engines.size_of(index) / 1e6, 'open_ms': max(opening, 0)}


def ask(index, asked, row, passes):
    runner = Runner('ecosearch', [str(engines.BIN / 'eco-game'), 'query', str(index), 'ws'], True)
    for mode in MODES:
        measured = measure([runner], mode, queries.read(asked), passes, 1, 600)
        for kind in KINDS:
            row[f'{mode} {kind}'] = figures(measured.of('ecosearch', kind)).geo
    runner.close()


def draw(rows):
    sizes = [row['documents'] for row in rows]
    panels = [
        ('build, seconds', {'build': [row['build_s'] for row in rows]}),
        ('index, MB', {'index': [row['index_mb'] for row in rows]}),
        ('COUNT, geometric mean in µs', {kind: [row[f'COUNT {kind}'] for row in rows] for kind in KINDS}),
        ('TOP_10, geometric mean in µs', {kind: [row[f'TOP_10 {kind}'] for row in rows] for kind in KINDS}),
    ]
    (BENCH / 'scale.svg').write_text(svg.panels(sizes, 'documents', panels), encoding='utf-8')


def write(rows, threads):
    kinds = [f'{mode} {kind}' for mode in MODES for kind in KINDS]
    head = ['documents', 'JSON, MB', 'build, s', 'MB/s', 'peak memory, MiB', 'index, MB', 'bytes a document',
            'opening, ms', *kinds]
    lines = ['# Cost against size', '', f'{datetime.date.today().isoformat()}. {report.machine()}.', '',
             'Made by `python3 bench/race/scale.py`: documents of `eco-corpus`, 270 words in the mean, positions and no '
             f'stored text, {threads} thread(s), the default memory budget of 512 MiB; latencies are geometric means in '
             'microseconds over the same queries, one thread, warm. Peak memory is what the kernel counts, pages of '
             'mapped files included. Opening: a process that opens the index and ends, less one that does not open it.',
             '']
    cells = [[f'{r["documents"]:,}', f'{r["json_mb"]:.0f}', f'{r["build_s"]:.1f}', f'{r["json_mb"] / r["build_s"]:.0f}',
              f'{r["memory_mib"]:.0f}', f'{r["index_mb"]:.1f}', f'{r["index_mb"] * 1e6 / r["documents"]:.0f}',
              f'{r["open_ms"]:.2f}', *(report.number(r[kind]) for kind in kinds)] for r in rows]
    lines += [*report.table(head, cells), '', '![cost against size](scale.svg)', '']
    (BENCH / 'SCALE.md').write_text('\n'.join(lines), encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--sizes', default='200000,1000000,5000000')
    parser.add_argument('--threads', type=int, default=1)
    parser.add_argument('--passes', type=int, default=3)
    parser.add_argument('--work', type=pathlib.Path, default=engines.TREE / 'build/race')
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    (args.work / 'scale-queries.tsv').unlink(missing_ok=True)
    rows = []
    for size in sorted(int(size) for size in args.sizes.split(',')):
        index, asked, row = collect(size, args.work, args.threads)
        ask(index, asked, row, args.passes)
        rows.append(row)
        draw(rows)
        write(rows, args.threads)


main()
