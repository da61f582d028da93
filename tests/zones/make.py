#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make.py FOLDER - writes the labelled pages (tuned/, held-out/) and pages.tsv, what each says about itself."""
import os
import random
import sys
from html import escape as e

import layouts_a
import layouts_b
from layouts_a import links
from words import COOKIES, FOOT, LETTERS, NAV, SITES, Author, french, iso

A_LAYOUT = 7
PARTS = ["pphpp", "pphppfhpp", "pplphpp", "ppphpqp", "pfpphplpp", "phphphp", "pppp"]
SLOGANS = ["L'actualité de ceux qui entreprennent", "Le quotidien des territoires qui innovent", "Toute l'information des filières locales",
           "Initiatives, portraits et enquêtes"]


class Page:
    """What a page is about, and the texts that all layouts share."""

    def __init__(self, rng, a, number):
        self.title, self.date, self.author = a.title(), a.date(), a.name()
        self.site = rng.choice(SITES)
        self.parts = PARTS[number % len(PARTS)]
        self.n_comments = [0, 3, 5, 2, 8, 1, 0][number % 7]
        self.partial = number % 7 in (2, 5)
        host = "".join(c for c in self.site.lower() if c.isascii() and c.isalpha())
        self.url = "https://www.%s.example/%d/article-%d.html" % (host, self.date[0], rng.randint(100, 9999))
        self.rng = rng

    def texts(self, a):
        r = self.rng
        cards = "".join('<div class="card-%d"><a href="/%d"><h3>%s</h3></a><p>%s</p></div>' % (i % 2, i, e(t), e(a.lead()))
                        for i, t in enumerate(a.titles(3)))
        agenda = "".join("<div><span>%d mai</span> <a href='/e%d'>%s</a></div>" % (r.randint(1, 28), i, e(t))
                         for i, t in enumerate(a.titles(3)))
        link = '<a href="/%d" class="css-x">%s</a>'
        return dict(title=e(self.title), site=e(self.site), author=e(self.author), url=self.url, iso=iso(self.date), year=self.date[0],
                    date=french(self.date), dmy="%02d/%02d/%d" % self.date[::-1], slogan=e(r.choice(SLOGANS)), firm=e(a.firm),
                    nav=links(a.some(NAV, 9)), nav2=links(a.some(NAV, 5)), nav3=links(a.some(NAV, 3)), navbr="<BR>".join(
                        '<A HREF="%d">%s</A>' % (i, t) for i, t in enumerate(a.some(NAV, 10))), nav4=links(a.some(NAV, 6), link),
                    foot=links(a.some(FOOT, 6)), foot4=links(a.some(FOOT, 5), link), cookies=e(a.fill(r.choice(COOKIES))),
                    letter=e(r.choice(LETTERS)), other=e(a.title()), related=links(a.titles(4)), recent=links(a.titles(5)),
                    cards=cards, agenda=agenda, lead=e(a.lead()),
                    briefs="<BR>".join('<A HREF="b%d">%s</A>' % (i, e(t)) for i, t in enumerate(a.titles(3))))


def main():
    folder = sys.argv[1]
    rows = []
    for half, layouts in (("tuned", layouts_a.LAYOUTS), ("held-out", layouts_b.LAYOUTS)):
        os.makedirs(os.path.join(folder, half), exist_ok=True)
        for name, layout in layouts.items():
            for number in range(A_LAYOUT):
                rng = random.Random("%s %d" % (name, number))
                a = Author(rng)
                page = Page(rng, a, number)
                html = layout(a, page)
                charset = "iso-8859-1" if "charset=iso-8859-1" in html.replace("\n ", " ") else "utf-8"
                html = html.encode("cp1252" if charset != "utf-8" else "utf-8", "xmlcharrefreplace")
                path = "%s/%s-%d.html" % (half, name, number)
                with open(os.path.join(folder, path), "wb") as out:
                    out.write(html)
                # who posted in a forum is drawn by its layout
                author = "" if name in ("phpbb", "discourse") else page.author
                rows.append([path, page.title, iso(page.date), author, page.site, page.url])
    with open(os.path.join(folder, "pages.tsv"), "w", encoding="utf-8") as out:
        for row in rows:
            out.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main()
