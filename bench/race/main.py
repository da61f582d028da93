# SPDX-License-Identifier: MIT
"""scripts/race: this engine and its peers on the same documents and queries, in turns.

Without --docs a collection is made (bench/eco_corpus.c), without --queries they are made of the documents' words;
both are the same each time. Peers are built from their registries on first use; one that cannot be had here is left
out and named. Ends with status 1 when counts differ.
"""
import argparse
import json
import pathlib
import shlex
import sys

import engines
import queries
import report
from timing import Runner, measure

DEFAULT_DOCUMENTS = 200_000


def parse_arguments():
    parser = argparse.ArgumentParser(prog='scripts/race', description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add('--docs', action='append', type=pathlib.Path, metavar='FILE',
        help='JSON Lines with id, title, body, gzip\'d or not; folded first; may be repeated')
    add('--folded', action='store_true', help='the documents are plain words of a-z and 0-9 already')
    add('--documents', type=int, default=DEFAULT_DOCUMENTS, metavar='N', help='how many to make without --docs')
    add('--queries', type=pathlib.Path, metavar='FILE', help='class<TAB>query lines')
    add('--peers', default=','.join(e.name for e in engines.everyone()), metavar='NAME,...',
        help='engines to race, ours included; default: %(default)s; none: only those of --engine')
    add('--engine', action='append', default=[], metavar='NAME=COMMAND',
        help='a further engine behind the same protocol, its index built already; may be repeated')
    add('--modes', default='COUNT,TOP_10,TOP_100,TOP_100_COUNT', metavar='MODE,...')
    add('--passes', type=int, default=5, help='that count; default: %(default)s')
    add('--warm', type=int, default=3, help='passes before them; default: %(default)s')
    add('--least', action='store_true', help='the least of the passes instead of their median')
    add('--limit', type=int, default=0, metavar='N', help='only the first N queries of each class')
    add('--patience', type=float, default=120, metavar='SECONDS', help='a slow engine does fewer passes of a mode')
    add('--threads', type=int, default=1, help='for building indexes')
    add('--keep', action='store_true', help='take indexes that are there from the last time')
    add('--work', type=pathlib.Path, default=engines.TREE / 'build/race', metavar='FOLDER')
    add('--out', type=pathlib.Path, metavar='FILE', help='the report; default: race.md in the work folder')
    return parser.parse_args()


def prepare(names):
    """The engines wanted that can be had, and why the others cannot."""
    known, ready, left_out = {e.name: e for e in engines.everyone()}, [], {}
    for name in names:
        if name not in known:
            raise SystemExit(f'unknown engine {name!r}; known are {", ".join(known)}')
        print(f'preparing {name}', file=sys.stderr)
        try:
            known[name].prepare()
            ready.append(known[name])
        except engines.Unavailable as reason:
            left_out[name] = str(reason)
            print(f'leaving out {name}: {reason}', file=sys.stderr)
    return ready, left_out


def make_documents(args):
    """The folded documents, and a sentence about them."""
    folded = args.work / 'docs.jsonl'
    if not args.docs:
        made = args.work / f'made-{args.documents}.jsonl'
        if not made.exists():
            with open(f'{made}.part', 'wb') as out:
                command = [engines.BIN / 'eco-corpus', args.documents]
                engines.subprocess.run([str(word) for word in command], stdout=out, check=True)
            pathlib.Path(f'{made}.part').rename(made)
        return made, f'{args.documents} documents made up by eco-corpus,'
    if args.folded and len(args.docs) == 1:
        return args.docs[0], f'Documents: {args.docs[0].name},'
    print('folding the documents', file=sys.stderr)
    n = queries.fold(args.docs, folded)
    return folded, f'{n} documents of {", ".join(path.name for path in args.docs)} as plain folded words,'


def build(ready, left_out, docs, args):
    """Indexes of the documents by every engine; what each came to. One that fails is left out."""
    built, megabytes = {}, docs.stat().st_size / 1e6
    noted = args.work / 'built.json'
    before = json.loads(noted.read_text()) if args.keep and noted.exists() else {}
    for engine in list(ready):
        path = args.work / f'index-{engine.name}'
        if engine.name in before and path.exists():
            built[engine.name] = before[engine.name]
            continue
        print(f'building {engine.name}', file=sys.stderr)
        try:
            seconds, processor = engine.index(docs, path, args.threads)
        except engines.Unavailable as reason:
            ready.remove(engine)
            left_out[engine.name] = str(reason)
            continue
        built[engine.name] = {'bytes': engines.size_of(path), 'seconds': seconds, 'processor': processor,
                              'rate': megabytes / processor}
        noted.write_text(json.dumps({**before, **built}))
    return built, f'{megabytes:.0f} MB of JSON.'


def choose_queries(args, docs):
    made = args.work / 'queries.tsv'
    if not args.queries:
        if not docs:
            raise SystemExit('--queries is needed where there are no documents')
        queries.make(docs, made)
    chosen = queries.read(args.queries or made)
    if args.limit:
        seen = {}
        chosen = [q for q in chosen if seen.setdefault(q[0], []).append(q) or len(seen[q[0]]) <= args.limit]
    return chosen


def start(ready, args):
    runners = [Runner(e.name, e.query_command(args.work / f'index-{e.name}'), e.is_ours, e.extra_warm)
               for e in ready]
    for spec in args.engine:
        name, equals, command = spec.partition('=')
        if not equals:
            raise SystemExit(f'--engine wants NAME=COMMAND, not {spec!r}')
        runners.append(Runner(name, shlex.split(command), name.startswith('ecosearch')))
    if not runners:
        raise SystemExit('no engine is left to race')
    return runners


def main():
    args = parse_arguments()
    args.work.mkdir(parents=True, exist_ok=True)
    engines.OUT.mkdir(parents=True, exist_ok=True)
    names = [] if args.peers == 'none' else args.peers.split(',')
    ready, left_out = prepare(names)
    docs, subject, built, size = None, '', {}, ''
    if ready:
        docs, subject = make_documents(args)
        built, size = build(ready, left_out, docs, args)
    asked = choose_queries(args, docs)
    runners = start(ready, args)
    results = [measure(runners, mode, asked, args.passes, args.warm, args.patience, args.least)
               for mode in args.modes.split(',')]
    for runner in runners:
        runner.close()
    ours = next((r.name for r in runners if r.is_ours), None)
    peers = [r.name for r in runners if not r.is_ours]
    out = args.out or args.work / 'race.md'
    command = shlex.join(['scripts/race', *sys.argv[1:]])
    subject = f'{subject} {size} {len(asked)} queries.'.strip()
    report.write(out, subject, command, {e.name: e.version() for e in ready}, built, results,
                 [r.name for r in runners], ours, peers, left_out)
    print(f'\nwritten: {out}', file=sys.stderr)
    sys.exit(1 if any(m.differ for m in results if 'COUNT' in m.mode) else 0)


main()
