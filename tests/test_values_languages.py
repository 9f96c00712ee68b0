"""Numbers, money and dates in other languages, and years that a text tells from another."""

from __future__ import annotations

import pytest
from test_values import tell_counts, tell_dates, tell_money

from armstrail.values import find_dates

# ruff: noqa: E501
LANGUAGES = """
de  ->  Die 1,5 Milliarden Euro teure Bestellung von 18 Panzern am 11. Januar 2024, rund 2,5 Mrd. Dollar bis 2027  ->  1,5 Milliarden Euro = 1500000000 EUR | 2,5 Mrd. Dollar = 2500000000 USD about ; 18 = 18 ; 11. Januar 2024 = 2024-01-11 day | 2027 = 2027 year by
de  ->  1.200 Soldaten und ein Panzer kosten im vergangenen Jahr 3 Millionen Euro  ->  3 Millionen Euro = 3000000 EUR ; 1.200 = 1200 ; vergangenen Jahr = 2023 year past
de  ->  ein Vertrag über 18 Jets für über 200 Millionen Euro  ->  200 Millionen Euro = 200000000 EUR more than ; 18 = 18 ; -
en  ->  talks with India about six boats, about 40 jets for an estimated $3 million  ->  $3 million = 3000000 USD ; six = 6 | 40 = 40 about ; -
en  ->  under a $2 billion contract, for under $3 billion, over a 4 billion peso deal  ->  $2 billion = 2000000000 USD | $3 billion = 3000000000 USD up to | 4 billion peso = 4000000000 None ; - ; -
fr  ->  un contrat de 1,5 milliard d'euros pour 24 Rafale, signé le 11 janvier 2024  ->  1,5 milliard d'euros = 1500000000 EUR ; 24 = 24 ; 11 janvier 2024 = 2024-01-11 day
fr  ->  3 000 soldats et plus de 200 millions d’euros l'an dernier  ->  200 millions d’euros = 200000000 EUR more than ; 3 000 = 3000 ; l'an dernier = 2023 year past
es  ->  por 1.200 millones de dólares, unos 40 tanques el 11 de enero de 2024  ->  1.200 millones de dólares = 1200000000 USD ; 40 = 40 about ; 11 de enero de 2024 = 2024-01-11 day
es  ->  2.500 mil millones de pesos colombianos  ->  2.500 mil millones de pesos colombianos = 2.5e+12 COP ; - ; -
pt  ->  US$ 1,2 bi, 3 bilhões de reais, R$ 5,4 bilhões e 2 bi de dólares  ->  US$ 1,2 bi = 1200000000 USD | 3 bilhões de reais = 3000000000 BRL | R$ 5,4 bilhões = 5400000000 BRL | 2 bi de dólares = 2000000000 USD ; - ; -
it  ->  oltre 2,7 miliardi di euro nel 2022 per 5000 militari  ->  2,7 miliardi di euro = 2700000000 EUR more than ; 5000 = 5000 ; 2022 = 2022 year
pl  ->  366 czołgów za 4,75 mld dol., 1,5 mld zł, 11 stycznia 2024 r., 300 tys. żołnierzy  ->  4,75 mld dol. = 4750000000 USD | 1,5 mld zł = 1500000000 PLN ; 366 = 366 | 300 tys. = 300000 ; 11 stycznia 2024 = 2024-01-11 day
ru  ->  на 1,5 млрд долларов, 20 танков, 11 января 2024 года, 3,5 тыс. солдат, в прошлом году  ->  1,5 млрд долларов = 1500000000 USD ; 20 = 20 | 3,5 тыс. = 3500 ; 11 января 2024 = 2024-01-11 day | прошлом году = 2023 year past
uk  ->  на 1,5 мільярда доларів, 300 млн євро, у 2023 році  ->  1,5 мільярда доларів = 1500000000 USD | 300 млн євро = 300000000 EUR ; - ; 2023 = 2023 year
el  ->  2,6 δισεκατομμυρίων δολαρίων, 1,2 δις €, 69 εκατ. ευρώ για 24 Rafale  ->  2,6 δισεκατομμυρίων δολαρίων = 2600000000 USD | 1,2 δις € = 1200000000 EUR | 69 εκατ. ευρώ = 69000000 EUR ; 24 = 24 ; -
sr  ->  vredna 75 miliona dolara, 69 milijuna eura, 11. januara 2024, 246 raketa  ->  75 miliona dolara = 75000000 USD | 69 milijuna eura = 69000000 EUR ; 246 = 246 ; 11. januara 2024 = 2024-01-11 day
sr  ->  вредна 1,4 милијарде долара; 5.500 војника; 11. јануара 2024.  ->  1,4 милијарде долара = 1400000000 USD ; 5.500 = 5500 ; 11. јануара 2024 = 2024-01-11 day
xx  ->  about $75 million for 246 missiles in 2024  ->  $75 million = 75000000 USD about ; 246 = 246 ; 2024 = 2024 year
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("chosen in 2015, signed in December of that year", ["2015", "2015-12", "2015"]),
        ("in March of the same year", [None, None]),
        ("12 in 2015, and the rest two years later", ["2015", "2017"]),
        ("a year later Japan followed", []),
        ("ordered in 2003 and delivered the following year", ["2003", "2004"]),
        ("ready two years from now, or in three years' time", ["2026", "2027"]),
        ("approved in the autumn, before the year is out", ["2024", "2024"]),
        ("in the fall of Kabul", []),
    ],
)
def test_years_told_from_another(text: str, told: list[str | None]) -> None:
    assert [d.value for d in find_dates(text, 0, len(text), "2024-12-10")] == told


@pytest.mark.parametrize("line", LANGUAGES.strip().split("\n"))
def test_other_languages(line: str) -> None:
    language, text, told = line.split("  ->  ")
    assert (
        f"{tell_money(text, language)} ; {tell_counts(text, language)} ; {tell_dates(text, language)}" == told
    )
