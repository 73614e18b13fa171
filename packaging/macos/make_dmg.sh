#!/bin/sh
# make_dmg.sh LossStudio.app RESULT.dmg
# A disk image with the program and a link to the folder for programs, to drag the one to the other.
# Untested: it needs macOS, which was not at hand.
set -eu

app=$1
result=$2
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
# Without a developer's certificate an ad-hoc signature is what Apple's processors ask for at least;
# the first start is then by "Open" in the program's context menu.
codesign --force --deep --sign "${CODESIGN_IDENTITY:--}" "$stage/$(basename "$app")"
rm -f "$result"
hdiutil create -volname LossStudio -srcfolder "$stage" -fs HFS+ -format ULMO -quiet "$result"
