#!/usr/bin/env bash
# Packs everything `make run` fetches from the internet into one file, for places without internet: `make bundle`.
#   congress-portal-VERSION-pyXY-ARCH.tar: this checkout, wheels, front-end libraries, names of Debian packages
# Wheels are for the Python of .venv and this processor: pack on a machine like the one that will run the portal.
set -euo pipefail
cd "$(dirname "$0")/../.."
source deploy/local/packages.sh
PY=.venv/bin/python

python=$("$PY" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
version=$("$PY" -c 'import re; print(re.search(r"^VERSION = \"(.+)\"", open("congress_portal/settings.py").read(), re.M)[1])')
name="congress-portal-$version"
file="$PWD/build/$name-py$python-$(uname -m).tar"
mkdir -p build
draft=$(mktemp -d build/bundle.XXXXXX)
trap 'rm -rf "$draft"' EXIT

mkdir -p "$draft/$name/offline/wheels"
git archive HEAD | tar -xf - -C "$draft/$name"
echo "Wheels for Python $python"
"$PY" -m pip download -qq --disable-pip-version-check --only-binary=:all: -d "$draft/$name/offline/wheels" -r requirements.txt
echo "Front-end libraries"
tar -cf "$draft/$name/offline/node_modules.tar" --exclude=.stamp node_modules
echo "$python" >"$draft/$name/offline/python"
printf '%s\n' $RUN_PACKAGES >"$draft/$name/offline/debian-packages.txt"
tar -cf "$file.new" -C "$draft" "$name"
mv "$file.new" "$file"
(cd build && sha256sum "$(basename "$file")" >"$(basename "$file").sha256")
echo "$file ($(du -h "$file" | cut -f1))"
