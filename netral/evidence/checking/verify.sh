#!/bin/sh
# Checks this pack with openssl and the core utilities alone (sha256sum, sort, head, tail, wc, mkdir, rm); it leaves it as it is.
# Use: sh verify.sh [ROOT-HASH] [PACK-FOLDER] [CA.pem]
#   ROOT-HASH    as the handover record has it; "" for none
#   CA.pem       certificates known from elsewhere; the seal must rest on one of them, and not on those in the pack
# Exit: 0 when every check holds, 2 when one does not.
LC_ALL=C
SSL_CERT_DIR=/nonexistent
SSL_CERT_FILE=/nonexistent
export LC_ALL SSL_CERT_DIR SSL_CERT_FILE
want=${1:-}
trusted=${3:-}
case $trusted in '' | /* | [A-Za-z]:*) ;; *) trusted=$PWD/$trusted ;; esac
case $0 in */*) here=${0%/*} ;; *) here=. ;; esac
cd "${2:-$here/../..}" || exit 1
umask 077
work=${TMPDIR:-/tmp}/netral-verify.$$
mkdir "$work" || exit 1
trap 'rm -rf "$work"' 0
trap 'exit 1' 1 2 15
failed=0
say() {
    if [ "$2" = 0 ]; then echo "ok      $1${3:+  $3}"; else echo "FAILED  $1${3:+  $3}"; failed=2; fi
}

# What lies here: every file as ./path, and "odd" for what is neither file nor folder.
walk() { # folder, how deep it lies
    [ "$2" -lt 100 ] || { echo odd && return; }
    for entry in "$1"/* "$1"/.*; do
        case ${entry##*/} in . | ..) continue ;; esac
        if [ -L "$entry" ]; then
            echo odd
        elif [ -d "$entry" ] && [ -r "$entry" ] && [ -x "$entry" ]; then
            walk "$entry" $(($2 + 1))
        elif [ -f "$entry" ]; then
            printf '%s\n' "$entry"
        elif [ -e "$entry" ]; then
            echo odd
        else
            case ${entry##*/} in '*' | '.*') ;; *) echo odd ;; esac # too deep to be looked at
        fi
    done
}
# Whether a file is made of whole lines: the last one ends too, and no byte lies in it that a shell would drop.
is_text() {
    length=0
    while IFS= read -r line || [ -n "$line" ]; do length=$((length + ${#line} + 1)); done 2>/dev/null <"$1"
    [ $length = $(($(wc -c <"$1"))) ]
}
# What a manifest lists, as ./path: hash, two blanks, a plain path, which is one of the payload or is none
listed() { # manifest, yes for the payload's
    is_text "$1" || echo "cut off"
    while IFS= read -r line || [ -n "$line" ]; do
        hash=${line%%"  "*} path=${line#*"  "}
        case $hash in *[!0-9a-f]*) echo "no line" ;; esac
        case $path in '' | *[!A-Za-z0-9._/-]*) echo "no line" ;; esac
        [ ${#hash} = 64 ] && [ ${#line} -gt 66 ] || echo "no line"
        case $path in data/*) of_payload=yes ;; *) of_payload=no ;; esac
        [ $of_payload = "$2" ] || echo "no line"
        printf './%s\n' "$path"
    done 2>/dev/null <"$1"
}
hash_files() {
    set --
    while IFS= read -r path; do
        set -- "$@" "${path#./}"
        [ $# -lt 200 ] || { sha256sum -- "$@"; set --; }
    done
    [ $# = 0 ] || sha256sum -- "$@"
}
have=$(walk . 0 | sort)

# What the pack says of itself
sealed=no stamped=no kind= redacted=no epoch=
while IFS= read -r line; do
    value=${line#*: }
    case $line in
    'Netral-Sealed: '*) sealed=$value ;;
    'Netral-Timestamped: '*) stamped=$value ;;
    'Netral-Sealed-Epoch: '*) epoch=$value ;;
    'Netral-Pack-Kind: '*) kind=$value ;;
    'Netral-Redacted: '*) redacted=$value ;;
    esac
done 2>/dev/null <bag-info.txt
case $epoch in '' | *[!0-9]* | ????????????*) epoch=none ;; esac
manifest=tagmanifest-sha256.txt
seal=$manifest.p7s
stamp=$manifest.tsr
own=data/verifikasi/ca.pem
pdf=data/laporan.pdf

# files: exactly what the manifests list, the seal and the timestamp; nothing more, no links, no odd things
bad=0
if [ -f manifest-sha256.txt ] && [ -f $manifest ]; then
    told=$(
        {
            listed manifest-sha256.txt yes
            listed $manifest no
            echo ./$manifest
            [ "$sealed" != yes ] || echo ./$seal
            [ "$stamped" != yes ] || echo ./$stamp
        } | sort
    )
    [ "$have" = "$told" ] || bad=1
else
    bad=1
fi
for path in bagit.txt bag-info.txt $pdf data/custody.jsonl data/ro-crate-metadata.json data/tabel/captures.csv; do
    [ -f "$path" ] || bad=1
done
[ -s bag-info.txt ] && is_text bag-info.txt || bad=1
say files $bad

# manifest, tagmanifest
for name in manifest tagmanifest; do
    bad=0
    sha256sum --check --strict --quiet "$name-sha256.txt" >/dev/null 2>&1 || bad=1
    say "$name" $bad
done

# seal: a CMS signature over the tag manifest, valid when it was made, resting on the certificates of ca.pem
check_cms() { # signature, content
    openssl cms -verify -binary -inform DER -in "$1" -content "$2" -CAfile "${trusted:-$own}" -no-CApath \
        -partial_chain -purpose any -attime "$epoch" -out "$work/out" >/dev/null 2>&1
}
# every part is written as DER writes it: with the shortest length, and whole unless it is a list of parts
is_der() {
    openssl asn1parse -inform DER -in "$1" 2>/dev/null | while IFS= read -r line; do
        case $line in
        *' cons: SEQUENCE'* | *' cons: SET'* | *' cons: cont ['* | *' prim: '*) ;;
        *) echo odd ;;
        esac
        rest=${line#*hl=}
        header=${rest%% *}
        rest=${rest#*l=}
        rest=${rest%%[a-z]*}
        case $rest in *[0-9]*) ;; *) echo odd && continue ;; esac
        shortest=2
        for most in 127 255 65535; do
            [ $((rest)) -le $most ] || shortest=$((shortest + 1))
        done
        [ "$header" = $shortest ] || echo odd
    done >"$work/odd"
    [ ! -s "$work/odd" ]
}
# openssl passes over some bytes of a signature that mean nothing to it; they must be the ones that stand there always
form_of() {
    section=0
    openssl asn1parse -inform DER -in "$1" 2>/dev/null | while IFS= read -r line; do
        rest=${line#*:d=}
        depth=${rest%% *}
        rest=${rest#*: }
        case $depth in
        3) section=$((section + 1)) ;;
        esac
        [ "$section" != 4 ] || continue # the certificates: openssl verifies them
        [ "$depth" -le 6 ] || continue
        case $depth$rest in
        6INTEGER*) printf 'serial ' ;;
        '5cont [ 1 ]'*) printf 'unsigned ' ;;
        *OBJECT* | *INTEGER*) printf '%s ' "${rest##*:}" ;;
        *NULL*) printf 'null ' ;;
        [56]SEQUENCE* | [56]SET* | [56]cont* | 5OCTET*) ;;
        [56]*) printf 'odd ' ;;
        esac
    done
}
is_form_of_stamp() {
    for hash in sha256 sha384 sha512; do
        for null in "" "null "; do
            for way in "rsaEncryption null" "${hash}WithRSAEncryption null" "ecdsa-with-SHA${hash#sha}"; do
                [ "${1%unsigned }" != "pkcs7-signedData 03 $hash ${null}id-smime-ct-TSTInfo 01 serial $hash $null$way " ] || return 0
            done
        done
    done
    return 1
}
# the issuer by which the signer's certificate is named is that of a certificate to the letter
check_names() {
    openssl cms -cmsout -print -noout -inform DER -in "$1" 2>/dev/null | {
        names='
'
        last=
        while IFS= read -r line; do
            case $line in *" issuer: "*) ;; *) continue ;; esac
            [ -z "$last" ] || names="$names$last
"
            last=${line#*issuer: }
        done
        case $names in *"
$last
"*) ;; *) return 1 ;; esac
    }
}
# every certificate that comes with a signature must be one that those who are trusted here vouch for
check_certificates() { # signature, trusted
    openssl pkcs7 -inform DER -in "$1" -print_certs -out "$work/certificates" >/dev/null 2>&1 || return 1
    number=0
    while IFS= read -r line; do
        case $line in *'BEGIN CERTIFICATE'*) number=$((number + 1)) && : >"$work/certificate$number" ;; esac
        [ $number = 0 ] || printf '%s\n' "$line" >>"$work/certificate$number"
    done <"$work/certificates"
    [ $number -gt 0 ] && check_names "$1" || return 1
    while [ $number -gt 0 ]; do
        openssl verify -CAfile "$2" -no-CApath -untrusted "$work/certificates" -partial_chain -attime "$epoch" \
            "$work/certificate$number" >/dev/null 2>&1 || return 1
        number=$((number - 1))
    done
}
bad=0
if [ "$sealed" = yes ]; then
    [ -f $seal ] && [ -f $own ] && check_cms $seal $manifest && check_certificates $seal "${trusted:-$own}" &&
        is_der $seal || bad=1
    case $(form_of $seal) in
    "pkcs7-signedData 01 sha256 null pkcs7-data 01 serial sha256 null sha256WithRSAEncryption null ") ;;
    "pkcs7-signedData 01 sha256 null pkcs7-data 01 serial sha256 null ecdsa-with-SHA256 ") ;;
    *) bad=1 ;;
    esac
    say seal $bad "whether its certificate was revoked is not looked up"
else
    for path in $seal $stamp $own data/verifikasi/tsa.pem; do
        [ ! -e $path ] || bad=1
    done
    [ -z "$trusted" ] || bad=1
    say seal $bad "this pack says that it bears none"
fi

# timestamp: by whom tsa.pem names, about the tag manifest
is_granted() {
    openssl asn1parse -inform DER -in $stamp 2>/dev/null | while IFS= read -r line; do
        case $line in *:d=2*INTEGER*:00) echo granted ;; esac
    done >"$work/granted"
    [ -s "$work/granted" ]
}
bad=0
if [ "$stamped" = yes ]; then
    [ "$sealed" = yes ] && openssl ts -verify -in $stamp -data $manifest -CAfile data/verifikasi/tsa.pem \
        -partial_chain -attime "$epoch" >/dev/null 2>&1 &&
        openssl ts -reply -in $stamp -token_out -out "$work/token" >/dev/null 2>&1 &&
        check_certificates "$work/token" data/verifikasi/tsa.pem &&
        is_form_of_stamp "$(form_of "$work/token")" && is_granted && is_der $stamp || bad=1
    say timestamp $bad
else
    say timestamp 0 "none; the time rests on the maker's clock"
fi

# pdf_signature: its last signature covers every byte of the report but its own
range=$(
    tail -c 131072 $pdf 2>/dev/null | while IFS= read -r line; do
        case $line in *"/ByteRange ["*) line=${line##*"/ByteRange ["} && echo " ${line%%]*}" ;; esac
    done | tail -n 1
)
check_pdf() { # the four numbers of the range
    [ $# = 4 ] && [ "$1" = 0 ] || return 1
    for number in "$2" "$3" "$4"; do
        case $number in '' | *[!0-9]* | 0?* | ???????????*) return 1 ;; esac
    done
    [ $(($3 + $4)) = $(($(wc -c <$pdf))) ] && [ "$2" -lt "$3" ] || return 1
    hex=$(tail -c +$(($2 + 1)) $pdf | head -c $(($3 - $2)))
    case $hex in '<'*'>') ;; *) return 1 ;; esac
    hex=${hex#<}
    hex=${hex%>}
    case $hex in 3082*) ;; *) return 1 ;; esac
    case $hex in *[!0-9A-Fa-f]*) return 1 ;; esac
    printf 'asn1=FORMAT:HEX,OCTETSTRING:%s\n' "$hex" >"$work/conf"
    openssl asn1parse -genconf "$work/conf" -noout -out "$work/octets" >/dev/null 2>&1 || return 1
    tail -c +5 "$work/octets" >"$work/signature"
    { head -c "$2" $pdf && tail -c +$(($3 + 1)) $pdf; } >"$work/signed"
    check_cms "$work/signature" "$work/signed"
}
bad=0
if [ "$sealed" = yes ]; then
    set -f
    check_pdf $range || bad=1
    set +f
    say pdf_signature $bad
else
    [ -z "$range" ] && [ -f $pdf ] || bad=1
    say pdf_signature $bad "this pack says that it bears none"
fi

# custody_chain: every line gives the SHA-256 it carries and names the one before it; a case is signed by two people
bad=0
number=0
previous=0000000000000000000000000000000000000000000000000000000000000000
: >"$work/times"
: >"$work/people"
[ -f data/custody.jsonl ] && is_text data/custody.jsonl || bad=1
while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    body=${line%,\"sha256\":*}
    carried=${line#"$body,\"sha256\":\""}
    case $carried in
    *'","withheld":true}') # a line of another case: its number, the hash before it and its own, and nothing else
        carried=${carried%%\"*}
        [ "$line" = "{\"seq\":$number,\"previous_sha256\":\"$previous\",\"sha256\":\"$carried\",\"withheld\":true}" ] || bad=1
        ;;
    *'"}')
        carried=${carried%\"\}}
        given=$(printf '%s}' "$body" | sha256sum)
        [ "${given%% *}" = "$carried" ] || bad=1
        case $body in "{\"seq\":$number,\"at\":\""*"\"previous_sha256\":\"$previous\"") ;; *) bad=1 ;; esac
        at=${line#*,\"at\":\"}
        printf '%s\n' "${at%%\"*}" >>"$work/times"
        ;;
    *) bad=1 ;;
    esac
    previous=$carried
    person=${line#*,\"person\":}
    case $line in
    *',"action":"decide",'*) : >"$work/people" ;;
    *',"action":"sign",'*)
        set -f
        set -- ${person%%,\"action\":*}
        printf '%s\n' "$*" >>"$work/people"
        set +f
        ;;
    esac
done 2>/dev/null <data/custody.jsonl || bad=1
sort -c "$work/times" 2>/dev/null || bad=1
if [ "$kind" = case ] && [ "$redacted" != yes ]; then
    [ $(($(sort -fu "$work/people" | wc -l))) -ge 2 ] || bad=1
fi
say custody_chain $bad

# exhibits: every act of the table has its folder and the other way round, every record its hash, and its capture a line
bad=0
cells() { # a table, how many columns: the first of each row, with a blank between; a row may go over several lines
    inside=0
    while IFS= read -r line || [ -n "$line" ]; do
        if [ $inside = 0 ]; then
            rest=${line#*,}
            [ "$2" = 1 ] && printf '%s\n' "${line%%,*}" || printf '%s\n' "${line%%,*} ${rest%%,*}"
        fi
        rest=$line
        while :; do
            case $rest in *\"*) rest=${rest#*\"} inside=$((1 - inside)) ;; *) break ;; esac
        done
    done 2>/dev/null <"$1"
}
printf '%s\n' "$have" | while IFS= read -r path; do
    case $path in ./data/bukti/*) printf '%s\n' "$path" ;; esac
done >"$work/lies"
while IFS= read -r path; do
    path=${path#./data/bukti/}
    printf '%s\n' "${path%%/*}"
done <"$work/lies" | sort -u >"$work/folders"
: >"$work/told"
: >"$work/records"
: >"$work/needed"
: >"$work/lengths"
while IFS= read -r name; do
    case $name in B-[0-9][0-9][0-9]*) ;; *) bad=1 && continue ;; esac
    case ${name#B-} in *[!0-9]* | ???????*) bad=1 && continue ;; esac
    item=data/bukti/$name/item.json
    printf './%s\n' "$item" >>"$work/told"
    length=0 file= capture= own=
    while IFS= read -r line || [ -n "$line" ]; do
        length=$((length + ${#line} + 1))
        value=${line#*: \"}
        value=${value%\"*}
        case $line in
        '  "exhibit_id": "'*) [ "$value" = "$name" ] && own=1 ;;
        '      "file": "'*) file=$value ;;
        '      "sha256": "'*)
            case $file in '' | .* | *[!A-Za-z0-9._-]*) bad=1 && continue ;; esac
            [ "$redacted" = yes ] && continue
            printf '%s  %s\n' "$value" "data/bukti/$name/$file" >>"$work/records"
            printf './%s\n' "data/bukti/$name/$file" >>"$work/told"
            ;;
        '      "capture_id": "'*) capture=$value ;;
        '      "capture_sha256": "'*) printf '%s\n' "$capture $value" >>"$work/needed" ;;
        esac
    done 2>/dev/null <$item
    printf '%s %s\n' $length $item >>"$work/lengths"
    [ "$own" = 1 ] && [ -n "$capture" ] || bad=1
done <"$work/folders"
# every one of these texts is as long as its lines together: no byte in it that a shell drops
count_bytes() {
    set --
    while read -r _ path; do
        set -- "$@" "$path"
        [ $# -lt 200 ] || { wc -c -- "$@"; set --; }
    done
    [ $# = 0 ] || wc -c -- "$@"
}
count_bytes <"$work/lengths" 2>/dev/null | while read -r length path; do
    case $path in data/*) printf '%s %s\n' "$length" "$path" ;; esac
done >"$work/sizes"
[ "$(sha256sum <"$work/lengths")" = "$(sha256sum <"$work/sizes")" ] || bad=1
if [ "$kind" = case ]; then
    cells data/tabel/acts.csv 1 | sort >"$work/ids"
    echo exhibit_id | sort - "$work/folders" >"$work/wanted"
    [ "$(sha256sum <"$work/ids")" = "$(sha256sum <"$work/wanted")" ] || bad=1
    [ "$(sort "$work/told" | sha256sum)" = "$(sort "$work/lies" | sha256sum)" ] || bad=1
    cells data/tabel/captures.csv 2 | sort -u >"$work/captures"
    [ $(($(sort -u "$work/captures" "$work/needed" | wc -l))) = $(($(wc -l <"$work/captures"))) ] || bad=1
    [ ! -s "$work/records" ] || sha256sum --check --strict --quiet "$work/records" >/dev/null 2>&1 || bad=1
else
    [ ! -s "$work/folders" ] || bad=1
fi
say exhibits $bad

# root: one hash for everything, to be held against the handover record
root=$(printf '%s\n' "$have" | hash_files 2>/dev/null | sha256sum)
root=${root%% *}
if [ -n "$want" ]; then
    [ "$root" = "$want" ]
    say root $?
fi
echo "root    $root"
exit $failed
