#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# example.sh PROGRAM - the example of xapian_c.h does what it says.
set -eu
"$1" database robot "le robot dort" "rien ici" "un robot et un robot" >out
[ "$(wc -l <out)" = 2 ]
grep -q '^1\. .* un robot et un robot$' out
if "$1" no/folder/here robot text 2>err; then
    exit 1
fi
grep -q '^Database' err
