#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes stem/latin.def: every cased or accented Latin letter of Unicode's blocks Latin-1 to Extended-B and
Extended Additional, with its lower case, its canonical decomposition and its plain letters. Run by hand when
Unicode gains such letters:  python3 stem/make_latin.py > stem/latin.def"""
import unicodedata

# Letters that a reader takes for a plain one although Unicode does not decompose them.
PLAIN = {'ø': 'o', 'đ': 'd', 'ð': 'd', 'ł': 'l', 'ı': 'i', 'ħ': 'h', 'ŧ': 't', 'þ': 'th', 'ſ': 's', 'ƒ': 'f',
         'ŋ': 'n', 'ĸ': 'k', 'ŉ': 'n', 'ɓ': 'b', 'ɗ': 'd', 'ƙ': 'k', 'ƴ': 'y', 'ɖ': 'd', 'ẞ': 'ss'}


def plain(letter):
    bare = ''.join(c for c in unicodedata.normalize('NFD', letter) if not unicodedata.combining(c))
    return PLAIN.get(bare, bare if bare.isascii() else '')


def row(code):
    letter = chr(code)
    lower = letter.lower()
    if len(lower) != 1:
        lower = lower[0]  # İ
    parts = unicodedata.decomposition(letter).split()
    base, mark = parts if len(parts) == 2 and parts[0][0] != '<' else ('0', '0')
    if lower == letter and base == '0' and not plain(letter):
        return None
    return f'X(0x{code:04x}, 0x{ord(lower):04x}, 0x{int(base, 16):04x}, 0x{int(mark, 16):04x}, "{plain(lower)}") /* {letter} */'


print('/* SPDX-License-Identifier: MIT */')
print('/* Written by make_latin.py. X(letter, its lower case, base and mark it is composed of or 0, plain letters) */')
for code in [*range(0xc0, 0x250), *range(0x1e00, 0x1f00)]:
    if chr(code).isalpha() and chr(code) not in 'æœß' and row(code):
        print(row(code))
