"""Phrases of an invented city: what agencies, volunteers and citizens write. None of them is real."""

from __future__ import annotations

FIRST_NAMES = (
    "Ratna Bagus Wulan Jaya Intan Teguh Sari Gilang Melati Banyu Kirana Satria Puspa Dimas Anjani Wira Kinanti "
    "Panji Laras Seno Mayang Damar Cempaka Yudha Rukmini Bayu Utari Jati Nilam Wisnu Arum Pandu Gendis Tirta"
).split()
LAST_NAMES = (
    "Purnamasari Adikusuma Lazuardi Wiratama Maharani Pradipta Cahyaningrum Suryanegara Anggraini Kertajaya "
    "Widyawati Nugraha Handayani Prasaja Setyawati Wicaksana Ramadhani Hadinata Larasati Samudra Permadi Kusumadewi"
).split()

# (candidate, deputy, short tag for handles, slogan)
PAIRS = (
    ("Bima Wirasena", "Lestari Kencana", "bimalestari", "Contoh Berseri"),
    ("Arya Danendra", "Sekar Ayuningrat", "aryasekar", "Contoh Bergerak"),
    ("Galang Mahardira", "Putri Anindyaswari", "galangputri", "Satu Hati untuk Contoh"),
    ("Surya Adiwangsa", "Dewi Nirmalasari", "suryadewi", "Contoh Rukun Makmur"),
    ("Raka Bratasena", "Citra Maheswara", "rakacitra", "Kerja Nyata Contoh Jaya"),
)

