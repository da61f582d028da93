# SPDX-License-Identifier: MIT
# Sourced by the scripts beside it: goes to the top of the tree and gives them what they share.
set -eu
scripts=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$scripts/.."

say() { printf '%s\n' "$*"; }

die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# The source files of the tree at hand. A tree without git (an unpacked archive, a container) is walked
# instead.
list_files() {
    # a folder below a checkout (a test's tree in build/) is none of git's business
    { { [ -e .git ] && git ls-files -co --exclude-standard 2>/dev/null; } || find . -name .git -prune -o -type f -print; } |
        sed -e 's|^\./||' -e '/^build\//d' | LC_ALL=C sort -u |
        while read -r file; do if [ -f "$file" ]; then say "$file"; fi; done
}

list_missing_packages() {
    for package in "$@"; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) printf ' %s' "$package" ;;
        esac
    done
}

# Installs Debian packages, only those that are missing, without a question. Where there is no apt, CMake will
# say what it lacks.
install_packages() {
    command -v apt-get >/dev/null || return 0
    missing=$(list_missing_packages "$@")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        become=
    elif sudo -n true 2>/dev/null; then
        become="sudo -n"
    else
        die "packages are missing and installing them needs root. Run this, then try again:
    sudo apt-get update && sudo apt-get install -y --no-install-recommends$missing"
    fi
    say "installing$missing"
    $become apt-get update -q </dev/null
    $become env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends $missing </dev/null
}
