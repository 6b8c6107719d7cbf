"""What the decoder answers with the register's own cues and learned weights, as the site does."""

import pytest

from agreements.decoder import Confidence, Decoding, Problem, Undecodable, Unsettled
from tests.decoder.register_facts import decoder, texts, types


def read(text: str) -> Decoding:
    return decoder().decode(text)


def named(text: str) -> list[str]:
    return [reading.deal.slug for reading in read(text).deals]


def parties(text: str) -> list[str]:
    return [party.code for party in read(text).parties]


@pytest.mark.parametrize(
    "text",
    [
        "Japan trains with Norway without an ACSA",
        "Norway hasn't signed an ACSA with Japan",
        "New Zealand rules out ACSA with Japan",
        "Without an ACSA, Japan cannot refuel Norwegian ships",
        "An acquisition and cross-servicing agreement with Brazil does not exist",
        "There is no status of forces agreement between India and the US",
        "Seoul scrapped plans for a GSOMIA",
        "Japan lacks a status of forces agreement with Djibouti",
        "India has not signed a status of forces agreement",
        "Taiwan has no mutual defense treaty with the United States",
        "The two countries are not bound by a mutual defense treaty",
        "Japan has never signed a RAA with Indonesia",
        "A reciprocal access agreement with Jakarta has not been signed",
        "Tokyo has yet to sign a reciprocal access agreement with Paris",
        "Indonesia declined to sign a visiting forces agreement",
        "India refuses to sign GSOMIA with Japan",
        "Sweden and Japan have not concluded an agreement on the security of information",
        "Japan will not send weapons to Ukraine",
        "日本とノルウェーは物品役務相互提供協定を締結していない",
        "韓国とはACSA未締結",
        "日韓の間にACSAはありません",
        "日本とベトナムは円滑化協定を結んでいません",
        "インドネシアとの間に情報保護協定は存在していない",
        "政府はACSAの締結に応じない",
        "日本と台湾の間に相互防衛条約は存在しない",
        "台湾と米国の間に相互防衛条約はない",
        "インドは同盟条約は結ばない",
        "日本は円滑化協定を結んでいないドイツとも訓練を行う",
        "カナダとの円滑化協定はまだない",
        "フランスとは円滑化協定の交渉に入っていない",
        "ドイツとの円滑化協定の署名には至っていない",
        "両国は地位協定を結ぶ予定はない",
        "ブラジルとの情報保護協定は未締結だ",
        "日本はブラジルと防衛装備品・技術移転協定を締結していない",
        "インドネシアは防衛装備品・技術移転協定への署名を拒否した",
        "日本は武器をウクライナに売却しない方針",
        "日本と台湾の間にはACSAもGSOMIAもない",
        "日本と台湾はACSAもGSOMIAも円滑化協定も結んでいない",
        "日本とノルウェーの間にはACSAや円滑化協定はない",
        "Without an ACSA, Japanese ships cannot refuel from American tankers, officials said",
        "Without an ACSA, Japanese ships cannot refuel in Norway",
        "The Diet refused to approve the ACSA with Canada",
    ],
)
def test_what_a_text_denies_is_no_type(text: str) -> None:
    decoding = read(text)
    assert decoding.types == ()
    assert decoding.deals == ()
    assert decoding.denied
    assert Unsettled.ONLY_DENIED in decoding.unsettled


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The RAA is not a mutual defense treaty, Japan and Australia said", "reciprocal-access"),
        ("両国は円滑化協定もACSAも署名した", "reciprocal-access"),
        ("Japan has never before signed a reciprocal access agreement in Europe, until now", "reciprocal-access"),
        ("The US refuses to hand over the suspects under the status of forces agreement", "status-of-forces"),
        ("Paris and Tokyo part without signing an RAA but agree to open formal talks on it", "reciprocal-access"),
        (
            "The receiving Party shall not disclose classified information to others without consent",
            "information-sharing",
        ),
        ("各締約国は、受領した秘密情報を提供国の事前の同意なしに第三国に開示しない", "information-sharing"),
        ("豪州軍と自衛隊、円滑化協定で査証なしで入国", "reciprocal-access"),
        ("「協議へのコミットメント」は条約ではない――松野官房長官", "consultation-pact"),
        ("公務中だったとして、日本側には第一次裁判権がないとされた。米軍属の男が起こした事故だ。", "status-of-forces"),
    ],
)
def test_a_negation_of_something_else_denies_no_type(text: str, kind: str) -> None:
    assert read(text).best == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "The Prime Ministers signed the Reciprocal Access Agreement and discussed tariffs, climate change, tourism "
            "and the World Cup.",
            "reciprocal-access",
        ),
        ("At the summit the leaders signed an ACSA and discussed tariffs, climate change, tourism and visas.", "acsa"),
        (
            "The ministers signed the Agreement on the Security of Information. They also discussed free trade, "
            "tariffs, fisheries and tourism.",
            "information-sharing",
        ),
        ("首脳会談で両首脳は観光や自由貿易について協議し、物品役務相互提供協定に署名した", "acsa"),
        (
            "日比首脳会談が行われ、両首脳は経済連携、気候変動、観光、関税について意見交換した。"
            "また円滑化協定に署名した。",
            "reciprocal-access",
        ),
    ],
)
def test_a_communique_of_many_topics_is_about_the_agreement_that_it_names(text: str, kind: str) -> None:
    assert read(text).best == kind


