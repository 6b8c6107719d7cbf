import pytest

from agreements.search.folding import fold, index_tokens, latin_words, name_units, pairs, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＣＳＡ", "acsa"),
        ("ﾌｨﾘﾋﾟﾝ", "フィリピン"),
        ("どいつ", "ドイツ"),
        ("ヴェトナム", "ベトナム"),
        ("キャンプ・デービッド", "キャンプデービッド"),
        ("Türkiye", "turkiye"),
        ("España", "espana"),
        ("U.S.", "US"),
        ("R.O.K.", "ROK"),
        ("Japan’s", "Japan"),
        ("濠洲", "豪州"),
        ("佛", "仏"),
        ("defence", "defense"),
        ("programmes", "program"),
        ("treaties", "treaty"),
        ("SM-3", "SM3"),
        ("co-operation", "cooperation"),
        ("取り決め", "取極"),
        ("パトリオット", "ペトリオット"),
        ("ドイッ", "ドイツ"),
        ("エッジウイング", "エッジウィング"),
        ("安保条約", "安全保障条約"),
    ],
)
def test_two_ways_to_write_a_name_have_the_same_units(one: str, other: str) -> None:
    assert name_units(one) == name_units(other)


def test_a_voiced_kana_stays_what_it_is() -> None:
    assert fold("ガ") != fold("カ")


def test_japanese_is_cut_into_overlapping_pairs_and_its_last_character() -> None:
    assert list(index_tokens(["日英協定"])) == ["日英", "英協", "協定", "定"]
    assert pairs("英") == ["英"]


def test_scripts_and_figures_are_parted() -> None:
    assert list(index_tokens(["OSA協定F35"])) == ["osa", "協定", "定", "f", "35"]


@pytest.mark.parametrize("word", ["aukus", "status", "access"])
def test_words_that_only_end_like_a_plural_are_kept(word: str) -> None:
    assert stem(word) == word


def test_the_words_that_may_be_mistyped_are_long_enough() -> None:
    assert latin_words(["UK Tomahawk トマホーク 協定"]) == {"tomahawk", "トマホク"}


def test_hiragana_that_join_words_are_no_part_of_them() -> None:
    assert latin_words(["独とドイツ", "ジブチとの", "べいこく"]) == {"ベイコク"}
    assert latin_words(["日本とオーストラリアの"]) == {"オストラリア"}