AGENCIES = (
    ("dinkes", "Dinas Kesehatan"), ("dikbud", "Dinas Pendidikan dan Kebudayaan"),
    ("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil"), ("dinsos", "Dinas Sosial"),
    ("dishub", "Dinas Perhubungan"), ("dlh", "Dinas Lingkungan Hidup"),
    ("pupr", "Dinas Pekerjaan Umum dan Penataan Ruang"), ("perkim", "Dinas Perumahan dan Kawasan Permukiman"),
    ("disnaker", "Dinas Tenaga Kerja"), ("disdag", "Dinas Perdagangan"), ("dkp", "Dinas Ketahanan Pangan"),
    ("distan", "Dinas Pertanian"), ("diskan", "Dinas Perikanan"), ("dispar", "Dinas Pariwisata"),
    ("dispora", "Dinas Pemuda dan Olahraga"), ("dpmptsp", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"),
    ("damkar", "Dinas Pemadam Kebakaran dan Penyelamatan"), ("satpolpp", "Satuan Polisi Pamong Praja"),
    ("bpbd", "Badan Penanggulangan Bencana Daerah"), ("bappeda", "Badan Perencanaan Pembangunan Daerah"),
    ("bkpsdm", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"),
    ("bpkad", "Badan Pengelolaan Keuangan dan Aset Daerah"), ("bapenda", "Badan Pendapatan Daerah"),
    ("inspektorat", "Inspektorat Daerah"), ("kesbangpol", "Badan Kesatuan Bangsa dan Politik"),
    ("setda", "Sekretariat Daerah"), ("dp3a", "Dinas Pemberdayaan Perempuan dan Perlindungan Anak"),
    ("disperpus", "Dinas Perpustakaan dan Kearsipan"), ("diskopukm", "Dinas Koperasi dan UKM"),
    ("rsud", "Rumah Sakit Umum Daerah"), ("kec_utara", "Kecamatan Contoh Utara"),
    ("kec_selatan", "Kecamatan Contoh Selatan"), ("kec_timur", "Kecamatan Contoh Timur"),
)  # fmt: skip
PRESS_AGENCY = "Dinas Komunikasi dan Informatika"
VILLAGES = (
    "Mekarsari", "Tanjungasri", "Karangjati", "Sumberrejo", "Pasirputih", "Banyubiru", "Wanasari", "Telagawangi",
    "Gunungsari", "Rawamulya", "Bumiayu", "Randuasri",
)  # fmt: skip

SERVICE_POSTS = (
    "Jadwal layanan keliling pekan ini: Selasa di Kelurahan {kel}, Kamis di Kelurahan {kel2}. Bawa fotokopi KK ya!",
    "Sobat Contoh, pelayanan di loket hari ini dibuka pukul 08.00-15.00 WITA. Antrean daring dapat diambil sejak pagi.",
    "Mohon maaf, ada perbaikan saluran air di Kelurahan {kel}. Pasokan kembali normal pukul 18.00 WITA. 🙏",
    "Waspada hujan lebat disertai angin sore ini di wilayah {kel} dan sekitarnya. Hubungi 112 bila perlu bantuan.",
    "Terima kasih kepada warga Kelurahan {kel} yang ikut kerja bakti pagi tadi. Lingkungan bersih, hati senang! 🌿",
    "Posyandu {kel} buka Sabtu ini pukul 09.00. Jangan lupa bawa buku KIA dan ajak si kecil. 👶",
    "Pengingat: pembayaran PBB-P2 tahun ini dapat dilakukan di kantor kelurahan maupun lewat kanal bank daerah.",
    "Pelatihan gratis bagi pelaku UMKM Kelurahan {kel}. Kuota 30 peserta, pendaftaran ditutup Jumat.",
    "Lalu lintas di simpang {kel} dialihkan sementara karena pengecatan marka. Ikuti arahan petugas di lapangan.",
    "Hasil uji air sumur warga {kel} sudah keluar. Silakan ambil salinannya di puskesmas pada jam kerja.",
    "Selamat pagi! Hari ini pemeriksaan tekanan darah gratis di balai warga {kel}, pukul 08.00 sampai selesai.",
)
CAMPAIGN_POSTS = (
    "Bersama {pair} kita wujudkan {slogan}! Dari {kel} untuk semua. #{tag}",
    "Pagi ini {pair} menyapa pedagang Pasar {kel}. Harga stabil, dapur tenang. #{tag} ✊",
    "Air bersih sampai ke gang-gang sempit: itu janji {pair}. Catat, kawal, tagih! #{tag}",
    "Relawan {kel} siap mengantar {pair} menang terhormat. Santun di kata, kuat di karya. 💪 #{tag}",
    "Sudah baca visi-misi {pair}? Lima program, satu tujuan: {slogan}. #{tag}",
    "Terima kasih warga {kel} atas sambutan hangatnya tadi malam. {slogan}! ❤️ #{tag}",
    "Anak muda {kel} butuh lapangan kerja, bukan janji kosong. {pair} punya peta jalannya. #{tag}",
    "Senam sehat bersama {pair} Minggu ini di lapangan {kel}. Ajak keluarga ya! #{tag}",
    "Puskesmas buka 24 jam di setiap kecamatan: program unggulan {pair}. #{tag}",
)
ODD_POSTS = (
    "السلام عليكم warga {kel} 🌙 Mari doakan {pair} selalu sehat. #{tag}",
    '=HYPERLINK("http://contoh.invalid/{tag}";"Klik dukungan {pair}")',
    "Dukung \u202e{pair}\u202c\u200b bersama\u200d relawan {kel} 👨\u200d👩\u200d👧\u200d👦🏽 #{tag}",
    "Poster baru\u2028baris kedua\u0085baris ketiga\u0007 dengan tanda kendali\u0000 {pair} #{tag}",
    "@SUM(A1:A9) +62 bukan rumus, cuma iseng tim {kel} \U0001fae1 𝓒𝓸𝓷𝓽𝓸𝓱 ꦏꦸꦛ #{tag}\r\n\tsampai jumpa!",
)
OFFICE_POSTS = (
    "Wali Kota meninjau perbaikan drainase di Kelurahan {kel}. Target rampung sebelum musim hujan.",
    "Pemerintah Kota Contoh menyerahkan bantuan alat tangkap kepada nelayan {kel}.",
    "Upacara Hari Kesaktian Pancasila berlangsung khidmat di halaman Balai Kota.",
    "Wali Kota mengajak warga {kel} menjaga kerukunan selama tahapan pemilihan.",
)
NEWS_POSTS = (
    "Harga beras di Pasar {kel} turun tipis pekan ini, pedagang berharap pasokan lancar.",
    "Ribuan warga padati karnaval budaya di {kel}, arus lalu lintas sempat tersendat.",
    "KPU Kota Contoh umumkan jadwal debat publik antarpasangan calon.",
    "Jembatan penghubung {kel} mulai dibangun, warga diminta lewat jalan memutar.",
)
PARTY_POSTS = (
    "Konsolidasi pengurus ranting se-Kecamatan Contoh Timur berjalan lancar. Solid dari bawah!",
    "Sekolah kader angkatan ketiga dibuka di {kel}. Belajar, berorganisasi, mengabdi.",
)
DAILY_POSTS = (
    "Ngopi dulu sebelum apel pagi ☕", "Hujan dari subuh, jemuran aman?", "Akhir pekan di {kel}, anginnya enak sekali.",
    "Ada rekomendasi sate enak dekat {kel}?", "Alhamdulillah panen cabai di pot pertama 🌶️",
    "Macet lagi di simpang {kel}.",
    "Timnas main malam ini, siapa ikut nobar?", "Anak minta sepeda, bapak minta cuti 😅",
)  # fmt: skip
COMMENTS = (
    "Semangat, semoga amanah 🙏", "Programnya bagus, tapi kapan ke {kel}?", "Data ini sumbernya dari mana ya?",
    "Sukses selalu!", "Mohon jalan di {kel} diperbaiki, sudah lama rusak.", "Kurang setuju, anggarannya dari mana?",
    "Hadir dari {kel} ✋", "Debat kemarin kurang menjawab soal banjir.", "Gaspol 🔥", "Semoga bukan janji saja.",
    "Izin simak, Pak.", "Mantap, lanjutkan!", "Lebih baik bahas sampah dulu.", "Aamiin 🤲",
)  # fmt: skip
ODD_COMMENTS = (
    '=HYPERLINK("http://contoh.invalid";"klik")',
    '+cmd mantap; "luar biasa"\nbaris kedua',
    "مبروك 🎉",
    "-1+2 👍🏽",
)
BIOS = (
    "Warga Kota Contoh",
    "Kopi, hujan, dan buku",
    "Penikmat senja di {kel}",
    "Ayah dua anak",
    "Belajar terus",
    "",
    "🌻",
)
