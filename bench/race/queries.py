# SPDX-License-Identifier: MIT
"""Documents as plain folded words, and queries made of the words that stand in them."""
import gzip
import json
import random
import re
import unicodedata

# Classes and how many of each, after the public Search Benchmark Game.
SHARES = {'intersection': 300, 'union': 300, 'phrase': 300, 'required_optional': 40, 'negated': 20, 'term': 20}
SAMPLE = 4000


def open_text(path):
    return gzip.open(path, 'rt', encoding='utf-8') if str(path).endswith('.gz') else open(path, encoding='utf-8')


def fold_word(text):
    """Lower case, no accents, letters and digits of ASCII: a word every engine splits alike."""
    text = text.lower().replace('œ', 'oe').replace('æ', 'ae')
    bare = ''.join(c for c in unicodedata.normalize('NFD', text) if not unicodedata.combining(c))
    return ' '.join(re.findall('[a-z0-9]+', bare))


def fold(sources, out):
    """Writes the documents of JSON Lines files folded, numbered from 0."""
    n = 0
    with open(out, 'w', encoding='ascii') as target:
        for source in sources:
            with open_text(source) as lines:
                for line in lines:
                    record = json.loads(line)
                    body = fold_word(record.get('title', '') + ' ' + record['body'])
                    target.write(json.dumps({'id': str(n), 'title': '', 'body': body}) + '\n')
                    n += 1
    return n


def sample(docs, chance):
    """The words of some documents, chosen by chance as the file is read."""
    kept = []
    with open_text(docs) as lines:
        for n, line in enumerate(lines):
            place = n if n < SAMPLE else chance.randrange(n + 1)
            if place < SAMPLE:
                kept[place:place + 1] = [line]
    bodies = (json.loads(line)['body'].split() for line in kept)
    return [words for words in bodies if len(words) >= 8]


def row(words, n, chance):
    at = chance.randrange(len(words) - n + 1)
    return words[at:at + n]


def some(words, n, chance):
    """n different words of a passage: what one asks for together stands together."""
    near = list(dict.fromkeys(row(words, min(len(words), 24), chance)))
    return chance.sample(near, min(n, len(near)))


def make_one(kind, words, chance):
    n = chance.choices((2, 3, 4), (5, 3, 2))[0]
    if kind == 'phrase':
        return '"' + ' '.join(row(words, min(n, 3), chance)) + '"'
    if kind == 'term':
        return chance.choice(words)
    chosen = some(words, 2 if kind in ('required_optional', 'negated') else n, chance)
    if len(chosen) < 2:
        return None
    if kind == 'intersection':
        return ' '.join('+' + word for word in chosen)
    if kind == 'union':
        return ' '.join(chosen)
    return f'+{chosen[0]} {"-" if kind == "negated" else ""}{chosen[1]}'


def make(docs, out, seed=1):
    """Writes class<TAB>query lines for a collection; the same for the same documents."""
    chance = random.Random(seed)
    documents = sample(docs, chance)
    if not documents:
        raise SystemExit(f'{docs}: no document has eight words')
    made = dict.fromkeys(SHARES)
    for kind, share in SHARES.items():
        made[kind] = {}
        for _ in range(share * 20):
            query = make_one(kind, chance.choice(documents), chance)
            if query and len(made[kind]) < share:
                made[kind][query] = True
    with open(out, 'w', encoding='utf-8') as target:
        for kind, queries in made.items():
            target.writelines(f'{kind}\t{query}\n' for query in queries)


def read(path):
    with open(path, encoding='utf-8') as lines:
        return [tuple(line.rstrip('\n').split('\t')) for line in lines if '\t' in line]
