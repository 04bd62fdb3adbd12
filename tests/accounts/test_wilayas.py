from accounts.wilayas import WILAYAS, wilaya_choices, wilaya_name


def test_wilayas_are_all_sixty_nine_in_order() -> None:
    assert list(WILAYAS) == [f"{number:02d}" for number in range(1, 70)]


def test_wilaya_of_the_last_decree_has_both_names() -> None:
    assert (wilaya_name("65", "ar"), wilaya_name("65", "fr")) == ("عين وسارة", "Aïn Ouessara")


def test_wilaya_choices_begin_with_the_number() -> None:
    assert wilaya_choices("fr")[67] == ("68", "68 - Bou Saâda")


def test_unknown_wilaya_has_no_name() -> None:
    assert wilaya_name("70", "ar") == ""