@pytest.mark.parametrize(
    "text",
    [
        "Leaders met on the Indian Ocean and a free and open Indo-Pacific",
        "自由で開かれたインド太平洋とインド洋について協議",
        "秘密に印を付け、金庫で保管する",
        "New Mexico and the South China Sea, the Washington Post writes",
        "Europe or North America, Latin America and South America",
        "欧州又は北アメリカ、ラテンアメリカ",
    ],
)
def test_seas_papers_and_seals_are_no_countries(text: str) -> None:
    assert parties(text) == []
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("India and Japan patrol the Indian Ocean", ["IN", "JP"]),
        ("印軍と海自が訓練", ["IN", "JP"]),
        ("The Pentagon briefs Seoul", ["US", "KR"]),
        ("The State Department approved a sale to Japan", ["US", "JP"]),
        ("The State Department of Health", []),
        ("ホワイトハウスは日本への売却を承認", ["US", "JP"]),
        ("国防総省は韓国に通知した", ["US", "KR"]),
        ("米国防総省は韓国に通知した", ["US", "KR"]),
        ("Reuters Berlin: Japan and Australia sign an ACSA", ["JP", "AU"]),
        ("BERLIN (Reuters) - Japan and Australia sign an ACSA", ["JP", "AU"]),
        ("Tokyo (Kyodo) - The cabinet approves an ACSA with Germany", ["JP", "DE"]),
        ("【ベルリン時事】日豪がACSAに署名", ["JP", "AU"]),
    ],
)
def test_where_a_report_comes_from_is_no_party(text: str, codes: list[str]) -> None:
    assert parties(text) == codes


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Camp David: Japan, US and South Korea commit to consult", ["camp-david-commitment-to-consult"]),
        ("Japan and US agreed in 2015 on new guidelines for defense cooperation", ["us-defense-guidelines-2015"]),
    ],
)
def test_a_deal_that_fits_in_partners_and_date_leaves_out_those_that_fit_in_part(text: str, slugs: list[str]) -> None:
    assert named(text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Japan signed an ACSA with Italy and a GSOMIA with South Korea", {"italy-acsa", "south-korea-gsomia"}),
        ("Japan has an ACSA with Germany and is negotiating an RAA with France", {"germany-acsa", "france-raa"}),
        ("Japan, which has an ACSA with Germany, is negotiating an RAA with France", {"germany-acsa", "france-raa"}),
        (
            "Japan and Australia have an RAA; Japan and Canada an information security agreement",
            {"australia-raa", "canada-information-sharing"},
        ),
        (
            "Ottawa and Tokyo sign information protection deal; Rome and Tokyo sign ACSA",
            {"canada-information-sharing", "italy-acsa"},
        ),
        ("日本はドイツとACSAを、フランスと円滑化協定を結ぶ", {"germany-acsa", "france-raa"}),
        ("日英は円滑化協定、日独は物品役務相互提供協定を結んでいる", {"uk-raa", "germany-acsa"}),
        ("日加情報保護協定、日豪円滑化協定", {"canada-information-sharing", "australia-raa"}),
        ("日本とイタリアはACSAに署名。フランスとは円滑化協定の交渉中", {"italy-acsa", "france-raa"}),
    ],
)
def test_a_text_of_two_pairs_names_the_deal_of_each_pair_and_no_other(text: str, slugs: set[str]) -> None:
    assert set(named(text)) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Japan has RAAs with Australia, the UK and the Philippines", {"australia-raa", "uk-raa", "philippines-raa"}),
        (
            "Japan has an ACSA with Germany, RAAs with Australia and the UK, and a GSOMIA with South Korea",
            {"germany-acsa", "australia-raa", "uk-raa", "south-korea-gsomia"},
        ),
        ("Japan has signed an ACSA and a GSOMIA with India", {"india-acsa", "india-information-sharing"}),
        ("日仏首脳はRAAの交渉開始で一致した。ACSAはすでに発効している", {"france-raa", "france-acsa"}),
    ],
)
def test_a_list_shares_its_type_or_its_partner(text: str, slugs: set[str]) -> None:
    assert set(named(text)) == slugs


