"""Words of questions that are no names: statuses, regions, years, and what a question is made of besides.

What stands here is how readers ask, in either language, and not what the register holds.
"""

_TOOK_EFFECT = tuple(
    f"効力{particle}{verb}{end}"
    for particle, verb, ends in (
        ("を", "生じ", ("た", "る", "ました")), ("が", "生じ", ("た", "る", "ました")),
        ("が", "発生し", ("た", "ました")), ("を", "発生し", ("た", "ました")), ("が", "発生す", ("る",)),
        ("を", "持", ("つ", "った")),
    )
    for end in ends
)  # fmt: skip
STATUSES: dict[str, tuple[str, ...]] = {
    "in-force": (
        "in force", "in effect", "active", "currently in force", "entered into force", "enter into force",
        "come into force", "came into force", "take effect", "took effect", "operational", "go into effect",
        "went into effect", "go into force", "went into force", "come into effect", "came into effect",
        "enter into effect", "entered into effect", "become effective", "became effective",
        "発効中", "有効", "効力発生", *_TOOK_EFFECT, "発効している", "発効しています", "発効済み", "発効済", "現行",
        "発効", "発効した", "発効する",
    ),
    "suspended": ("suspended", "on hold", "停止中", "停止", "一時停止"),
    "signed": (
        "signed", "sign", "signed but not in force", "not yet in force", "awaiting ratification", "署名済み",
        "署名済", "署名", "署名した", "署名された", "未発効", "調印", "調印した", "調印された",
    ),
    "agreed-in-principle": (
        "agreed in principle", "agreement in principle", "in principle", "大筋合意", "実質合意", "大枠合意",
    ),
    "negotiating": (
        "under negotiation", "in negotiation", "negotiating", "negotiations", "negotiation", "being negotiated",
        "talks", "in talks", "under discussion", "交渉中", "交渉", "協議中", "交渉段階",
    ),
    "proposed": ("proposed", "planned", "proposal", "idea", "提案", "提案中", "構想", "検討中"),
    "completed": ("completed", "delivered", "finished", "完了", "完了した", "納入済み", "引き渡し済み"),
    "superseded": ("superseded", "replaced", "後継に移行", "置き換え", "旧協定"),
    "terminated": ("terminated",),
    "cancelled": ("cancelled", "abandoned", "scrapped", "lost", "中止", "断念", "撤回", "取りやめ"),
}  # fmt: skip
# What readers call several statuses together.
_ENDED = ("completed", "superseded", "terminated", "cancelled")
_NOT_IN_FORCE = (
    "suspended", "signed", "agreed-in-principle", "negotiating", "proposed", *_ENDED,
)  # fmt: skip
_NOT_SIGNED = ("agreed-in-principle", "negotiating", "proposed")
# What was signed once, whatever became of it: "Has Japan signed an RAA with the UK?" asks for no less.
ONCE_SIGNED = ("in-force", "signed", "suspended", "completed", "superseded", "terminated")
_SIGNED_ONCE = (
    "signatories", "signatory", "署名国", "署名した国", "署名しましたか", "署名したか", "調印した国",
    "調印しましたか", "調印したか",
)  # fmt: skip
# "signed" alone is a status, and beside one of these, or after a country, what somebody did.
SIGNED = ("sign", "signed")
DOING = frozenset({"has", "have", "had", "did", "was", "were", "been", "who", "that", "which"})
for _slugs, _names in (
    (_ENDED, (
        "ended", "expired", "over", "lapsed", "defunct", "no longer in force", "no longer in effect",
        "no longer active", "no longer valid", "past agreements", "former agreements", "ended agreements", "終了",
        "失効", "終了した", "終わった", "失効した", "終了済み", "失効済み", "期限切れ", "効力を失った",
    )),
    (_NOT_IN_FORCE, (
        "not in force", "not in effect", "not active", "not operational", "inactive", "発効していない", "有効でない",
        "発効してない", "効力のない", "効力がない", "発効前",
    )),
    (_NOT_SIGNED, ("not signed", "not yet signed", "unsigned", "署名していない", "署名されていない", "未署名")),
    (ONCE_SIGNED, _SIGNED_ONCE),
):  # fmt: skip
    for _slug in _slugs:
        STATUSES[_slug] += _names
