"""Hijri dates as the Official Journal writes them. They are given, never computed: the moon was seen or was not."""

from typing import Final

MONTHS: Final = {
    "ar": (
        "محرم", "صفر", "ربيع الأول", "ربيع الثاني", "جمادى الأولى", "جمادى الثانية",
        "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
    ),
    "fr": (
        "Moharram", "Safar", "Rabie El Aouel", "Rabie Ethani", "Joumada El Oula", "Joumada Ethania",
        "Rajab", "Chaâbane", "Ramadhan", "Chaoual", "Dhou El Kaâda", "Dhou El Hidja",
    ),
    "en": (
        "Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula", "Jumada al-Thania",
        "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qidah", "Dhu al-Hijjah",
    ),
}  # fmt: skip


def hijri_day(date: str, language: str) -> str:
    """Return "1433-02-18" as "18 صفر 1433"; nothing for no date."""
    if not date:
        return ""
    year, month, day = (int(part) for part in date.split("-"))
    return f"{day} {MONTHS[language][month - 1]} {year}"
