"""Countries and organizations that are no partners in the register: texts about any countries are read."""

from .facts import JAPAN, PartnerNames

JAPAN_NAMES = PartnerNames(
    JAPAN,
    "JP",
    ("Japan", "Japanese", "Tokyo", "SDF", "JSDF", "Self-Defense Forces", "Self-Defence Forces", "JMSDF", "JGSDF",
     "JASDF", "Diet"),
    ("日本", "日本国", "我が国", "わが国", "自衛隊", "海自", "陸自", "空自", "防衛省", "防衛装備庁", "日", "東京"),
)  # fmt: skip

# Offices for which a country's name is left out in the news. They are no names of it: the words by which a text is like
# a type keep them.
OFFICES = {
    "US": ("Pentagon", "White House", "State Department", "ホワイトハウス", "国防総省", "国務省"),
}

# code: names in English, adjectives among them | names in Japanese
_OTHERS = """
AF: Afghanistan, Afghan, Kabul | アフガニスタン, アフガン
AL: Albania, Albanian, Tirana | アルバニア
AM: Armenia, Armenian, Yerevan | アルメニア
AO: Angola, Angolan | アンゴラ
AR: Argentina, Argentine, Buenos Aires | アルゼンチン
AT: Austria, Austrian, Vienna | オーストリア
AZ: Azerbaijan, Azerbaijani, Baku | アゼルバイジャン
BA: Bosnia, Bosnian, Sarajevo | ボスニア
BE: Belgium, Belgian | ベルギー
BG: Bulgaria, Bulgarian, Sofia | ブルガリア
BY: Belarus, Belarusian, Minsk | ベラルーシ
CF: Central African Republic | 中央アフリカ
CH: Switzerland, Swiss | スイス
CI: Ivory Coast, Côte d'Ivoire | コートジボワール
CL: Chile, Chilean, Santiago | チリ
CM: Cameroon, Cameroonian | カメルーン
CO: Colombia, Colombian, Bogota, Bogotá | コロンビア
CU: Cuba, Cuban, Havana | キューバ
CY: Cyprus, Cypriot, Nicosia | キプロス
CZ: Czech Republic, Czechia, Czech, Prague | チェコ
DZ: Algeria, Algerian | アルジェリア
EC: Ecuador, Ecuadorian, Quito | エクアドル
EE: Estonia, Estonian, Tallinn | エストニア
EG: Egypt, Egyptian, Cairo | エジプト
ER: Eritrea, Eritrean | エリトリア
ET: Ethiopia, Ethiopian, Addis Ababa | エチオピア
FM: Micronesia, Federated States of Micronesia | ミクロネシア
GA: Gabon, Gabonese | ガボン
GE: Georgia, Georgian, Tbilisi | ジョージア, グルジア
GH: Ghana, Ghanaian, Accra | ガーナ
GY: Guyana, Guyanese, Georgetown | ガイアナ
HR: Croatia, Croatian, Zagreb | クロアチア
HU: Hungary, Hungarian, Budapest | ハンガリー
IE: Ireland, Irish, Dublin | アイルランド
IQ: Iraq, Iraqi, Baghdad | イラク
IR: Iran, Iranian, Tehran | イラン
IS: Iceland, Icelandic, Reykjavik | アイスランド
JM: Jamaica, Jamaican | ジャマイカ
KE: Kenya, Kenyan, Nairobi | ケニア
KG: Kyrgyzstan, Kyrgyz | キルギス
KI: Kiribati | キリバス
KP: North Korea, North Korean, Pyongyang, DPRK | 北朝鮮, 朝鮮民主主義人民共和国, 平壌, 朝
KZ: Kazakhstan, Kazakh, Astana | カザフスタン
LB: Lebanon, Lebanese, Beirut | レバノン
LT: Lithuania, Lithuanian, Vilnius | リトアニア
LU: Luxembourg | ルクセンブルク
LV: Latvia, Latvian, Riga | ラトビア
LY: Libya, Libyan, Tripoli | リビア
MA: Morocco, Moroccan, Rabat | モロッコ
MD: Moldova, Moldovan, Chisinau | モルドバ
ME: Montenegro, Montenegrin | モンテネグロ
MH: Marshall Islands | マーシャル諸島
MK: North Macedonia, Macedonian | 北マケドニア
ML: Mali, Malian, Bamako | マリ共和国
MM: Myanmar, Burma, Burmese, Naypyidaw | ミャンマー
MT: Malta, Maltese | マルタ
MV: Maldives, Maldivian | モルディブ
MX: Mexico, Mexican, Mexico City | メキシコ
MZ: Mozambique, Mozambican, Maputo | モザンビーク
NE: Niger, Niamey | ニジェール
NG: Nigeria, Nigerian, Abuja | ナイジェリア
NP: Nepal, Nepali, Nepalese, Kathmandu | ネパール
NR: Nauru | ナウル
PA: Panama, Panamanian | パナマ
PE: Peru, Peruvian, Lima | ペルー
PT: Portugal, Portuguese, Lisbon | ポルトガル
PW: Palau, Palauan | パラオ
PY: Paraguay, Paraguayan | パラグアイ
RO: Romania, Romanian, Bucharest | ルーマニア
RS: Serbia, Serbian, Belgrade | セルビア
RW: Rwanda, Rwandan, Kigali | ルワンダ
SB: Solomon Islands, Honiara | ソロモン諸島
SD: Sudan, Sudanese, Khartoum | スーダン
SI: Slovenia, Slovenian | スロベニア
SK: Slovakia, Slovak, Bratislava | スロバキア
SN: Senegal, Senegalese, Dakar | セネガル
SO: Somalia, Somali, Mogadishu | ソマリア
SS: South Sudan | 南スーダン
SY: Syria, Syrian, Damascus | シリア
TD: Chad, Chadian | チャド
TJ: Tajikistan, Tajik | タジキスタン
TM: Turkmenistan | トルクメニスタン
TN: Tunisia, Tunisian | チュニジア
TW: Taiwan, Taiwanese, Taipei, Formosa, Republic of China | 台湾, 台北, 中華民国
TZ: Tanzania, Tanzanian | タンザニア
TV: Tuvalu | ツバル
UG: Uganda, Ugandan, Kampala | ウガンダ
UY: Uruguay, Uruguayan | ウルグアイ
UZ: Uzbekistan, Uzbek, Tashkent | ウズベキスタン
VE: Venezuela, Venezuelan, Caracas | ベネズエラ
VU: Vanuatu, Port Vila | バヌアツ
WS: Samoa, Samoan, Apia | サモア
XK: Kosovo, Pristina | コソボ
YE: Yemen, Yemeni | イエメン
ZM: Zambia, Zambian | ザンビア
ZW: Zimbabwe, Harare | ジンバブエ
ASEAN: ASEAN | ASEAN, 東南アジア諸国連合
AU-UNION: African Union | アフリカ連合
GCC: Gulf Cooperation Council, GCC | 湾岸協力会議
"""


def _read(line: str) -> PartnerNames:
    code, names = line.split(":", 1)
    english, japanese = names.split("|")
    return PartnerNames(
        "",
        code,
        tuple(name.strip() for name in english.split(",")),
        tuple(name.strip() for name in japanese.split(",")),
    )


OTHERS = tuple(_read(line) for line in _OTHERS.strip().splitlines())
