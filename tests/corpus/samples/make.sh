#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes the samples anew with the tools that people use: a crawl by wget of site/. Needs wget and python3.
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