# With a year they tell what happened then, and not what stands now.
EVENT_WORDS = frozenset({
    "signed", "sign", "署名", "署名した", "署名された", "調印", "調印した", "調印された", "発効", "発効した",
    "発効する", "entered into force", "enter into force", "come into force", "came into force", "take effect",
    "took effect", "go into effect", "went into effect", "go into force", "went into force", "come into effect",
    "came into effect", "enter into effect", "entered into effect", "become effective", "became effective",
    "効力発生", *_TOOK_EFFECT, "start", "started", "begin", "began", "delivered", *_SIGNED_ONCE,
})  # fmt: skip

REGIONS: dict[str, tuple[str, ...]] = {
    "north-america": ("north america", "北米"),
    "europe": ("europe", "european countries", "欧州", "ヨーロッパ", "欧州諸国"),
    "oceania": (
        "oceania", "pacific islands", "pacific island countries", "オセアニア", "大洋州", "太平洋島嶼国",
        "太平洋島しょ国",
    ),
    "east-asia": ("east asia", "northeast asia", "東アジア", "北東アジア"),
    "southeast-asia": (
        "southeast asia", "south east asia", "asean", "asean countries", "東南アジア", "東南アジア諸国連合",
        "アセアン", "アセアン諸国", "ASEAN諸国",
    ),
    "south-asia": ("south asia", "南アジア"),
    "central-asia": ("central asia", "中央アジア"),
    "middle-east": ("middle east", "the gulf", "gulf states", "中東", "湾岸諸国"),
    "africa": ("africa", "アフリカ", "アフリカ諸国"),
    "latin-america": ("latin america", "caribbean", "south america", "中南米", "南米", "ラテンアメリカ", "カリブ"),
}  # fmt: skip

# Every deal is with Japan, so that its name narrows nothing.
JAPAN = (
    "japan", "japanese", "tokyo", "japan's own", "日本", "日本国", "我が国", "わが国", "東京", "対日", "日本の",
    "日本政府", "日", "ニッポン", "にほん", "にっぽん",
)  # fmt: skip

# They ask for what is so today, which is what a question without a time asks for as well.
NOW = (
    "now", "today", "currently", "current", "at present", "presently", "right now", "at the moment", "as of today",
    "as of now", "nowadays", "these days", "still", "現在", "今日", "今", "いま", "現時点", "本日", "目下", "まだ",
    "いまだ", "未だ", "今なお", "いまなお", "今でも", "いまでも", "依然", "依然として",
)  # fmt: skip

# They join the parts of a question and narrow nothing.
STOPS = (
    *NOW,
    "a", "an", "the", "of", "and", "or", "with", "for", "to", "by", "on", "in", "at", "from", "between", "is",
    "are", "was", "were", "has", "have", "had", "does", "do", "did", "been", "be", "it", "its", "there", "this",
    "that", "about", "any", "ever", "yet", "year", "made", "got", "get", "hold", "receive", "received", "please",
    "between japan and", "と", "の", "は", "が", "を", "に", "で", "へ", "も", "や", "との", "には", "への",
    "から", "では", "とは", "について", "に関する", "における", "した", "している", "する", "された", "される",
    "できる", "ある", "いる", "年", "年度", "および", "及び", "です", "ですか", "ますか", "か",
    "結んでいる", "結んでいます", "結んだ", "結びました", "結ばれた", "結ぶ", "持つ", "持っている", "持っています",
    "締結している", "締結しています", "締結した", "結んでいた", "結んでいました", "締結していた", "締結していました",
    "持っていた", "持っていました", "あった", "ありました", "いた", "当時", "時点", "時点で",
    "間の", "間", "中の", "もの", "うち", "まで", "以来", "あります",
    "しました", "使える", "使えます", "使用できる", "使用できます", "ratified", "ratify", "批准した", "批准済み",
)  # fmt: skip

# Those of them that may join a kind and a partner to a name; with any other of them it may be a report.
JOINING = frozenset({"a", "an", "the", "of", "with", "and", "between", "の", "と", "との"})

