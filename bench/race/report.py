# SPDX-License-Identifier: MIT
"""The race as Markdown."""
import datetime
import os
import platform
import re

from timing import figures

WORST = 10
CLASSES = ('intersection', 'union', 'phrase', 'required_optional', 'negated', 'term', 'all')


def machine():
    with open('/proc/cpuinfo', encoding='utf-8') as lines:
        text = lines.read()
    model = re.search(r'model name\s*: (.*)', text)
    flags = re.search(r'flags\s*: (.*)', text)
    vectors = [f for f in ('avx2', 'avx512f') if flags and f in flags[1].split()]
    memory = os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30
    return (f'{model[1] if model else platform.machine()}, {os.cpu_count()} cores, {" ".join(vectors)}, '
            f'{memory:.0f} GiB, {platform.system()} {platform.release().split("-")[0]}; '
            f'load average {os.getloadavg()[1]:.0f}')


def number(us):
    return f'{us:.0f}' if us >= 100 else f'{us:.1f}' if us >= 10 else f'{us:.2f}'


def table(head, rows):
    lines = ['| ' + ' | '.join(head) + ' |', '|' + '---|' * len(head)]
    return lines + ['| ' + ' | '.join(str(cell) for cell in row) + ' |' for row in rows]


def best_peer(measured, peers, kind, figure):
    """(engine, value) of the peer that is best by a figure; None where none answers."""
    values = [(getattr(figures(times), figure), peer) for peer in peers if (times := measured.of(peer, kind))]
    return min(values, default=None)


def summary(results, ours, peers):
    """Ours beside the best peer of each cell, by each figure on its own."""
    rows = []
    for measured in results:
        for kind in CLASSES:
            times = measured.of(ours, kind)
            if not times:
                continue
            mine, cells = figures(times), []
            for figure in ('geo', 'mean', 'p95'):
                best = best_peer(measured, peers, kind, figure)
                value = getattr(mine, figure)
                cells += [number(value), f'{number(best[0])} {best[1]}' if best else '-',
                          f'**{best[0] / value:.1f}**' if best else '-']
            rows.append([measured.mode, kind, *cells])
    head = ['mode', 'class', 'geo', 'best peer', 'times', 'mean', 'best peer', 'times', 'p95', 'best peer', 'times']
    return table(head, rows)


def details(measured, names, ours):
    rows = []
    for kind in CLASSES:
        base = measured.of(ours, kind)
        for name in names:
            times = measured.of(name, kind)
            if not times:
                continue
            f = figures(times)
            ratio = f'{f.geo / figures(base).geo:.2f}' if base else '-'
            rows.append([kind, name, f.n, *(number(v) for v in f[1:]), ratio])
    head = ['class', 'engine', 'queries', 'mean', 'geo', 'p50', 'p95', 'p99', 'geo over ours']
    return [f'### {measured.mode}', '', *table(head, rows)]


def worst(measured, names, ours):
    mine = measured.times[ours]
    slowest = sorted(mine, key=mine.get, reverse=True)[:WORST]
    rows = [[kind, f'`{query}`', *(number(measured.times[name][kind, query])
                                   if (kind, query) in measured.times[name] else '-' for name in names)]
            for kind, query in slowest]
    return ['', f'The ten slowest of {ours}:', '', *table(['class', 'query', *names], rows), '']


def differing(results):
    lines = []
    for measured in results:
        for (kind, query), given in measured.differ:
            if 'COUNT' in measured.mode:
                lines.append(f'- {measured.mode} {kind} `{query}`: '
                             + ', '.join(f'{name} {answer}' for name, answer in given.items()))
    if not lines:
        return ['All counts agree.']
    shown = lines[:20] + ([f'- and {len(lines) - 20} more'] if len(lines) > 20 else [])
    return [f'**{len(lines)} counts differ:**', '', *shown]


def write(out, subject, command, versions, built, results, names, ours, peers, left_out):
    lines = ['# Race', '',
             f'{datetime.date.today().isoformat()}. {machine()}.', '',
             f'Made by `{command}`. {subject} One thread, one segment, the index mapped and warm, no caches of '
             'results; engines take turns pass by pass, a query counts with the median of its passes after those '
             'that warm up. Microseconds inside the process; "times" is the best peer\'s figure over ours.', '']
    lines += [*table(['engine', 'version'], versions.items()), ''] if versions else []
    lines += [f'Left out: {name}, because {reason}' for name, reason in left_out.items()] + ([''] if left_out else [])
    if built:
        rows = [[name, f'{b["bytes"] / 1e6:.1f}', f'{b["seconds"]:.1f}', f'{b["processor"]:.1f}',
                 f'{b["rate"]:.1f}']
                for name, b in built.items()]
        lines += ['## Index', '', *table(['engine', 'MB', 'build, s', 'of the processor, s', 'MB of JSON a second of the processor'], rows), '']
    if ours and peers:
        lines += ['## Against the best peer', '', *summary(results, ours, peers), '']
    lines += ['## By engine', '']
    for measured in results:
        lines += details(measured, names, ours)
        if ours:
            lines += worst(measured, names, ours)
    lines += ['## Counts', '', *differing(results), '']
    out.write_text('\n'.join(lines), encoding='utf-8')
