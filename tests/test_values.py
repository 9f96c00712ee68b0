"""Tables of what values says of words: text, then each value with its words (review a change row by row)."""

# ruff: noqa: E501

from __future__ import annotations

import pytest

from armstrail.values import find_counts, find_dates, find_money

PUBLISHED = "2024-01-14"  # a Sunday

MONEY = """
about $75 million  ->  $75 million = 75000000 USD about
for an estimated cost of $75 million.  ->  $75 million = 75000000 USD
161 Scouts for R1.079 billion  ->  R1.079 billion = 1079000000 ZAR
wins W844.7b frigate order  ->  W844.7b = 844700000000 KRW
143.3 million euros to India, 126.4 million to Oman and 97 million to Qatar.  ->  143.3 million euros = 143300000 EUR | 126.4 million = 126400000 EUR | 97 million = 97000000 EUR
3 billion euros a year, for 30 million inhabitants  ->  3 billion euros = 3000000000 EUR
a $2.53bn deal  ->  $2.53bn = 2530000000 USD
US$1.2 B  ->  US$1.2 B = 1200000000 USD
USD 75m  ->  USD 75m = 75000000 USD
75 million US dollars  ->  75 million US dollars = 75000000 USD
69 million euros (75 million US dollars)  ->  69 million euros = 69000000 EUR also 75000000 USD
$75 million (€69 million)  ->  $75 million = 75000000 USD also 69000000 EUR
more than 200 million euros  ->  200 million euros = 200000000 EUR more than
up to $10bn  ->  $10bn = 10000000000 USD up to
€1.5-2 billion  ->  €1.5-2 billion = 1500000000 EUR high 2000000000
between $1 and $2 billion  ->  $1 and $2 billion = 1000000000 USD high 2000000000
between $1 billion and $2 billion  ->  $1 billion and $2 billion = 1000000000 USD high 2000000000
$1.5 billion to $2 billion  ->  $1.5 billion to $2 billion = 1500000000 USD high 2000000000
NT$240 billion  ->  NT$240 billion = 240000000000 TWD
T$606.8 billion  ->  T$606.8 billion = 606800000000 TWD
TT$1.5 billion  ->  TT$1.5 billion = 1500000000 TTD
Mex$300 million  ->  Mex$300 million = 300000000 MXN
UAE$5 billion  ->  $5 billion = 5000000000 USD
Aus$5 million  ->  Aus$5 million = 5000000 AUD
the UK £10 billion plan  ->  £10 billion = 10000000000 GBP
JP¥20 billion  ->  JP¥20 billion = 20000000000 JPY
since COP 26  ->  -
E£10 billion  ->  E£10 billion = 10000000000 EGP
KRW 4 trln  ->  KRW 4 trln = 4e+12 KRW
W4 tril. export deal  ->  W4 tril = 4e+12 KRW
Tk 500 crore  ->  Tk 500 crore = 5000000000 BDT
VND 5 trillion  ->  VND 5 trillion = 5e+12 VND
the UAE $5 billion deal  ->  $5 billion = 5000000000 USD
NT$81 billion (US$2.7 billion)  ->  NT$81 billion = 81000000000 TWD also 2700000000 USD
A$20m  ->  A$20m = 20000000 AUD
C$1.6 billion  ->  C$1.6 billion = 1600000000 CAD
S$300 million  ->  S$300 million = 300000000 SGD
HK$4 billion  ->  HK$4 billion = 4000000000 HKD
NZ$ 69 million  ->  NZ$ 69 million = 69000000 NZD
£400m  ->  £400m = 400000000 GBP
₩20 trillion  ->  ₩20 trillion = 2e+13 KRW
20 trillion won ($15 billion)  ->  20 trillion won = 2e+13 KRW also 15000000000 USD
¥1.3 trillion  ->  ¥1.3 trillion = 1.3e+12 JPY
₹3.25 lakh crore  ->  ₹3.25 lakh crore = 3.25e+12 INR
Rs 21,772 crore  ->  Rs 21,772 crore = 217720000000 INR
Rs. 500 crore  ->  Rs. 500 crore = 5000000000 INR
4.2 billion zlotys  ->  4.2 billion zlotys = 4200000000 PLN
PLN 12 billion  ->  PLN 12 billion = 12000000000 PLN
1.5 mld zł  ->  1.5 mld zł = 1500000000 PLN
SEK 3.5bn  ->  SEK 3.5bn = 3500000000 SEK
SEK3.5bn  ->  SEK3.5bn = 3500000000 SEK
5 billion Swedish crowns  ->  5 billion Swedish crowns = 5000000000 SEK
5 billion kronor  ->  5 billion kronor = 5000000000 SEK
NOK 19.7 billion  ->  NOK 19.7 billion = 19700000000 NOK
19,7 billion Norwegian kroner (nearly 2 billion dollars)  ->  19,7 billion Norwegian kroner = 19700000000 NOK also 2000000000 USD
close to 100 billion crowns  ->  100 billion crowns = 100000000000 None about
DKK 200m  ->  DKK 200m = 200000000 DKK
CHF 6 billion  ->  CHF 6 billion = 6000000000 CHF
6 billion Swiss francs  ->  6 billion Swiss francs = 6000000000 CHF
300 million lira  ->  300 million lira = 300000000 TRY
10 billion rubles  ->  10 billion rubles = 10000000000 RUB
10 billion roubles  ->  10 billion roubles = 10000000000 RUB
400 billion hryvnia  ->  400 billion hryvnia = 400000000000 UAH
12 billion yuan  ->  12 billion yuan = 12000000000 CNY
RMB 12 billion  ->  RMB 12 billion = 12000000000 CNY
20 crore rupees  ->  20 crore rupees = 200000000 INR
2 lakh crore rupees  ->  2 lakh crore rupees = 2e+12 INR
15 billion riyals  ->  15 billion riyals = 15000000000 SAR
3.7 billion dirhams  ->  3.7 billion dirhams = 3700000000 AED
4 billion shekels  ->  4 billion shekels = 4000000000 ILS
900 million dinars  ->  900 million dinars = 900000000 None
2 billion rand  ->  2 billion rand = 2000000000 ZAR
3 billion reais  ->  3 billion reais = 3000000000 BRL
R$ 5.4 billion  ->  R$ 5.4 billion = 5400000000 BRL
500 million pesos  ->  500 million pesos = 500000000 None
half a billion dollars  ->  half a billion dollars = 500000000 USD
half-a-billion dollars  ->  half-a-billion dollars = 500000000 USD
a billion dollars  ->  a billion dollars = 1000000000 USD
a $524.2-million deal  ->  $524.2-million = 524200000 USD
a 524.2-million-dollar deal  ->  524.2-million-dollar = 524200000 USD
a multi-billion-dollar deal  ->  -
billions of dollars  ->  -
524.2 million  ->  -
$75,000,000  ->  $75,000,000 = 75000000 USD
$82.50 million  ->  $82.50 million = 82500000 USD
total ...... $82.50 million  ->  $82.50 million = 82500000 USD
$ .64 million  ->  $ .64 million = 640000 USD
$1,4 billion  ->  $1,4 billion = 1400000000 USD
1.200,50 euros  ->  1.200,50 euros = 1200.5 EUR
$1.4 billion a year  ->  $1.4 billion = 1400000000 USD
€ 5.2 billion  ->  € 5.2 billion = 5200000000 EUR
two billion euros  ->  two billion euros = 2000000000 EUR
six million more euros  ->  six million more euros = 6000000 EUR
nearly six billion euros  ->  six billion euros = 6000000000 EUR about
five billion euro arms deal  ->  five billion euro = 5000000000 EUR
some 21.9 million euros  ->  21.9 million euros = 21900000 EUR about
over $3bn  ->  $3bn = 3000000000 USD more than
at least 30 million pounds  ->  30 million pounds = 30000000 GBP more than
30 pounds of explosives  ->  -
500 pounds sterling  ->  500 pounds sterling = 500 GBP
$10bn-plus  ->  $10bn = 10000000000 USD more than
$10 billion or more  ->  $10 billion = 10000000000 USD more than
$3 bln spending  ->  $3 bln = 3000000000 USD
rose from 710 million US dollars in 2016 to 1.4 billion US dollars in 2022  ->  710 million US dollars = 710000000 USD | 1.4 billion US dollars = 1400000000 USD
from $1 to $2 billion  ->  $1 = 1000000000 USD | $2 billion = 2000000000 USD
increased by $40m to $200m  ->  $40m = 40000000 USD | $200m = 200000000 USD
€69 million, or $75 million,  ->  €69 million = 69000000 EUR also 75000000 USD
$75 million (about 69 million euros)  ->  $75 million = 75000000 USD also 69000000 EUR
130 billion euros, about $148 billion  ->  130 billion euros = 130000000000 EUR also 148000000000 USD
$5 and $10 donations  ->  $5 = 5 USD | $10 = 10 USD
$37million  ->  $37million = 37000000 USD
$100,000 in 72 hours  ->  $100,000 = 100000 USD
20 euros  ->  20 euros = 20 EUR
KRW 2.5 trillion  ->  KRW 2.5 trillion = 2.5e+12 KRW
JPY 43 trillion  ->  JPY 43 trillion = 4.3e+13 JPY
EUR 75m  ->  EUR 75m = 75000000 EUR
EUR75m  ->  EUR75m = 75000000 EUR
€75 m  ->  €75 m = 75000000 EUR
75 million€  ->  75 million€ = 75000000 EUR
$75 million dollars  ->  $75 million dollars = 75000000 USD
US$75 million US dollars  ->  US$75 million US dollars = 75000000 USD
$1.2-1.5 billion  ->  $1.2-1.5 billion = 1200000000 USD high 1500000000
$600,000-$700,000  ->  $600,000-$700,000 = 600000 USD high 700000
a loan of ten billion yen  ->  ten billion yen = 10000000000 JPY
one trillion won  ->  one trillion won = 1e+12 KRW
2.7 trillion won  ->  2.7 trillion won = 2.7e+12 KRW
he won 20 million votes  ->  -
4 billion Czech crowns  ->  4 billion Czech crowns = 4000000000 CZK
350 million Serbian dinars  ->  350 million Serbian dinars = 350000000 RSD
1 million Kuwaiti dinars  ->  1 million Kuwaiti dinars = 1000000 KWD
$80 million for 263 missiles  ->  $80 million = 80000000 USD
cost of not more than $20 million  ->  $20 million = 20000000 USD up to
no more than €1.769 billion  ->  €1.769 billion = 1769000000 EUR up to
it would not exceed €1.769 billion  ->  €1.769 billion = 1769000000 EUR
roughly £1 billion ($1.3 billion)  ->  £1 billion = 1000000000 GBP about also 1300000000 USD
$1.3 billion in annual military aid  ->  $1.3 billion = 1300000000 USD
a 5.5 billion-dollar package  ->  5.5 billion-dollar = 5500000000 USD
AU$3.5 billion  ->  AU$3.5 billion = 3500000000 AUD
AUD 3.5 billion  ->  AUD 3.5 billion = 3500000000 AUD
A $524 million deal  ->  $524 million = 524000000 USD
$20.50  ->  $20.50 = 20.5 USD
300 million baht  ->  300 million baht = 300000000 THB
25 billion pesos  ->  25 billion pesos = 25000000000 None
14.5 trillion rupiah  ->  14.5 trillion rupiah = 1.45e+13 IDR
a €100bn special fund  ->  €100bn = 100000000000 EUR
$100-billion  ->  $100-billion = 100000000000 USD
100bn-euro fund  ->  100bn-euro = 100000000000 EUR
$40 mn  ->  $40 mn = 40000000 USD
$4.0 B  ->  $4.0 B = 4000000000 USD
$250 mil  ->  $250 mil = 250000000 USD
EUR 1,2 billion  ->  EUR 1,2 billion = 1200000000 EUR
US $ 3 billion  ->  US $ 3 billion = 3000000000 USD
U.S. $3 billion  ->  U.S. $3 billion = 3000000000 USD
under $14 million  ->  $14 million = 14000000 USD up to
$309m  ->  $309m = 309000000 USD
"""

