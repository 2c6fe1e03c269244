"""The words of the rule book, each in Indonesian and English."""

from __future__ import annotations

LANGUAGES = ("id", "en")

HEADS = {
    "id": """\
# Buku aturan

Ditulis dari `netral/rules/catalogue/` oleh `make docs`; ubahlah di sana. [In English](rule-book.en.md).

Sebuah aturan menggambarkan perbuatan yang patut dibaca orang; ia tidak memutuskan apa pun. Yang berlaku ialah versi
aturan pada hari **perbuatan**, juga bila aduannya datang kemudian. Golongannya pun menurut hari itu: sebelum penetapan
pasangan etik, sejak penetapan disiplin. Mengikuti, bergabung, ditandai, disebut atau tampak dalam gambar tidak pernah
menjadi petunjuk.

| keyakinan | sumbernya |
|---|---|
| C-prim | teks peraturan itu sendiri telah dibaca |
| C | dibenarkan halaman yang terbit, kebanyakan pers |
| G | pengetahuan umum saja |
| U | tidak pasti, atau sumbernya bertentangan |

Aturan yang salah satu sumbernya bukan C-prim **perlu dipastikan oleh ahli hukum**; setiap berkas bukti mengatakannya.

| siapa yang melihat | artinya |
|---|---|
| netral | perbuatannya ada dalam tangkapan dan dapat menjadi petunjuk menurut ambang |
| hanya manusia | tangkapan dapat memuat unggahannya, tetapi hanya orang yang membacanya dapat menilai; bukan petunjuk |
| tidak dari tangkapan | hanya dokumen, saksi atau foto yang dilampirkan orang pada perkara |""",
    "en": """\
# Rule book

Written from `netral/rules/catalogue/` by `make docs`; change it there. [Dalam bahasa Indonesia](rule-book.id.md).

A rule describes an act that a person should read; it never decides anything. The version of a rule that counts is the
one in force on the day of the **act**, also when the complaint comes later. Its class follows that day too: ethics
before the pairs are determined, discipline from then on. To follow, to join, to be tagged, mentioned or pictured is
never a lead.

| confidence | its source |
|---|---|
| C-prim | the text of the instrument itself was read |
| C | confirmed by a published page, mostly the press |
| G | general knowledge only |
| U | unsure, or sources conflict |

A rule of which some source is not C-prim is **to be confirmed by counsel**; every pack says so.

| who can see it | meaning |
|---|---|
| netral | the acts are in the captures and can make a lead by the thresholds |
| people only | captures may hold the post, but it takes a person who reads or looks to judge it; it makes no lead |
| not from captures | only a document, a witness or a photo that a person attaches to a case |""",
}

PHRASES = {
    # headings
    "catalogue": ("Katalog {id}, versi {version}", "Catalogue {id}, version {version}"),
    "norm": ("Bunyi normanya", "What the norm says"),
    "sanction": ("Kemungkinan sanksi, menurut sumbernya", "Possible sanction, as reported"),
    "netral_sees": ("Yang dapat dilihat netral", "What netral can observe"),
    "people_see": ("Yang hanya dapat dilihat manusia", "What only a person can"),
    "question": ("Tafsir yang diperselisihkan", "Open question"),
    "innocent_explanations": ("Penjelasan lain yang disingkirkan dahulu", "Innocent explanations to rule out first"),
    "reviewer_checks": ("Yang diperiksa pemeriksa", "What a reviewer checks"),
    "doubts": ("Yang belum pasti", "What is not certain"),
    # columns and facts
    "rule": ("aturan", "rule"),
    "class": ("golongan", "class"),
    "phase": ("berlaku bagi perbuatan", "for acts"),
    "status": ("tafsirnya", "how it is read"),
    "observable": ("siapa yang melihat", "who can see it"),
    "confidences": ("keyakinan: aturan, norma, sanksi", "confidence: rule, norm, sanction"),
    "regime": ("pemilihan", "election"),
    "validity": ("masa berlaku", "in force"),
    "leads": ("menjadi petunjuk", "makes leads"),
    "context": ("hanya konteks", "context only"),
    "actors": ("oleh", "by"),
    "targets": ("terhadap", "toward"),
    "about": ("tentang", "about"),
    "provision": ("ketentuan", "provision"),
    "confidence": ("keyakinan", "confidence"),
    "published": ("diterbitkan", "published"),
    "date": ("tanggal", "date"),
    "who": ("siapa", "who"),
    "says": ("mengatakan", "says"),
    "source": ("sumber", "source"),
    # sentences
    "valid": ("{first} sampai {last}, versi {version}", "{first} to {last}, version {version}"),
    "open": ("seterusnya", "further notice"),
    "undated": ("tidak tercatat", "not on record"),
    "no_article": ("pasalnya tidak tercatat", "its article is not on record"),
    "counsel": ("Perlu dipastikan oleh ahli hukum.", "To be confirmed by counsel."),
    "reading": (
        "Selama `interpretations.{behaviour}` dalam investigation.yaml tidak menyebut tafsir dengan sumber dan "
        "tanggal, hal ini diperselisihkan. Apa pun tafsirnya, hal ini sendiri tidak pernah menjadi petunjuk.",
        "Unless `interpretations.{behaviour}` in investigation.yaml gives a reading with source and date, this is "
        "contested. Whatever the reading, it never makes a lead by itself.",
    ),
    # what the fields of a rule may hold
    "about.rule": ("aturan", "rule"),
    "about.norm": ("norma", "norm"),
    "about.sanction": ("sanksi", "sanction"),
    "ethics": ("etik", "ethics"),
    "discipline": ("disiplin", "discipline"),
    "criminal": ("pidana", "criminal"),
    "settled": ("tidak diperselisihkan", "not contested"),
    "contested": ("diperselisihkan", "contested"),
    "pilkada": ("pilkada", "pilkada (regional heads)"),
    "pemilu": ("pemilu", "pemilu (general)"),
    "before_determination": ("sebelum penetapan pasangan", "before the pairs are determined"),
    "from_determination": ("sejak penetapan pasangan", "from the determination of the pairs on"),
    "yes": ("netral", "netral"),
    "human-only": ("hanya manusia", "people only"),
    "no": ("tidak dari tangkapan", "not from captures"),
    "follow": ("mengikuti", "follow"),
    "join": ("bergabung", "join"),
    "like": ("suka", "like"),
    "share": ("bagikan", "share"),
    "coauthor": ("unggahan bersama", "joint post"),
    "comment": ("komentar", "comment"),
    "reply": ("balasan", "reply"),
    "quote": ("kutipan", "quote"),
    "mention": ("sebutan", "mention"),
    "tag": ("penandaan", "tag"),
    "post": ("unggahan sendiri", "own post"),
    "marked": ("unggahan sendiri dengan tanda kampanye", "own post that carries a campaign mark"),
    "opd": ("akun OPD", "agency (OPD) accounts"),
    "person": ("akun pegawai", "personal accounts"),
    "candidate": ("calon", "candidates"),
    "campaign_team": ("tim kampanye", "campaign teams"),
    "volunteer": ("relawan", "volunteers"),
    "incumbent_office": ("jabatan petahana", "incumbents' offices"),
    "party": ("partai", "parties"),
    "media": ("media", "media"),
}
WORDS = {lang: {key: both[n] for key, both in PHRASES.items()} for n, lang in enumerate(LANGUAGES)}
