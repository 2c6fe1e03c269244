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
walk() {
    for entry in "$1"/* "$1"/.*; do
        case ${entry##*/} in . | ..) continue ;; esac
        if [ -L "$entry" ]; then
            echo odd
        elif [ -d "$entry" ]; then
            walk "$entry"
        elif [ -f "$entry" ]; then
            printf '%s\n' "$entry"
        elif [ -e "$entry" ]; then
            echo odd
        fi
    done
}
listed() {
    while read -r _ path; do printf './%s\n' "$path"; done <"$1"
}
hash_files() {
    set --
    while IFS= read -r path; do
        set -- "$@" "${path#./}"
        [ $# -lt 200 ] || { sha256sum -- "$@"; set --; }
    done
    [ $# = 0 ] || sha256sum -- "$@"
}
have=$(walk . | sort)

# What the pack says of itself
sealed=no stamped=no kind= redacted=no epoch=
while IFS=': ' read -r key value; do
    case $key in
    Netral-Sealed) sealed=$value ;;
    Netral-Timestamped) stamped=$value ;;
    Netral-Sealed-Epoch) epoch=$value ;;
    Netral-Pack-Kind) kind=$value ;;
    Netral-Redacted) redacted=$value ;;
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
            listed manifest-sha256.txt
            listed $manifest
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
        case $line in *"/ByteRange ["*) line=${line##*"/ByteRange ["} && echo "${line%%]*}" ;; esac
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
previous=0000000000000000000000000000000000000000000000000000000000000000
people=
while IFS= read -r line || [ -n "$line" ]; do
    body=${line%,\"sha256\":*}
    carried=${line#"$body,\"sha256\":\""}
    case $carried in
    *'","withheld":true}') carried=${carried%%\"*} ;;
    *'"}')
        carried=${carried%\"\}}
        given=$(printf '%s}' "$body" | sha256sum)
        [ "${given%% *}" = "$carried" ] || bad=1
        ;;
    *) bad=1 ;;
    esac
    case $body in *"\"previous_sha256\":\"$previous\"") ;; *) bad=1 ;; esac
    previous=$carried
    person=${line#*,\"person\":}
    case $line in
    *',"action":"decide",'*) people= ;;
    *',"action":"sign",'*)
        person=${person%%,\"action\":*}
        case $people in *"$person|"*) ;; *) people="$people$person|" ;; esac
        ;;
    esac
done 2>/dev/null <data/custody.jsonl || bad=1
if [ "$kind" = case ] && [ "$redacted" != yes ]; then
    case $people in *'|'*'|'*) ;; *) bad=1 ;; esac
fi
say custody_chain $bad

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
            given=$(sha256sum "${item%item.json}$file" 2>/dev/null) || bad=1
            [ "${given%% *}" = "$value" ] || bad=1
            ;;
        esac
    done <"$item"
done
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