COUNTS = """
246 Javelin missiles  ->  246 = 246
two hundred forty-six (246) FGM-148F Javelin  ->  two hundred forty-six (246) = 246
two hundred forty-six (264) missiles  ->  two hundred forty-six (264) = 264 disagrees 246
Thirty-six (36) M142  ->  Thirty-six (36) = 36
one hundred and twenty (120) rockets  ->  one hundred and twenty (120) = 120
246 (two hundred forty-six) missiles  ->  246 (two hundred forty-six) = 246
a dozen tanks  ->  a dozen = 12
two dozen jets  ->  two dozen = 24
half a dozen ships  ->  half a dozen = 6
dozens of rifles  ->  dozens = None inexact
hundreds of Javelin missiles  ->  hundreds = None inexact
thousands of shells  ->  thousands = None inexact
tens of thousands of shells  ->  tens of thousands = None inexact
several hundred rifles  ->  several hundred = None inexact
a pair of frigates  ->  a pair = 2
a couple of frigates  ->  a couple = 2 inexact
some 40 guns  ->  40 = 40 about
about 40 guns  ->  40 = 40 about
around 40 guns  ->  40 = 40 about
approximately 40 guns  ->  40 = 40 about
roughly 40 guns  ->  40 = 40 about
nearly 40 guns  ->  40 = 40 about
almost 40 guns  ->  40 = 40 about
over 40 guns  ->  40 = 40 more than
more than 40 guns  ->  40 = 40 more than
at least 40 guns  ->  40 = 40 more than
as many as 40 guns  ->  40 = 40 up to
up to 40 guns  ->  40 = 40 up to
a total of 223 armored vehicles  ->  223 = 223
no more than 40 guns  ->  40 = 40 up to
not more than 3,000 members  ->  3,000 = 3000 up to
fewer than 40 guns  ->  40 = 40 up to
between 20 and 30 tanks  ->  20 and 30 = 20 high 30
20-30 tanks  ->  20-30 = 20 high 30
20–30 Leopard tanks  ->  20–30 = 20 high 30
20 to 30 tanks  ->  20 to 30 = 20 high 30
18 more jets  ->  18 = 18 on top
another 20,000 in the first reserve  ->  20,000 = 20000 on top
an additional 12 launchers  ->  12 = 12 on top
the first 24 of them  ->  24 = 24
5500, as they say, professional soldiers  ->  5500 = 5500
1,000 rifles  ->  1,000 = 1000
1.200 soldiers  ->  1.200 = 1200
4 000 soldiers  ->  4 000 = 4000
1.5 million rounds  ->  1.5 million = 1500000
2 million artillery shells  ->  2 million = 2000000
200,000 shells  ->  200,000 = 200000
a 155mm shell  ->  -
155 mm guns  ->  -
a 500-pound bomb  ->  -
1,000-kg bombs  ->  -
a 300-kilometre range  ->  -
300 km  ->  -
an F-16  ->  -
F-16 Block 70/72  ->  -
Block 70  ->  -
Type 26 frigates  ->  -
Leopard 2A7  ->  -
T-72 tanks  ->  -
Leopard 2 tanks  ->  -
Su 30 fighters  ->  -
resolution 1244  ->  -
section 36(b)  ->  -
Transmittal No. 23-26  ->  -
article 5 of the treaty  ->  -
page 12  ->  -
No. 5  ->  -
phone +383 38 200 1234  ->  -
Group of Seven  ->  -
G7  ->  -
the 3,400-strong corps  ->  3,400 = 3400
in 2022  ->  -
2000 rifles  ->  2000 = 2000
more than 2000 soldiers  ->  2000 = 2000 more than
45 percent  ->  -
45% of them  ->  -
20 to 30 percent  ->  -
a 45-year-old soldier  ->  -
Kurti, 48, said  ->  -
aged 45  ->  -
5 p.m.  ->  -
at 17:24  ->  -
10 years  ->  -
30 days  ->  -
two weeks  ->  -
48 hours  ->  -
three times  ->  -
one of the countries  ->  -
one frigate  ->  one = 1
no one knew  ->  -
first frigate  ->  -
twenty-first century  ->  -
two-thirds of the fleet  ->  -
one in four  ->  -
six in 10  ->  -
20 tons of ammunition  ->  -
48 F-16s  ->  48 = 48
18 F-16 fighters  ->  18 = 18
four Type 26 frigates  ->  four = 4
six HIMARS launchers  ->  six = 6
Poland Buys 96 Apaches  ->  96 = 96
Poland Gets 6 Frigates  ->  6 = 6
sell Kosovo 246 missiles  ->  246 = 246
KSF 246 missiles  ->  246 = 246
500 million people  ->  500 million = 500000000
25 square kilometres  ->  -
1. Introduction  ->  -
[12]  ->  -
a 12-ship order  ->  12 = 12
an 18-jet package  ->  18 = 18
a four-seat cabin  ->  -
a five-year plan  ->  -
the 27-nation bloc  ->  -
32 to 64 missiles  ->  32 to 64 = 32 high 64
from 18 to 24 aircraft  ->  18 = 18 | 24 = 24
to 350 armored vehicles  ->  350 = 350
an active force of up to 5,000, a significant increase  ->  5,000 = 5000 up to
the 3,000 allowed  ->  3,000 = 3000
200 or more rifles  ->  200 = 200 more than
200+ rifles  ->  200 = 200 more than
a hundred tanks  ->  a hundred = 100
a thousand drones  ->  a thousand = 1000
eight hundred shells  ->  eight hundred = 800
two thousand five hundred rounds  ->  two thousand five hundred = 2500
thirty two tanks  ->  thirty two = 32
two, three or four ships  ->  two = 2 | three = 3 | four = 4
120mm mortar systems, 36 in all  ->  36 = 36
1469635200  ->  -
0.5  ->  -
12.7mm  ->  -
7.62 mm rifles  ->  -
M4A1 carbines  ->  -
9/11  ->  -
24/7  ->  -
11/01/2024  ->  -
9,000  ->  9,000 = 9000
the total to 48.  ->  48 = 48
$75 million and 246 missiles  ->  246 = 246
MiG-29 and 4 Su-25  ->  4 = 4
2 Patriot batteries  ->  2 = 2
200 Patriot PAC-3 missiles  ->  200 = 200
AIM-120C-8  ->  -
500 AIM-9X Block II  ->  500 = 500
56 AGM-88  ->  56 = 56
15,000 troops  ->  15,000 = 15000
six Sea King helicopters  ->  six = 6
Boeing 737  ->  -
Airbus A330  ->  -
Flight 302  ->  -
COVID-19  ->  -
a fleet of 12 and an option for 12 more  ->  12 = 12 | 12 = 12 on top
ten to twelve aircraft  ->  ten to twelve = 10 high 12
three M777 and 2 spare barrels  ->  three = 3 | 2 = 2
over 1,000 Stinger, 800 Javelin and 2,000 NLAW  ->  1,000 = 1000 more than | 800 = 800 | 2,000 = 2000
twelve (12) AN/ALQ-211  ->  twelve (12) = 12
Four hundred eighty-six (486) kits  ->  Four hundred eighty-six (486) = 486
one thousand five hundred (1,500)  ->  one thousand five hundred (1,500) = 1500
each of the 4 batteries  ->  4 = 4
"""