@pytest.mark.parametrize(
    "text",
    [
        "Unlike Japan, Germany has an RAA with Australia",
        "日本と違い、ドイツはオーストラリアと円滑化協定を結んでいる",
        "NATO加盟国間の情報の保護に関する協定",
    ],
)
def test_what_others_agree_among_themselves_is_no_deal_of_japan(text: str) -> None:
    assert read(text).types
    assert named(text) == []


def test_an_organization_still_stands_for_itself() -> None:
    assert named("NATO加盟国との情報保護協定") == ["nato-information-sharing-2010"]


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        # Not planned, not of the country that only came first, only in passing.
        ("日独の物品役務相互提供協定が発効。英、豪に続く。円滑化協定については「交渉の予定はない」", ["germany-acsa"]),
        (
            "日本とインドネシアは防衛装備品・技術移転協定に署名し、護衛艦の輸出を視野に入れる。フィリピンに続く。",
            ["indonesia-technology-transfer"],
        ),
    ],
)
def test_a_deal_is_named_only_where_the_text_says_that_there_is_one(text: str, slugs: list[str]) -> None:
    assert named(text) == slugs


def test_a_treaty_on_an_item_comes_before_the_contracts() -> None:
    assert named("次期戦闘機GCAP、日英伊が条約に署名")[0] == "gcap-gigo-convention-2023"


@pytest.mark.parametrize("text", ["Japan signs agreement with Germany", "台湾有事なら米国は日本を守るのか"])
def test_without_a_word_of_content_there_is_neither_type_nor_deal(text: str) -> None:
    assert read(text).types == ()
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Diplomats exchange notes on cultural grant aid", None),
        ("文化無償資金協力「国立劇場音響機材整備計画」に関する書簡の交換", None),
        ("Philippines–New Zealand visiting forces pact", "reciprocal-access"),
        ("Philippines–Canada Status of Visiting Forces agreement signed in Manila", "reciprocal-access"),
        ("Visiting forces agreement between the US and the Philippines", "status-of-forces"),
        ("Lithuania and Germany sign accord for permanent stationing of German brigade", "status-of-forces"),
        ("Japan's Diet approves pact with Philippines on troop visits", "reciprocal-access"),
    ],
)
def test_kinds_that_are_easily_taken_for_others(text: str, kind: str | None) -> None:
    assert read(text).best == kind


def test_an_item_in_the_plural_is_found_with_its_number() -> None:
    (item,) = read("Tokyo buys 147 F-35s").items
    assert (item.item, item.quantity) == ("F-35", 147)


