# SPDX-License-Identifier: MIT
"""The engines of the race: how each is built, indexes, answers and names its version."""
import os
import pathlib
import re
import resource
import shutil
import subprocess
import time

TREE = pathlib.Path(__file__).resolve().parents[2]
PEERS = TREE / 'bench/peers'
OUT = TREE / 'build/peers'
BIN = pathlib.Path(os.environ.get('ECO_BIN', TREE / 'build/release/bin'))

# Lucene by the least Java it needs.
LUCENE = ((21, '10.5.0'), (11, '9.12.3'))
JVM = ['-Xms2g', '-Xmx4g', '-XX:+UseParallelGC', '-XX:+AlwaysPreTouch']


class Unavailable(Exception):
    """Why an engine cannot take part on this machine."""


def run(command, **options):
    """Runs a command quietly; what it printed is shown where it fails."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, **options)
    if done.returncode:
        last = '\n'.join(done.stdout.splitlines()[-15:])
        raise Unavailable(f'{" ".join(str(word) for word in command)} failed:\n{last}')
    return done.stdout


def need(program, hint):
    found = shutil.which(program)
    if not found:
        raise Unavailable(f'{program} is not installed ({hint})')
    return found


def is_older(target, *sources):
    return not target.exists() or any(source.stat().st_mtime > target.stat().st_mtime for source in sources)


class Engine:
    """name; prefix: the command before `build`, `query` and `version`; reorder: build with that word at the end."""
    prefix = []
    is_ours = False
    extra_warm = 0  # passes of each mode before the first turn
    files = ()  # made beside the index, not part of it

    def __init__(self, name, reorder=False):
        self.name, self.reorder = name, reorder

    def prepare(self):
        """Makes the program; Unavailable says why it cannot be had."""

    def version(self):
        return run([*self.prefix, 'version']).strip().splitlines()[-1]

    def index(self, docs, path, threads):
        """Builds the index; the seconds it took, by the clock and of the processor."""
        for old in (path, *(pathlib.Path(f'{path}{suffix}') for suffix in self.files)):
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
        words = ['reorder'] if self.reorder else []
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        run([*self.prefix, 'build', docs, path, 'ws', threads, *words])
        seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        for suffix in self.files:
            shutil.rmtree(f'{path}{suffix}', ignore_errors=True)
        return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def query_command(self, path):
        return [*(str(word) for word in self.prefix), 'query', str(path), 'ws']


class Ecosearch(Engine):
    is_ours = True

    def prepare(self):
        self.prefix = [BIN / 'eco-game']
        if not self.prefix[0].exists():
            raise Unavailable(f'{self.prefix[0]} has not been built')

    def version(self):
        git = shutil.which('git') # a tree without it has no commit to name
        commit = git and subprocess.run([git, '-C', str(TREE), 'describe', '--always', '--dirty'],
                                        capture_output=True, text=True).stdout.strip()
        return ' '.join(filter(None, [run([*self.prefix, '--version']).strip(), commit and f'({commit})']))


class Compiled(Engine):
    """A peer of one C or C++ file, linked with a library of the system."""
    def __init__(self, name, source, compiler, libraries, files=()):
        super().__init__(name)
        self.source, self.compiler, self.libraries, self.files = PEERS / source, compiler, libraries, files

    def prepare(self):
        program = OUT / f'peer-{self.name}'
        need(self.compiler[0], 'scripts/setup race')
        if is_older(program, self.source):
            run([*self.compiler, '-O3', self.source, '-o', program, *self.libraries])
        self.prefix = [program]


class Tantivy(Engine):
    def prepare(self):
        crate, target = PEERS / 'tantivy', OUT / 'tantivy'
        program = target / 'release/peer-tantivy'
        if is_older(program, crate / 'src/main.rs', crate / 'Cargo.toml'):
            cargo = need('cargo', 'a Rust of this year')
            run([cargo, 'build', '--release', '--manifest-path', crate / 'Cargo.toml', '--target-dir', target])
        self.prefix = [program]


def javas():
    """Homes of the Java development kits of this machine, by version."""
    homes = [os.environ.get('JAVA_HOME', '')] + [str(home) for home in sorted(pathlib.Path('/usr/lib/jvm').glob('*'))]
    found = {}
    for home in filter(None, homes):
        if os.access(f'{home}/bin/javac', os.X_OK):
            said = subprocess.run([f'{home}/bin/javac', '-version'], capture_output=True, text=True)
            version = re.search(r'javac (\d+)', said.stdout + said.stderr)
            if version:
                found.setdefault(int(version[1]), home)
    return found


class Lucene(Engine):
    extra_warm = 8  # until the compiler has seen enough
    files = ('.plain',)

    def prepare(self):
        homes = javas()
        if not homes:
            raise Unavailable('no Java development kit is installed (scripts/setup race)')
        java = max(homes)
        fitting = [(least, lucene) for least, lucene in LUCENE if java >= least]
        if not fitting:
            raise Unavailable(f'Java {java} is too old, 11 is the least')
        least, lucene = fitting[0]
        home, out = homes[java], OUT / f'lucene-{lucene}'
        source = PEERS / 'lucene'
        if is_older(out / 'peer.jar', source / 'pom.xml', source / 'src/main/java/Peer.java'):
            maven = need('mvn', 'scripts/setup race')
            run([maven, '-q', '-B', '-f', source / 'pom.xml', f'-Dlucene.version={lucene}', f'-Djava.release={least}',
                 f'-Dpeer.out={out}', 'package'], env=dict(os.environ, JAVA_HOME=home))
        vectors = ['--add-modules', 'jdk.incubator.vector', '--enable-native-access=ALL-UNNAMED'] if java >= 21 else []
        self.prefix = [f'{home}/bin/java', *JVM, *vectors, '-cp', f'{out}/peer.jar:{out}/dependency/*', 'Peer']


def everyone():
    return [
        Ecosearch('ecosearch'),
        Ecosearch('ecosearch-reordered', reorder=True),
        Lucene('lucene'),
        Lucene('lucene-reordered', reorder=True),
        Tantivy('tantivy'),
        Compiled('fts5', 'fts5/fts5.c', ['cc', '-std=gnu17'], ['-lsqlite3']),
        Compiled('xapian', 'xapian/xapian.cc', ['c++', '-std=c++17'], ['-lxapian', '-lsimdjson'], files=('.parts',)),
    ]


def size_of(path):
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob('*') if file.is_file())