DATES = """
on January 11, 2024  ->  January 11, 2024 = 2024-01-11 day
on 11 January 2024  ->  11 January 2024 = 2024-01-11 day
on Jan. 11  ->  Jan. 11 = 2024-01-11 day
on Jan 11  ->  Jan 11 = 2024-01-11 day
on January 11  ->  January 11 = 2024-01-11 day
2024-01-11  ->  2024-01-11 = 2024-01-11 day
11.01.2024  ->  11.01.2024 = 2024-01-11 day
13/01/2024  ->  13/01/2024 = 2024-01-13 day
01/13/2024  ->  01/13/2024 = 2024-01-13 day
11/01/2024  ->  11/01/2024 = None day
11/11/2024  ->  11/11/2024 = 2024-11-11 day
in 2022  ->  2022 = 2022 year
in May 2022  ->  May 2022 = 2022-05 month
FY2024  ->  FY2024 = 2024 fiscal year
FY24  ->  FY24 = 2024 fiscal year
FY 2023-24  ->  FY 2023-24 = 2023 range to 2024
fiscal year 2024  ->  fiscal year 2024 = 2024 fiscal year
fiscal 2024  ->  fiscal 2024 = 2024 fiscal year
Q3 2023  ->  Q3 2023 = 2023 quarter
the third quarter of 2023  ->  third quarter of 2023 = 2023 quarter
the third quarter of last year  ->  third quarter of last year = 2023 quarter past
the first half of 2025  ->  first half of 2025 = 2025 half
mid-2025  ->  mid-2025 = 2025 year
the end of 2026  ->  end of 2026 = 2026 year
by the end of 2026  ->  end of 2026 = 2026 year by
summer 2023  ->  summer 2023 = 2023 season
the summer of 2023  ->  summer of 2023 = 2023 season
early 2024  ->  early 2024 = 2024 year
late 2023  ->  late 2023 = 2023 year
the 1990s  ->  1990s = None decade
on Thursday  ->  Thursday = 2024-01-11 day
last Thursday  ->  last Thursday = 2024-01-11 day past
next Thursday  ->  next Thursday = 2024-01-18 day future
later Thursday  ->  later Thursday = 2024-01-11 day
Thursday, January 11, 2024  ->  Thursday, January 11, 2024 = 2024-01-11 day
Thursday, January 11  ->  Thursday, January 11 = 2024-01-11 day
Thursday (January 11)  ->  January 11 = 2024-01-11 day
next week  ->  next week = None week future
last week  ->  last week = None week past
earlier this week  ->  earlier this week = None week past
yesterday  ->  yesterday = 2024-01-13 day past
today  ->  today = 2024-01-14 day
tonight  ->  tonight = 2024-01-14 day
tomorrow  ->  tomorrow = 2024-01-15 day future
earlier this month  ->  earlier this month = 2024-01 month past
this month  ->  this month = 2024-01 month
last month  ->  last month = 2023-12 month past
next month  ->  next month = 2024-02 month future
last year  ->  last year = 2023 year past
this year  ->  this year = 2024 year
next year  ->  next year = 2025 year future
early next year  ->  early next year = 2025 year future
late last year  ->  late last year = 2023 year past
last fall  ->  last fall = 2023 season past
last autumn  ->  last autumn = 2023 season past
last summer  ->  last summer = 2023 season past
this summer  ->  this summer = 2024 season
in July last year  ->  July last year = 2023-07 month past
in July of last year  ->  July of last year = 2023-07 month past
in July  ->  July = 2023-07 month
in January  ->  January = 2024-01 month
in February  ->  February = 2023-02 month
last July  ->  last July = 2023-07 month past
next July  ->  next July = 2024-07 month future
in July next year  ->  July next year = 2025-07 month
a year ago  ->  a year ago = 2023 year past
two years ago  ->  two years ago = 2022 year past
two days ago  ->  two days ago = 2024-01-12 day past
three months ago  ->  three months ago = 2023-10 month past
two weeks ago  ->  two weeks ago = None week past
by 2028  ->  2028 = 2028 year by
since 2013  ->  2013 = 2013 year since
until 2030  ->  2030 = 2030 year until
before 2020  ->  2020 = 2020 year before
after 2020  ->  2020 = 2020 year after
2016-2022  ->  2016-2022 = 2016 range to 2022
2023-24  ->  2023-24 = 2023 range to 2024
between 2016 and 2022  ->  2016 and 2022 = 2016 range to 2022
from 2024 to 2028  ->  2024 to 2028 = 2024 range to 2028
from 2016 to 2022  ->  2016 to 2022 = 2016 range to 2022
in 2016 to 1.4 billion  ->  2016 = 2016 year
December 13, 2023, Kosovo  ->  December 13, 2023 = 2023-12-13 day
Dec. 13  ->  Dec. 13 = 2023-12-13 day
13 December  ->  13 December = 2023-12-13 day
13th of December 2023  ->  13th of December 2023 = 2023-12-13 day
December 13th, 2023  ->  December 13th, 2023 = 2023-12-13 day
Sept. 5, 2023  ->  Sept. 5, 2023 = 2023-09-05 day
5 Sept 2023  ->  5 Sept 2023 = 2023-09-05 day
January 11-13, 2024  ->  January 11-13, 2024 = 2024-01-11 range to 2024-01-13
11-13 January 2024  ->  11-13 January 2024 = 2024-01-11 range to 2024-01-13
11 and 12 January 2024  ->  11 and 12 January 2024 = 2024-01-11 range to 2024-01-12
March to May 2024  ->  March to May 2024 = 2024-03 range to 2024-05
January-March 2024  ->  January-March 2024 = 2024-01 range to 2024-03
early May  ->  early May = 2023-05 month
mid-January  ->  mid-January = 2024-01 month
the end of March  ->  end of March = 2023-03 month
by March  ->  March = 2024-03 month by
may be  ->  -
they may 2 things  ->  -
March on Rome  ->  -
January 11, 202417:24  ->  January 11, 2024 = 2024-01-11 day
will vote on Friday  ->  Friday = 2024-01-19 day
will arrive in March  ->  March = 2024-03 month
will arrive by March 2025  ->  March 2025 = 2025-03 month by
is expected on January 20  ->  January 20 = 2024-01-20 day
on January 20  ->  January 20 = 2024-01-20 day
by December 31  ->  December 31 = 2024-12-31 day by
Sunday, January 14, 2024  ->  Sunday, January 14, 2024 = 2024-01-14 day
Posted Jan 14, 2024 10:00 AM  ->  Jan 14, 2024 = 2024-01-14 day
the previous year  ->  previous year = None unknown
the end of the year  ->  end of the year = 2024 year
later this year  ->  later this year = 2024 year future
Mirage 2000  ->  -
2000 rifles  ->  -
Resolution 1929  ->  -
$2020  ->  -
2024 budget  ->  2024 = 2024 year
the 2024 budget  ->  2024 = 2024 year
the FY2025 budget  ->  FY2025 = 2025 fiscal year
in the 2019 budget  ->  2019 = 2019 year
budget for 2024  ->  2024 = 2024 year
since July 2022  ->  July 2022 = 2022-07 month since
since Monday  ->  Monday = 2024-01-08 day since
Vision 2030  ->  -
in the 2025-2030 period  ->  2025-2030 = 2025 range to 2030
2025/26  ->  2025/26 = 2025 range to 2026
Adopted in 2018  ->  2018 = 2018 year
Tuesday night  ->  Tuesday = 2024-01-09 day
earlier on Tuesday  ->  earlier on Tuesday = 2024-01-09 day
this Friday  ->  this Friday = 2024-01-19 day
on Friday  ->  Friday = 2024-01-12 day
this past Friday  ->  this past Friday = 2024-01-12 day past
between 2024 and 2026  ->  2024 and 2026 = 2024 range to 2026
delivered between 2025 and 2027  ->  2025 and 2027 = 2025 range to 2027
a decade ago  ->  -
12 years ago  ->  12 years ago = 2012 year past
in late 2022  ->  late 2022 = 2022 year
in the fall of 1960  ->  fall of 1960 = 1960 season
7 August 2014  ->  7 August 2014 = 2014-08-07 day
August 7th  ->  August 7th = 2023-08-07 day
14 January  ->  14 January = 2024-01-14 day
15 January  ->  15 January = 2024-01-15 day
1 February 2024  ->  1 February 2024 = 2024-02-01 day
on the 1st of February  ->  1st of February = 2024-02-01 day
2024  ->  2024 = 2024 year
(2019)  ->  2019 = 2019 year
1,967  ->  -
Pope Francis II 2013  ->  -
1914  ->  1914 = 1914 year
last December  ->  last December = 2023-12 month past
in December  ->  December = 2023-12 month
this December  ->  this December = 2024-12 month
December this year  ->  December this year = 2024-12 month
"""


