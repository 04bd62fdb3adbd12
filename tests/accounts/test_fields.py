from accounts.fields import LineField, LongTextField


def test_line_loses_what_nobody_sees() -> None:
    assert LineField().clean(" a\u202eb\x07\n c\u200f ") == "ab c"


def test_long_text_keeps_its_lines_and_loses_what_reorders_others() -> None:
    assert LongTextField().clean(" أ\u202eب\u200c ج \r\n\r\n\x07\tد ") == "أب\u200c ج\n\n د"