# They deny what stands beside them.
DENIALS = (
    "not", "no", "without", "lack", "lacks", "lacking", "never", "none", "neither", "nor", "dont", "doesnt", "didnt",
    "hasnt", "havent", "isnt", "arent", "wasnt", "cannot", "missing", "ない", "なし", "無し", "無い", "持たない",
    "持っていない", "結んでいない", "結ばない", "締結していない", "いない", "していない", "ません", "未締結",
)  # fmt: skip

# They ask what tells two things apart.
COMPARISONS = (
    "difference between", "differences between", "difference", "differences", "differ", "different", "vs", "versus",
    "compare", "compared", "compared to", "compared with", "comparison", "違い", "違う", "どう違う", "どう違うのか",
    "比較", "比べる", "相違", "相違点", "差異",
)  # fmt: skip

# They ask for a day.
WHEN = (
    "when", "when will", "when would",
    "date of", "in force date", "effective date", "entry into force date", "since when", "how long",
    "what year", "which year", "in what year", "what date", "which date", "on what date", "what day", "which day",
    "on what day", "date", "いつ", "何年", "何年何月", "何月何日", "何年何月何日", "何日", "日付", "発効日", "署名日",
    "調印日",
    "発効した日", "署名した日", "署名された日",
)  # fmt: skip
# Beside one of these they mean that it came into force; talks and ships begin and start too.
STARTS = frozenset({"start", "started", "begin", "began"})
# Those of them that tell what happened on the day, by the status that came of it.
DAYS_OF = {
    "in-force": ("in force date", "effective date", "entry into force date", "発効日", "発効した日"),
    "signed": ("署名日", "調印日", "署名した日", "署名された日"),
}

# They ask for states, and not for deals.
WHO = (
    "who", "whom", "with whom", "countries", "country", "nations", "nation", "partners", "partner", "which countries",
    "which country", "recipient", "recipients", "recipient countries", "対象国", "供与国", "国", "国は", "どの国",
    "どこ", "相手国", "相手", "締結国", "だれ", "誰", "国々", "何か国", "何カ国", "何ヶ国", "何ヵ国",
)  # fmt: skip

# What says of something that it stands, and not that it came about.
STATES = ("in force", "発効中", "有効")
# They ask for a number.
HOW_MANY = ("how many", "いくつ", "何件", "何本")

# Beside Japan they tell what it has, and not what it once signed: "Which ACSAs does Japan have?"
HAVING = (
    "have", "has", "hold", "結んでいる", "結んでいます", "持つ", "持っている", "持っています", "締結している",
    "締結しています",
)  # fmt: skip

# They ask for a list: "who has RAA".
CUES = (
    *WHO, *HOW_MANY,
    "which", "what", "list", "all", "deals", "deal", "agreements", "agreement", "pacts", "pact",
    "treaties", "show", "every", "accords", "どの", "一覧", "協定", "取り決め", "取決め", "合意", "何", "全て",
    "すべて", "リスト", "案件", "締結", "教えて",
)  # fmt: skip

# Names that hold another name and do not mean it.
NOT_NAMES = (
    "indo pacific", "indo-pacific", "indian ocean", "インド太平洋", "インド洋", "自由で開かれたインド太平洋",
    "在日米軍", "日中間", "north atlantic", "北大西洋", "south china sea", "east china sea",
    "南シナ海", "東シナ海", "韓国部隊", "korean peninsula", "朝鮮半島", "washington post", "us-2", "us2",
)  # fmt: skip