def rows(table: str) -> list[tuple[str, str]]:
    return [tuple(line.split("  ->  ")) for line in table.strip().split("\n")]  # type: ignore[misc]


def tell_money(text: str, language: str = "en") -> str:
    told = []
    for m in find_money(text, 0, len(text), language=language):
        line = f"{text[m.start : m.end]} = {m.amount:.12g} {m.currency}"
        line += f" high {m.high:.12g}" if m.high is not None else ""
        line += f" {m.bound}" if m.bound is not None else ""
        line += f" also {m.also.amount:.12g} {m.also.currency}" if m.also is not None else ""
        told.append(line)
    return " | ".join(told) or "-"


def tell_counts(text: str, language: str = "en") -> str:
    told = []
    for c in find_counts(text, 0, len(text), language=language):
        line = f"{text[c.start : c.end]} = {c.value}"
        line += f" high {c.high}" if c.high is not None else ""
        line += f" {c.bound}" if c.bound is not None else ""
        line += "" if c.exact else " inexact"
        line += f" disagrees {c.disagrees}" if c.disagrees is not None else ""
        line += " on top" if c.more else ""
        told.append(line)
    return " | ".join(told) or "-"


def tell_dates(text: str, language: str = "en", published: str | None = PUBLISHED) -> str:
    told = []
    for d in find_dates(text, 0, len(text), published, language=language):
        line = f"{text[d.start : d.end]} = {d.value} {d.kind}"
        line += f" to {d.end_value}" if d.end_value is not None else ""
        line += f" {d.direction}" if d.direction is not None else ""
        told.append(line)
    return " | ".join(told) or "-"


