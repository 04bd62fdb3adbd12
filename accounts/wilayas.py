"""The wilayas of Algeria, by their official numbers.

01 to 48: decree 84-79; 49 to 58: presidential decree 21-117 after law 19-12; 59 to 69: presidential decree 26-206
(Official Journal no. 40 of 3 June 2026, article 1) after law 26-06. The numbers that the press gave in November 2025 to
the last eleven were others.
"""

from typing import Final

WILAYAS: Final = {
    "01": ("أدرار", "Adrar"),
    "02": ("الشلف", "Chlef"),
    "03": ("الأغواط", "Laghouat"),
    "04": ("أم البواقي", "Oum El Bouaghi"),
    "05": ("باتنة", "Batna"),
    "06": ("بجاية", "Béjaïa"),
    "07": ("بسكرة", "Biskra"),
    "08": ("بشار", "Béchar"),
    "09": ("البليدة", "Blida"),
    "10": ("البويرة", "Bouira"),
    "11": ("تمنراست", "Tamanrasset"),
    "12": ("تبسة", "Tébessa"),
    "13": ("تلمسان", "Tlemcen"),
    "14": ("تيارت", "Tiaret"),
    "15": ("تيزي وزو", "Tizi Ouzou"),
    "16": ("الجزائر", "Alger"),
    "17": ("الجلفة", "Djelfa"),
    "18": ("جيجل", "Jijel"),
    "19": ("سطيف", "Sétif"),
    "20": ("سعيدة", "Saïda"),
    "21": ("سكيكدة", "Skikda"),
    "22": ("سيدي بلعباس", "Sidi Bel Abbès"),
    "23": ("عنابة", "Annaba"),
    "24": ("قالمة", "Guelma"),
    "25": ("قسنطينة", "Constantine"),
    "26": ("المدية", "Médéa"),
    "27": ("مستغانم", "Mostaganem"),
    "28": ("المسيلة", "M’Sila"),
    "29": ("معسكر", "Mascara"),
    "30": ("ورقلة", "Ouargla"),
    "31": ("وهران", "Oran"),
    "32": ("البيض", "El Bayadh"),
    "33": ("إليزي", "Illizi"),
    "34": ("برج بوعريريج", "Bordj Bou Arréridj"),
    "35": ("بومرداس", "Boumerdès"),
    "36": ("الطارف", "El Tarf"),
    "37": ("تندوف", "Tindouf"),
    "38": ("تيسمسيلت", "Tissemsilt"),
    "39": ("الوادي", "El Oued"),
    "40": ("خنشلة", "Khenchela"),
    "41": ("سوق أهراس", "Souk Ahras"),
    "42": ("تيبازة", "Tipaza"),
    "43": ("ميلة", "Mila"),
    "44": ("عين الدفلى", "Aïn Defla"),
    "45": ("النعامة", "Naâma"),
    "46": ("عين تموشنت", "Aïn Témouchent"),
    "47": ("غرداية", "Ghardaïa"),
    "48": ("غليزان", "Relizane"),
    "49": ("تيميمون", "Timimoun"),
    "50": ("برج باجي مختار", "Bordj Badji Mokhtar"),
    "51": ("أولاد جلال", "Ouled Djellal"),
    "52": ("بني عباس", "Béni Abbès"),
    "53": ("عين صالح", "In Salah"),
    "54": ("عين قزام", "In Guezzam"),
    "55": ("تقرت", "Touggourt"),
    "56": ("جانت", "Djanet"),
    "57": ("المغير", "El M’Ghair"),
    "58": ("المنيعة", "El Menia"),
    "59": ("أفلو", "Aflou"),
    "60": ("بريكة", "Barika"),
    "61": ("القنطرة", "El Kantara"),
    "62": ("بئر العاتر", "Bir El Ater"),
    "63": ("العريشة", "El Aricha"),
    "64": ("قصر الشلالة", "Ksar Chellala"),
    "65": ("عين وسارة", "Aïn Ouessara"),
    "66": ("مسعد", "Messaad"),
    "67": ("قصر البخاري", "Ksar El Boukhari"),
    "68": ("بوسعادة", "Bou Saâda"),
    "69": ("الأبيض سيدي الشيخ", "El Abiodh Sidi Cheikh"),
}


def wilaya_name(code: str, language: str) -> str:
    """Return the name in Arabic or, for French and English, in French; nothing for an unknown code."""
    arabic, french = WILAYAS.get(code, ("", ""))
    return arabic if language == "ar" else french


def wilaya_choices(language: str) -> list[tuple[str, str]]:
    """Return (code, "16 - الجزائر") for a list in which people look for the number as often as for the name."""
    return [(code, f"{code} - {wilaya_name(code, language)}") for code in WILAYAS]
