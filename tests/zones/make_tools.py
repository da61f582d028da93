#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make_tools.py FOLDER - writes labelled pages whose markup is that of a real generator: MkDocs with the themes mkdocs,
readthedocs and material (pip install mkdocs mkdocs-material), over invented text."""
import os
import random
import subprocess
import sys
import tempfile

from words import Author

PARTS = ["pphpp", "pphplp", "phpqp", "pppp", "phphp", "plhpp"]
THEMES = {"mkdocs": "locale", "readthedocs": "locale", "material": "language"}
CONFIG = """site_name: Le Carnet de la Tech
site_url: https://carnet.example/
copyright: Carnet, tous droits réservés
use_directory_urls: false
theme:
  name: %s
  %s: fr
markdown_extensions: [attr_list]
plugins: []
"""


def page(number):
    a = Author(random.Random("tools %d" % number))
    text = ["# %s {: data-zone=title }" % a.title()]
    for part in PARTS[number]:
        if part == "p":
            text.append(a.paragraph() + "\n{: data-zone=body }")
        elif part == "h":
            text.append("## %s {: data-zone=heading }" % a.heading())
        elif part == "q":
            text.append("> " + a.paragraph(1, 1) + "\n> {: data-zone=body }")
        elif part == "l":
            text.append("\n".join("- %s\n    {: data-zone=body }" % a.item() for _ in range(3)))
    return "\n\n".join(text) + "\n"


def main():
    folder = os.path.abspath(sys.argv[1])
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as site:
        os.mkdir(os.path.join(site, "docs"))
        sources = {"index": "# Accueil\n\nBonjour.\n", **{"page%d" % i: page(i) for i in range(len(PARTS))}}
        for name, text in sources.items():
            with open(os.path.join(site, "docs", name + ".md"), "w", encoding="utf-8") as out:
                out.write(text)
        for theme, language in THEMES.items():
            with open(os.path.join(site, "mkdocs.yml"), "w", encoding="utf-8") as out:
                out.write(CONFIG % (theme, language))
            subprocess.run(["mkdocs", "build", "-q", "-d", "out"], cwd=site, check=True)
            for i in range(len(PARTS)):
                with open(os.path.join(site, "out", "page%d.html" % i), encoding="utf-8") as made:
                    text = made.read()
                with open(os.path.join(folder, "%s-%d.html" % (theme, i)), "w", encoding="utf-8") as out:
                    out.write(text)


main()
