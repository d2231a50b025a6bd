#!/usr/bin/env bash
# Bundle the libraries of the page, with their licences in front of them, from a folder to work in.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cp "$here"/package.json "$here"/entry.js "$1"
cd "$1"
npm install --silent --no-audit --no-fund --no-package-lock
{
  for library in @tanstack/store @tanstack/table-core d3-array d3-path d3-sankey d3-shape internmap lit-html; do
    printf '%s %s\n\n' "$library" "$(node -p "require('./node_modules/$library/package.json').version")"
    tr -d '\r' <"node_modules/$library/LICENSE" | sed -e 's/[[:space:]]*$//' -e '$a\'
    printf '\n'
  done
} >"$here/LICENSES.txt"
{
  printf '/*!\n'
  cat "$here/LICENSES.txt"
  printf '*/\n'
  node_modules/.bin/esbuild entry.js --bundle --minify --target=es2022 --format=iife --global-name=Libraries --legal-comments=none
} >"$here/libraries.js"
