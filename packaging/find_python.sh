#!/bin/sh
# Prints the first Python that FaceLabeler runs on (3.11 to 3.13, with the venv module), or says what is missing.
# `PYTHON=/path/to/python make run` chooses one by hand.
set -u

check='
import sys
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit("is Python %d.%d" % sys.version_info[:2])
try:
    import ensurepip, venv
except ImportError:
    sys.exit("lacks the venv module (on Debian and Ubuntu: apt-get install python3-venv)")
'

tried=""
for python in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
    command -v "$python" >/dev/null 2>&1 || continue
    if why=$("$python" -c "$check" 2>&1 </dev/null); then
        printf '%s\n' "$python"
        exit 0
    fi
    # A version manager leaves commands behind that only print an error: its first line is enough.
    tried="$tried
  $python $(printf '%s' "$why" | head -n 1)"
done

{
    printf 'FaceLabeler needs Python 3.11, 3.12 or 3.13 with the venv module.'
    if [ -n "$tried" ]; then printf ' Found:%s\n' "$tried"; else printf ' None was found.\n'; fi
    printf 'Install one, or name it: make run PYTHON=/path/to/python3.12\n'
} >&2
exit 1
