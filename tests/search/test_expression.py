from agreements.search.expression import Token, any_of, every


def test_an_expression_is_written_for_both_engines() -> None:
    asked = every([any_of([Token("p0germany"), Token("german")]), Token("acsa", is_prefix=True)])

    assert asked.for_fts5() == '(("p0germany" OR "german") AND "acsa"*)'
    assert asked.for_tsquery() == "(('p0germany' | 'german') & 'acsa':*)"


def test_what_is_asked_twice_is_asked_once() -> None:
    assert every([Token("acsa"), Token("acsa")]) == Token("acsa")
