#!/usr/bin/env bash
# Everything the project needs, from PyPI, npm and Debian packages alone; safe to run twice, quick the second time.
#   install.sh          uv, the two Python environments, Node, the CDK command line, the pages' packages
#   install.sh browser  also Chromium and a Japanese font, for the browser tests
# Python: $PYTHON if set, else 3.13 where it is found, else the host's python3 (3.11 or newer). One minor for all.
set -euo pipefail
cd "$(dirname "$0")/../.."
export PATH="$PWD/.venv/bin:$PATH"
UV_VERSION=0.13.9

pick_python() { # the real interpreter, not a version manager's shim nor our own environment's: uv would make .venv from itself
  local candidate
  for candidate in "${PYTHON:-}" python3.13 "$(pyenv prefix 3.13 2>/dev/null || true)/bin/python" \
    "$(ls -d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13.*/bin/python 2>/dev/null | tail -1)" python3; do
    [ -n "$candidate" ] || continue
    "$candidate" -c 'import sys; assert sys.version_info >= (3, 11); print(sys._base_executable)' 2>/dev/null && return
  done
  echo "Madoguchi needs Python 3.11 or newer: install it or set PYTHON" >&2
  return 1
}

need_uv() {
  [ -x .tools/bin/uv ] && .tools/bin/uv --version | grep -q " $UV_VERSION " && return
  local python=$1
  "$python" -m venv .tools 2>/dev/null || { as_root apt-get install -y -qq python3-venv >/dev/null; "$python" -m venv .tools; }
  .tools/bin/pip install -q --disable-pip-version-check "uv==$UV_VERSION"
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

environments() {
  local python=$1 seen
  seen=$(cat uv.lock sandbox/localcloud/requirements.txt package-lock.json "$0" | sha256sum; echo "$python")
  [ "$(cat .tools/installed 2>/dev/null)" = "$seen" ] && [ -d .venv ] && [ -d .venv-aws ] && [ -d node_modules ] && return
  echo "Installing Python packages, Node and the CDK command line ..."
  .tools/bin/uv sync -q --frozen -p "$python"
  .tools/bin/uv venv -q --clear -p "$python" .venv-aws # functions see its packages: it stays this small
  .tools/bin/uv pip install -q -p .venv-aws/bin/python -r sandbox/localcloud/requirements.txt
  npm ci --silent --no-audit --no-fund
  echo "$seen" >.tools/installed
}

browser() {
  [ -x /usr/bin/chromium ] && fc-list :lang=ja 2>/dev/null | grep -q . && return
  echo "Installing Chromium and a Japanese font ..."
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig openssl >/dev/null
}

python=$(pick_python)
need_uv "$python"
environments "$python"
[ "${1:-}" = browser ] && browser
exit 0
