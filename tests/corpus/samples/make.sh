#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes the samples anew with the tools that people use: a crawl of site/ by wget, the feed of blog/ by hugo.
# Needs python3 besides.
set -eu
cd -- "$(dirname -- "$0")"
python3 serve.py 18080 &
server=$!
trap 'kill $server' EXIT
sleep 1
(
    folder=$(mktemp -d)
    here=$PWD
    cd "$folder"
    # the exit status tells of the page that is missing, on purpose
    wget -q -r -l 2 -p --compression=auto --warc-file=rivage http://127.0.0.1:18080/ || true
    mv rivage.warc.gz "$here"
    rm -r "$folder"
)
out=$(mktemp -d)
hugo --quiet --source blog --destination "$out"
mv "$out/index.xml" rivage.rss
rm -r "$out" blog/resources blog/.hugo_build.lock
