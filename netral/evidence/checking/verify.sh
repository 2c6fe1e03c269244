#!/bin/sh
# Checks this pack with sha256sum, sort and find alone. Use: sh verify.sh [ROOT-HASH] [PACK-FOLDER]
# Exit: 0 when every check holds, 2 when one does not.
LC_ALL=C
export LC_ALL
want=${1:-}
cd "${2:-$(dirname "$0")/../..}" || exit 1
failed=0
say() {
    if [ "$2" = 0 ]; then echo "ok      $1"; else echo "FAILED  $1"; failed=2; fi
}
listed() {
    while read -r _ path; do printf './%s\n' "$path"; done <"$1"
}

# files: exactly what the manifests list, nothing more, no links, no odd things
bad=0
[ -f manifest-sha256.txt ] && [ -f tagmanifest-sha256.txt ] || bad=1
[ -z "$(find . ! -type f ! -type d)" ] || bad=1
if [ $bad = 0 ]; then
    have=$(find . -type f | sort)
    told=$( { listed manifest-sha256.txt; listed tagmanifest-sha256.txt; echo ./tagmanifest-sha256.txt; } | sort)
    [ "$have" = "$told" ] || bad=1
fi
for path in bagit.txt bag-info.txt data/laporan.pdf data/custody.jsonl data/ro-crate-metadata.json data/tabel/captures.csv; do
    [ -f "$path" ] || bad=1
done
say files $bad

# manifest, tagmanifest
for name in manifest tagmanifest; do
    bad=0
    sha256sum --check --strict --quiet "$name-sha256.txt" >/dev/null 2>&1 || bad=1
    say "$name" $bad
done

# exhibits: every record gives the SHA-256 of its item.json
bad=0
for item in data/bukti/*/item.json; do
    [ -f "$item" ] || continue
    withheld=0
    file=
    while read -r key value; do
        value=${value%,}
        value=${value#\"}
        value=${value%\"}
        case $key in
        '"records_withheld":') [ "$value" = true ] && withheld=1 ;;
        '"file":') file=$value ;;
        '"sha256":')
            [ $withheld = 1 ] && continue
            case $file in '' | */* | .*) bad=1; continue ;; esac
            have=$(sha256sum "${item%item.json}$file" 2>/dev/null) || bad=1
            [ "${have%% *}" = "$value" ] || bad=1
            ;;
        esac
    done <"$item"
done
say exhibits $bad

# root: one hash for everything, to be held against the handover record
root=$(find . -type f | sort | while IFS= read -r path; do sha256sum "${path#./}"; done | sha256sum)
root=${root%% *}
if [ -n "$want" ]; then
    [ "$root" = "$want" ]
    say root $?
fi
echo "root    $root"
exit $failed