# What others call such an agreement, and the kinds under which Japan has it.
NAMES_ELSEWHERE: dict[str, tuple[str, ...]] = {
    "VFA": ("reciprocal-access", "status-of-forces"),
    "visiting forces agreement": ("reciprocal-access", "status-of-forces"),
    "visiting forces": ("reciprocal-access", "status-of-forces"),
    "訪問部隊地位協定": ("reciprocal-access", "status-of-forces"),
    "SOVFA": ("reciprocal-access",),
    "Status of Visiting Forces Agreement": ("reciprocal-access",),
    "EDCA": ("status-of-forces",),
    "Enhanced Defense Cooperation Agreement": ("status-of-forces",),
    "basing agreement": ("status-of-forces",),
    "bases agreement": ("status-of-forces",),
    "基地協定": ("status-of-forces",),
    "DCA": ("defense-framework", "status-of-forces"),
    "防衛協力強化協定": ("status-of-forces",),
    "LEMOA": ("acsa",),
    "MLSA": ("acsa",),
    "mutual logistics support": ("acsa",),
    "相互後方支援協定": ("acsa",),
    "COMCASA": ("information-sharing",),
    "CISMOA": ("information-sharing",),
    "Five Eyes": ("information-sharing",),
    "UKUSA": ("information-sharing",),
    "ファイブ・アイズ": ("information-sharing",),
    "FMF": ("security-assistance",),
    "Foreign Military Financing": ("security-assistance",),
    "European Peace Facility": ("security-assistance",),
    "対外軍事融資": ("security-assistance",),
    "FCAS": ("joint-development",),
    "SCAF": ("joint-development",),
    "DTTI": ("technology-transfer",),
    "ANZUS": ("alliance-treaty",),
    "mutual defense treaty": ("alliance-treaty",),
    "MDT": ("alliance-treaty",),
    "相互防衛条約": ("alliance-treaty",),
    "FPDA": ("consultation-pact",),
    "Five Power Defence Arrangements": ("consultation-pact",),
    "5か国防衛取極": ("consultation-pact",),
}

# What a deal is called besides its titles, by its slug, where readers and historians have a name for it.
NAMES_OF_DEALS: dict[str, tuple[str, ...]] = {
    "us-security-treaty-1960": (
        "日米同盟", "日米安保", "安保", "Anpo", "Japan–US alliance", "US–Japan alliance", "Japan–US Security Treaty",
        "US–Japan Security Treaty", "新安保条約",
    ),
    "us-security-treaty-1951": (
        "吉田・アチソン交換公文", "Yoshida–Acheson exchange of notes", "Yoshida–Acheson notes", "旧安保条約",
    ),
    "us-prior-consultation-notes-1960": (
        "岸・ハーター交換公文", "Kishi–Herter exchange of notes", "Kishi–Herter notes", "Herter notes",
    ),
    "us-defense-guidelines-2015": (
        "日米ガイドライン", "US–Japan guidelines", "新ガイドライン", "Guidelines for Japan-U.S. Defense Cooperation",
    ),
    "gcap-2022": ("F-X", "F-X fighter"),
    **dict.fromkeys(
        ("us-sm3-2018-01", "us-sm3-2018-11", "us-sm3-2019", "us-sm3-block-iia-2006", "us-sm6-2022", "us-sm6-2025"),
        ("Standard Missile", "スタンダード・ミサイル"),
    ),
    "aukus-pillar-ii": ("オーカス",),
    **dict.fromkeys(("us-amraam-2019", "us-amraam-2022", "us-amraam-2023", "us-amraam-2025"), ("アムラーム",)),
    "india-unicorn-2024": ("ユニコーン", "ユニコーン アンテナ"),
    "us-mutual-defense-assistance-1954": (
        "MSA協定", "MSA agreement", "MDAA", "MDA Agreement", "MDA協定", "相互防衛援助協定",
        "Mutual Security Act agreement",
    ),
}  # fmt: skip

# How readers ask for a kind of agreement without its name, by its slug.
NAMES_OF_TYPES: dict[str, tuple[str, ...]] = {
    "alliance-treaty": ("ally", "allies", "military alliance", "同盟国", "軍事同盟"),
    "reciprocal-access": ("access agreement", "access pact", "access deal", "access treaty"),
}

# What a word of the concordance is called besides, by its slug.
NAMES_OF_TERMS: dict[str, tuple[str, ...]] = {
    "two-plus-two": (
        "two plus two", "two-plus-two meeting", "2+2 meeting", "2プラス2", "外務・防衛閣僚会議",
        "foreign and defense ministers' meeting", "日米安全保障協議委員会", "Security Consultative Committee",
    ),
    "treaty-needing-diet-approval": ("Ohira three principles", "国会承認"),
    "three-principles-on-transfer": (
        "Three Principles", "arms export rules", "Three Principles on Arms Exports", "武器輸出三原則", "三原則",
    ),
    "special-strategic-partnership": ("special strategic and global partnership", "特別戦略的パートナーシップ"),
    "quasi-alliance": ("quasi-ally", "準同盟国"),
    "like-minded-country": ("like-minded partner", "like-minded nation"),
    "host-nation-support": ("HNS", "接受国支援"),
}  # fmt: skip