@pytest.mark.parametrize(
    "text",
    [
        "L'accord de coopération entre la France et le Japon sur les forces de défense a été signé à Tokyo",
        "Japan und Deutschland haben ein Abkommen über die gegenseitige Unterstützung der Streitkräfte unterzeichnet",
        "日本与菲律宾签署互惠准入协定,两国军队可以在对方领土进行联合训练",
    ],
)
def test_the_languages_of_others_are_not_read(text: str) -> None:
    with pytest.raises(Undecodable) as raised:
        read(text)
    assert raised.value.problem is Problem.OTHER_LANGUAGE


@pytest.mark.parametrize("text", ["The treaty of La Paz and the Cote des Neiges", "日英伊協定", "防衛装備移転協定署名"])
def test_foreign_names_and_texts_without_kana_are_read(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "text",
    [
        "A sofa and two chairs",
        "New sofa for Oslo embassy",
        "Japan buys Norwegian salmon worth 30 billion yen",
        "Japan and Toyota agree to buy batteries worth 10 billion yen",
        "Honda and Nissan share costs of software development",
        "The rules",
        "両社は開発費を分担する",
        "米空母が横須賀に寄港",
        "日本企業がブラジル産の鶏肉を購入",
        "看護師受け入れの覚書に署名",
    ],
)
def test_everyday_news_is_about_no_type(text: str) -> None:
    decoding = read(text)
    assert decoding.types == ()
    assert decoding.deals == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Japan buys Norwegian missiles worth 30 billion yen", "security-cooperation"),
        ("Tokyo and Rome share costs of fighter development", "joint-development"),
        ("SOFAs", "status-of-forces"),
        ("Okinawa asks for sofa revision", "status-of-forces"),
        ("日米ＳＯＦＡの改定", "status-of-forces"),
    ],
)
def test_the_same_words_in_the_company_of_arms_are_about_a_type(text: str, kind: str) -> None:
    assert read(text).best == kind


@pytest.mark.parametrize(
    "text", ["RAA raises insurance premiums in Adelaide", "ACSA, an association of college students"]
)
def test_an_abbreviation_alone_is_only_possible(text: str) -> None:
    (reading,) = read(text).types
    assert reading.confidence is Confidence.POSSIBLE
    assert reading.number <= 0.5


def test_an_abbreviation_with_a_country_is_certain() -> None:
    assert read("Tokyo and Manila sign RAA").types[0].confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("The Japan–Australia RAA was signed on 3 May 2018", []),
        ("The Japan–Australia RAA was signed on 6 January 2022", ["australia-raa"]),
        ("On 3 May 2018 ministers spoke of trade. The Japan–Australia RAA came later", ["australia-raa"]),
        ("The Japan–Australia RAA is in force. A trade pact was signed on 3 May 2018", ["australia-raa"]),
        ("日独ACSAは2019年3月12日に署名された", []),
        ("日独ACSAは2024年1月29日に署名された", ["germany-acsa"]),
    ],
)
def test_a_deal_signed_on_another_day_is_not_named_even_by_its_title(text: str, slugs: list[str]) -> None:
    assert named(text) == slugs