@pytest.mark.parametrize(("text", "told"), rows(MONEY))
def test_money(text: str, told: str) -> None:
    assert tell_money(text) == told


@pytest.mark.parametrize(("text", "told"), rows(COUNTS))
def test_counts(text: str, told: str) -> None:
    assert tell_counts(text) == told


@pytest.mark.parametrize(("text", "told"), rows(DATES))
def test_dates(text: str, told: str) -> None:
    assert tell_dates(text) == told


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("on Thursday", None, None),
        ("on Thursday", "2024", None),
        ("on Thursday", "2024-01", None),
        ("last year", "2024", "2023"),
        ("last year", None, None),
        ("last month", "2024-01", "2023-12"),
        ("last month", "2024", None),
        ("in July last year", "2024", "2023-07"),
        ("on February 29", "2024-03-01", "2024-02-29"),
        ("on February 29", "2025-03-01", "2024-02-29"),
        ("on January 11", "2024-01-11T17:24:00+01:00", "2024-01-11"),
        ("yesterday", "2024-03-01", "2024-02-29"),
        ("yesterday", "not a day at all", None),
        ("on Thursday", "2024-01-11", "2024-01-11"),
    ],
)
def test_reference(text: str, published: str | None, value: str | None) -> None:
    (date,) = find_dates(text, 0, len(text), published)
    assert date.value == value


