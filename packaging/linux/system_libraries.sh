#!/bin/sh
# Makes sure of the system libraries that Qt's wheels expect on Linux: installs those that are missing where it may
# (root on Debian or Ubuntu), else prints the exact command. Does nothing on other systems: their wheels bring all.
#
#   system_libraries.sh          what a window needs
#   system_libraries.sh --test   and what the tests of a real window need: a virtual screen, a window manager, a mouse
set -u

[ "$(uname -s)" = Linux ] || exit 0

# library, then its package in Debian and Ubuntu, in Fedora, in Arch
libraries='
libglib-2.0.so.0        libglib2.0-0        glib2                   glib2
libgthread-2.0.so.0     libglib2.0-0        glib2                   glib2
libEGL.so.1             libegl1             libglvnd-egl            libglvnd
libGL.so.1              libgl1              libglvnd-glx            libglvnd
libdbus-1.so.3          libdbus-1-3         dbus-libs               dbus
libfontconfig.so.1      libfontconfig1      fontconfig              fontconfig
libfreetype.so.6        libfreetype6        freetype                freetype2
libxkbcommon.so.0       libxkbcommon0       libxkbcommon            libxkbcommon
libwayland-client.so.0  libwayland-client0  libwayland-client       wayland
libwayland-cursor.so.0  libwayland-cursor0  libwayland-cursor       wayland
libX11-xcb.so.1         libx11-xcb1         libX11-xcb              libx11
libxcb-cursor.so.0      libxcb-cursor0      xcb-util-cursor         xcb-util-cursor
libxcb-icccm.so.4       libxcb-icccm4       xcb-util-wm             xcb-util-wm
libxcb-image.so.0       libxcb-image0       xcb-util-image          xcb-util-image
libxcb-keysyms.so.1     libxcb-keysyms1     xcb-util-keysyms        xcb-util-keysyms
libxcb-randr.so.0       libxcb-randr0       libxcb                  libxcb
libxcb-render-util.so.0 libxcb-render-util0 xcb-util-renderutil     xcb-util-renderutil
libxcb-shape.so.0       libxcb-shape0       libxcb                  libxcb
libxcb-sync.so.1        libxcb-sync1        libxcb                  libxcb
libxcb-xfixes.so.0      libxcb-xfixes0      libxcb                  libxcb
libxcb-xkb.so.1         libxcb-xkb1         libxcb                  libxcb
libxkbcommon-x11.so.0   libxkbcommon-x11-0  libxkbcommon-x11        libxkbcommon-x11
'
# program, then its package in Debian and Ubuntu, in Fedora, in Arch
programs='
Xvfb    xvfb    xorg-x11-server-Xvfb    xorg-server-xvfb
openbox openbox openbox                 openbox
xdotool xdotool xdotool                 xdotool
'

# ldconfig lives where only root's PATH looks.
known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null)

if command -v apt-get >/dev/null 2>&1; then
    column=2 install='apt-get install -y --no-install-recommends'
elif command -v dnf >/dev/null 2>&1; then
    column=3 install='dnf install -y'
elif command -v pacman >/dev/null 2>&1; then
    column=4 install='pacman -S --needed'
else
    column=1 install=''
fi

has_library() { case "$known" in *"	$1 "*) ;; *) return 1 ;; esac }
has_program() { command -v "$1" >/dev/null 2>&1; }

# missing TABLE CHECK: the packages (or names, where we know no packages) of the rows whose CHECK fails
missing() {
    printf '%s\n' "$1" | while read -r name deb rpm arch; do
        [ -n "$name" ] && ! "$2" "$name" && printf '%s %s %s %s\n' "$name" "$deb" "$rpm" "$arch"
    done | awk -v column="$column" '!seen[$column]++ { printf "%s%s", separator, $column; separator = " " }'
}

packages=$(missing "$libraries" has_library)
if [ "${1:-}" = --test ]; then
    packages="$packages $(missing "$programs" has_program)"
fi
# Without a single font Qt draws empty boxes.
if ! find /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "${HOME:-/}/.local/share/fonts" \
    -name '*.[ot]tf' -print -quit 2>/dev/null | grep -q .; then
    case $column in
    2) packages="$packages fonts-dejavu-core" ;;
    3) packages="$packages dejavu-sans-fonts" ;;
    4) packages="$packages ttf-dejavu" ;;
    *) packages="$packages (any-font)" ;;
    esac
fi
packages=$(printf '%s' "$packages" | tr -s ' ' | sed 's/^ //; s/ $//')
[ -n "$packages" ] || exit 0

if [ "$column" = 2 ] && [ "$(id -u)" = 0 ]; then
    echo "Installing system libraries: $packages"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # both are lists of words
    if $install $packages </dev/null >/dev/null 2>&1; then exit 0; fi
    # A fresh image has no package lists yet.
    # shellcheck disable=SC2086
    apt-get update -q </dev/null >/dev/null && $install $packages </dev/null >/dev/null && exit 0
fi

if [ -n "$install" ]; then
    echo "Some system libraries are missing. Run this, then try again:" >&2
    echo "  sudo $install $packages" >&2
else
    echo "Some system libraries are missing: install what holds these, then try again:" >&2
    echo "  $packages" >&2
fi
exit 1