# What publishers of sources are called besides, by the name under which the register holds them.
NAMES_OF_PUBLISHERS: dict[str, tuple[str, ...]] = {
    "MOFA Japan": (
        "MOFA", "Ministry of Foreign Affairs", "Ministry of Foreign Affairs of Japan", "Japanese foreign ministry",
        "foreign ministry",
    ),
    "MOD Japan": (
        "MOD", "Ministry of Defense", "Ministry of Defense of Japan", "Japanese defense ministry", "defense ministry",
    ),
    "METI Japan": ("METI", "Ministry of Economy, Trade and Industry", "経産省"),
    "Prime Minister's Office of Japan": ("Kantei", "官邸", "Prime Minister's Office"),
}  # fmt: skip

# Words of questions and of their time, which are spelled right although no record is called so.
ENGLISH = frozenset({
    "last", "next", "latest", "newest", "recent", "oldest", "first", "early", "earlier", "later", "when", "where",
    "why", "whose", "many", "much", "most", "more", "less", "than", "then", "would", "could", "should", "will",
    "shall", "must", "might", "base", "based", "bases", "basing", "being", "tell", "find", "give", "given", "happen",
    "happened", "happens", "still", "only", "also", "other", "others", "same", "some", "such", "them", "they",
    "their", "these", "those", "under", "over", "into", "against", "during", "while", "work", "works", "working",
    "need", "needs", "want", "wants", "help", "best", "good", "great", "make", "makes", "making", "take", "taken",
    "taking", "come", "comes", "coming", "went", "gone", "call", "called", "name", "named", "mean", "means",
    "meaning", "kind", "kinds", "type", "types", "long", "short", "full", "free", "open", "close", "week", "month",
    "months", "date", "dates", "time", "times", "hello", "world", "today", "tomorrow", "yesterday",
})  # fmt: skip

# How names that are written in kanji are read, where a reader may type the reading.
READINGS: dict[str, str] = {
    "米国": "べいこく",
    "英国": "えいこく",
    "豪州": "ごうしゅう",
    "韓国": "かんこく",
    "中国": "ちゅうごく",
    "国連": "こくれん",
    "南アフリカ": "みなみあふりか",
    "東ティモール": "ひがしてぃもーる",
    "欧州連合": "おうしゅうれんごう",
    "北大西洋条約機構": "きたたいせいようじょうやくきこう",
    "アラブ首長国連邦": "あらぶしゅちょうこくれんぽう",
    "コンゴ民主共和国": "こんごみんしゅきょうわこく",
    "同盟条約": "どうめいじょうやく",
    "安保条約": "あんぽじょうやく",
    "協議の約束": "きょうぎのやくそく",
    "共同宣言": "きょうどうせんげん",
    "防衛協力": "ぼうえいきょうりょく",
    "地位協定": "ちいきょうてい",
    "行政協定": "ぎょうせいきょうてい",
    "円滑化協定": "えんかつかきょうてい",
    "駐留経費": "ちゅうりゅうけいひ",
    "思いやり予算": "おもいやりよさん",
    "物品役務相互提供協定": "ぶっぴんえきむそうごていきょうきょうてい",
    "情報保護協定": "じょうほうほごきょうてい",
    "軍事情報包括保護協定": "ぐんじじょうほうほうかつほごきょうてい",
    "共同開発": "きょうどうかいはつ",
    "有償援助": "ゆうしょうえんじょ",
    "防衛装備移転": "ぼうえいそうびいてん",
    "安全保障能力強化支援": "あんぜんほしょうのうりょくきょうかしえん",
    "政府安全保障能力強化支援": "せいふあんぜんほしょうのうりょくきょうかしえん",
    "無償援助": "むしょうえんじょ",
}