def test_no_answer_is_suggested_that_a_sure_type_cannot_have() -> None:
    possible = {facts.slug: facts.states for facts in types()}
    wrong = []
    for text in texts()[::20]:
        try:
            decoding = read(text.text)
        except Undecodable:
            continue
        if decoding.types and decoding.types[0].confidence is not Confidence.POSSIBLE:
            states = possible[decoding.types[0].type]
            wrong += [text.id for one in decoding.suggestions if states[one.character].isdisjoint(one.states)]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The new sofa agreement", None),
        ("The US and Ecuador signed a SOFA", "status-of-forces"),
        ("us ecuador sofa agreement lets troops in", "status-of-forces"),
        ("市と大学が共同研究の協定を結ぶ", None),
        ("防衛装備庁と英国が共同研究の取決めを結ぶ", "joint-development"),
        ("Japan to provide yen loan for patrol boats to the Philippines", "security-cooperation"),
        ("ベトナムの巡視船建造に円借款", "security-cooperation"),
    ],
)
def test_words_that_name_a_type_only_in_the_right_company(text: str, kind: str | None) -> None:
    assert decoder().decode(text).best == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("無償資金協力「病院に医療機材を整備する計画」に関する書簡の交換、サモア", None),
        ("ラオスに対する無償資金協力「人材育成奨学計画」に関する書簡の署名・交換", None),
        ("対ジブチ無償資金協力「海上保安能力向上計画」に関する書簡の署名・交換", "security-assistance"),
        ("Japan extends grant aid to Honduras for bridges", None),
        ("Grant aid to Djibouti for the Project for Improvement of Coast Guard Capacity", "security-assistance"),
        ("Grant Assistance for Grassroots Human Security Projects: a school in Zambia", None),
        ("OSA grant of 500 million yen to Kenya for the hospital of its army", "security-assistance"),
    ],
)
def test_grant_aid_is_security_assistance_where_forces_or_the_coast_guard_get_it(text: str, kind: str | None) -> None:
    assert read(text).best == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Memorandum of cooperation on tourism signed by Japan and India", None),
        ("Memorandum of cooperation on cyber defense between Japan and Estonia", "defense-framework"),
        ("Joint declaration on climate neutrality by Japan and the EU", None),
        ("Joint statement on climate and security partnership between the EU and Norway", "security-declaration"),
        ("Convention between Japan and the Republic of Austria on Social Security", None),
        ("Convention on the Prohibition of the Development of Biological and Toxin Weapons", None),
        ("Food security tops agenda at G20", None),
    ],
)
def test_papers_on_other_matters_are_about_no_type_and_no_deal(text: str, kind: str | None) -> None:
    assert read(text).best == kind
    assert kind or not named(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("比とカナダの訪問部隊地位協定が発効", "reciprocal-access"),
        ("フィリピンと英国、訪問軍地位協定の締結へ交渉", "reciprocal-access"),
        ("訪問軍地位協定（VFA）の破棄をドゥテルテ氏が米国に通告", "status-of-forces"),
        ("フィリピン、米国との訪問部隊地位協定を維持", "status-of-forces"),
    ],
)
def test_a_visiting_forces_agreement_is_mutual_unless_it_is_with_the_us(text: str, kind: str) -> None:
    assert read(text).best == kind


def test_a_number_is_no_sign_of_a_kind() -> None:
    # 「0年の」 of any year weighs for a kind, and stood marked in 「2020年の」.
    assert not read("2020年のドイツ").types


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("ＡＣＳＡ", "acsa", "ＡＣＳＡ"),
        ("　ＧＳＯＭＩＡ", "information-sharing", "ＧＳＯＭＩＡ"),
        ("Ｊａｐａｎ　ｓｉｇｎｓ　ａｎ　ＡＣＳＡ", "acsa", "ＡＣＳＡ"),
    ],
)
def test_full_width_letters_are_read_and_quoted_as_they_were_typed(text: str, kind: str, words: str) -> None:
    (reading,) = read(text).types
    assert reading.type == kind
    assert [(one.text, text[one.start : one.end]) for one in reading.evidence] == [(words, words)]


@pytest.mark.parametrize("text", ["トマホークの値段", "巡航ミサイル「トマホーク」の値段"])
def test_a_word_in_katakana_is_evidence_as_a_whole(text: str) -> None:
    # 「ホーク」 of 「トマホーク」 stood as a word of its own.
    (reading,) = read(text).types
    assert [one.text for one in reading.evidence] == ["トマホーク", "の値段"]


def test_a_name_in_a_compound_is_found() -> None:
    assert [one.item for one in read("沿岸監視レーダーシステムとイージスミサイル").items] == ["coastal radar", "Aegis"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("比上院、円滑化協定を批准", ["PH"]),
        ("比大統領、円滑化協定に署名", ["PH"]),
        ("円滑化協定の条約案、比下院に提出", ["PH"]),
        ("加政府、情報保護協定を承認", ["CA"]),
        ("米上院、ACSAを審議", ["US"]),
        ("伊議会、ACSAを承認", ["IT"]),
        ("ACSAの実績、前年比大幅増", []),
        ("追加議会、対比政府案", []),
    ],
)
def test_a_country_of_one_character_is_read_before_what_a_state_has(text: str, codes: list[str]) -> None:
    assert parties(text) == codes