def test_spans_of_bound_and_also() -> None:
    text = "It paid more than 69 million euros (about $75 million) for at least 246 missiles."
    (money,) = find_money(text, 0, len(text))
    assert money.bound_span is not None
    assert text[slice(*money.bound_span)] == "more than"
    assert money.also is not None
    assert text[money.also.start : money.also.end] == "$75 million"
    (count,) = find_counts(text, 0, len(text))
    assert count.bound_span is not None
    assert text[slice(*count.bound_span)] == "at least"


def test_a_part_of_the_text() -> None:
    text = "In 2019 it sold 40 tanks for $3 million. In 2020 it sold 12 guns for $5 million."
    start = text.index("In 2020")
    assert [text[c.start : c.end] for c in find_counts(text, start, len(text))] == ["12"]
    assert [m.amount for m in find_money(text, start, len(text))] == [5e6]
    assert [d.value for d in find_dates(text, 0, start, None)] == ["2019"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("75 euros 3", [(75.0, "EUR")]),
        ("3 million euros 20 tanks", [(3e6, "EUR")]),
        ("in 2024 USD 5 million", [(5e6, "USD")]),
        ("cost 5 USD 7 EUR", [(5.0, "USD"), (7.0, "EUR")]),
        ("5 euros 6 euros", [(5.0, "EUR"), (6.0, "EUR")]),
    ],
)
def test_a_currency_between_two_numbers_belongs_to_one(text: str, told: list[tuple[float, str]]) -> None:
    assert [(m.amount, m.currency) for m in find_money(text, 0, len(text))] == told
