WITH
class AS (
  SELECT cip13,
         bit_or(CASE WHEN NOT live THEN 0 ELSE
             CASE WHEN atc LIKE 'A10%' THEN 1 ELSE 0 END
           + CASE WHEN atc[:3] IN ('C02', 'C03', 'C07', 'C08', 'C09') THEN 2 ELSE 0 END
           + CASE WHEN atc[:5] IN ('C10AA', 'C10BA', 'C10BX') THEN 4 ELSE 0 END
           + CASE WHEN atc LIKE 'B01AC06%' THEN 8 ELSE 0 END
           + CASE WHEN atc LIKE 'B01AC%' AND atc[:7] NOT IN ('B01AC09', 'B01AC11') THEN 16 ELSE 0 END
           + CASE WHEN atc[:5] IN ('B01AA', 'B01AB', 'B01AE', 'B01AF') THEN 32 ELSE 0 END
           + CASE WHEN atc LIKE 'J01%' THEN 64 ELSE 0 END
           + CASE WHEN atc[:5] IN ('N05BA', 'N05CD', 'N05CF') THEN 128 ELSE 0 END
           + CASE WHEN atc[:7] IN ('N05BA01', 'N05BA05', 'N05BA08', 'N05BA09', 'N05BA11', 'N05BA16', 'N05BA18', 'N05CD02', 'N05CD03', 'N05CD04') THEN 256 ELSE 0 END
           + CASE WHEN atc LIKE 'C04A%' THEN 512 ELSE 0 END
           + CASE WHEN atc LIKE 'J07BB%' THEN 1024 ELSE 0 END END)::INTEGER AS sets,
         bit_or(CASE WHEN NOT live THEN 0 ELSE
             CASE WHEN atc LIKE 'J01%' THEN 1 ELSE 0 END
           + CASE WHEN atc LIKE 'A02BC%' THEN 2 ELSE 0 END
           + CASE WHEN atc[:5] IN ('C10AA', 'C10BA', 'C10BX') THEN 4 ELSE 0 END
           + CASE WHEN atc[:3] IN ('C02', 'C03', 'C07', 'C08', 'C09') THEN 8 ELSE 0 END
           + CASE WHEN atc LIKE 'N06A%' THEN 16 ELSE 0 END
           + CASE WHEN atc[:4] IN ('C09A', 'C09B') THEN 32 ELSE 0 END
           + CASE WHEN atc[:4] IN ('C09A', 'C09B', 'C09C', 'C09D') THEN 64 ELSE 0 END END
           + CASE WHEN listed THEN 128 ELSE 0 END)::INTEGER AS box_sets
  FROM (SELECT cip13, atc,
               valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2011-10-03') AS live,
               generic_group IS NOT NULL AND valid_from <= DATE '2011-06-30'
                 AND (valid_to IS NULL OR valid_to > DATE '2011-06-30') AS listed
        FROM {drugs})
  GROUP BY cip13
  HAVING sets <> 0 OR box_sets & 127 <> 0
),
drug AS (SELECT cip13, row_number() OVER () AS no, sets, CASE WHEN box_sets & 127 <> 0 THEN box_sets ELSE 0 END AS box_sets FROM class),
line AS MATERIALIZED (
  SELECT (d.patient_id::BIGINT << 25) + ((d.dispensed_on - DATE '2011-10-03') << 16) + k.no AS key, d.dispensed_on >= DATE '2012-01-01' AS recent,
         d.quantity, d.prescriber_id, k.sets, k.box_sets
  FROM {dispensations} d JOIN drug k ON k.cip13 = d.cip13
  WHERE d.dispensed_on >= DATE '2011-10-03' AND d.dispensed_on < DATE '2013-01-01' AND (d.dispensed_on >= DATE '2012-01-01' OR k.sets & 128 <> 0)
),
box AS (
  SELECT prescriber_id, box_sets, sum(quantity) AS n FROM line
  WHERE box_sets <> 0 AND recent AND prescriber_id IS NOT NULL GROUP BY ALL
),
taken AS MATERIALIZED (SELECT key, quantity, sets, recent FROM line WHERE sets <> 0),
cancelled AS (
  SELECT key FROM taken
  WHERE key IN (SELECT key FROM taken WHERE quantity < 0)
  GROUP BY key
  HAVING sum(quantity) <= 0
),
diabetic AS MATERIALIZED (SELECT DISTINCT (key >> 25)::INTEGER AS patient_id FROM taken WHERE sets & 1 <> 0),
person_day AS (
  SELECT key >> 16 AS pd, bit_or(sets) AS sets
  FROM taken ANTI JOIN cancelled USING (key)
  WHERE recent AND (sets & (64 + 256 + 512 + 1024 + 8 + 16 + 1) <> 0 OR (key >> 25)::INTEGER IN (FROM diabetic))
  GROUP BY pd
),
bound AS (
  SELECT pd >> 9 AS patient_id, pd & 511 AS day, day - lag(day) OVER w > 90 IS NOT false AS starts, lead(day) OVER w - day > 90 IS NOT false AS stops
  FROM (SELECT DISTINCT key >> 16 AS pd FROM taken ANTI JOIN cancelled USING (key) WHERE sets & 128 <> 0)
  WINDOW w AS (PARTITION BY patient_id ORDER BY day)
  QUALIFY starts OR stops
),
treatment AS (
  SELECT patient_id, day AS first_day, CASE WHEN stops THEN 0 ELSE lead(day) OVER w - day END + 28 > 84 AS long
  FROM bound
  WINDOW w AS (PARTITION BY patient_id ORDER BY day)
  QUALIFY starts AND day >= 90
),
event AS (
  SELECT (pd >> 9)::INTEGER AS patient_id, CASE WHEN pd & 511 < 364 THEN sets & 1023 & ~128 ELSE sets & ~128 END AS bits, (sets & 127)::BIGINT * 282578800148737 & 18049651735527937 AS days, NULL AS physician_id FROM person_day
  UNION ALL
  SELECT patient_id, 2048, 0, NULL FROM {lab_tests} WHERE nabm = 1577 AND performed_on >= DATE '2012-01-01' AND performed_on < DATE '2013-01-01'
    GROUP BY patient_id HAVING count(DISTINCT performed_on) >= 3
  UNION ALL
  SELECT patient_id, CASE WHEN ccam[:4] = 'JKQX' THEN 4096 WHEN performed_on < DATE '2011-01-01' THEN 0 WHEN ccam[:4] = 'QEQK' THEN 8192 ELSE 16384 END, 0, NULL
  FROM {procedures}
  WHERE ccam IN ('BGQP002', 'BGQP007', 'BZQK001', 'BGQP140', 'QEQK001', 'QEQK004', 'QEQK005', 'JKQX001', 'JKQX008',
                 'JKQX015', 'JKQX027', 'JKQX147', 'JKQX261', 'JKQX347', 'JKQX426')
    AND performed_on >= DATE '2010-01-01' AND performed_on < DATE '2013-01-01'
  UNION ALL
  SELECT patient_id, 16384, 0, NULL FROM {visits}
  WHERE specialty = 15 AND act_letter IN ('C', 'CS', 'CA', 'C2', 'HS', 'EXS', 'SES', 'V', 'VS', 'VA', 'VU/MU')
    AND performed_on >= DATE '2011-01-01' AND performed_on < DATE '2013-01-01' AND patient_id IN (FROM diabetic)
  UNION ALL
  SELECT patient_id, CASE WHEN ald_number IN (1, 2, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 24, 25, 27, 28, 30) THEN 32768 + 65536 ELSE 32768 END, 0, NULL
  FROM {long_term_conditions}
  WHERE start_on <= DATE '2012-12-31' AND (end_on IS NULL OR end_on > DATE '2012-12-31')
  UNION ALL
  SELECT patient_id::INTEGER, CASE WHEN arg_min(long, first_day) THEN 128 + 67108864 ELSE 67108864 END, 0, NULL FROM treatment GROUP BY patient_id
  UNION ALL
  SELECT patient_id, 0, 0, physician_id FROM {registrations} WHERE start_on <= DATE '2012-12-31' AND (end_on IS NULL OR end_on > DATE '2012-12-31')
  UNION ALL
  SELECT patient_id, 131072 * (
     1 + CASE WHEN (sex = 1 AND born_on <= DATE '1961-12-31') OR (sex = 2 AND born_on <= DATE '1951-12-31') THEN 2 ELSE 0 END
     + CASE WHEN born_on <= DATE '1947-12-31' THEN 4 WHEN born_on <= DATE '1996-12-31' THEN 8 ELSE 0 END
     + CASE WHEN sex = 2 AND born_on <= DATE '1962-12-31' AND born_on > DATE '1937-12-31' THEN 16 ELSE 0 END
     + CASE WHEN sex = 2 AND born_on <= DATE '1987-12-31' AND born_on > DATE '1946-12-31' THEN 32 ELSE 0 END
     + CASE WHEN born_on <= DATE '1946-12-31' THEN 64 WHEN born_on <= DATE '1996-12-31' THEN 128 ELSE 0 END), 0, NULL FROM {patients} WHERE died_on IS NULL OR died_on > DATE '2012-12-31'
),
person AS (
  SELECT physician_id, bits, 
    days & 511 >= 3 AS antidiabetics,
    (days >> 9) & 511 >= 3 AS antihypertensives,
    (days >> 18) & 511 >= 3 AS statins,
    (days >> 27) & 511 >= 3 AS aspirin,
    (days >> 36) & 511 >= 3 AS antiplatelets,
    (days >> 45) & 511 >= 3 AS anticoagulants,
    (days >> 54) AS antibiotic_days,
    bits & 2048 <> 0 AS hba1c
  FROM (SELECT max(physician_id) AS physician_id, bit_or(bits) AS bits, sum(days)::BIGINT AS days
  FROM event GROUP BY patient_id
  HAVING max(physician_id) IS NOT NULL AND bit_or(bits) & 131072 <> 0)
),
by_list AS (
  SELECT physician_id,
    count(*) FILTER (antidiabetics AND hba1c) R11_01_num, count(*) FILTER (antidiabetics) R11_01_den,
    count(*) FILTER (antidiabetics AND bits & 16384 <> 0) R11_06_num, count(*) FILTER (antidiabetics) R11_06_den,
    count(*) FILTER (hr AND antidiabetics AND antihypertensives AND statins) R11_07_num,
    count(*) FILTER (hr AND antidiabetics AND antihypertensives) R11_07_den,
    count(*) FILTER (hr AND antidiabetics AND antihypertensives AND statins AND (aspirin OR anticoagulants)) R11_08_num,
    count(*) FILTER (hr AND antidiabetics AND antihypertensives AND statins) R11_08_den,
    count(*) FILTER (a65 AND bits & 1024 <> 0) R11_10_num, count(*) FILTER (a65) R11_10_den,
    count(*) FILTER (a1664 AND bits & 65536 <> 0 AND bits & 1024 <> 0) R11_11_num, count(*) FILTER (a1664 AND bits & 65536 <> 0) R11_11_den,
    count(*) FILTER (w5074 AND bits & 8192 <> 0) R11_12_num, count(*) FILTER (w5074) R11_12_den,
    count(*) FILTER (w2565 AND bits & 4096 <> 0) R11_13_num, count(*) FILTER (w2565) R11_13_den,
    count(*) FILTER (a66 AND bits & 512 <> 0) R11_14_num, count(*) FILTER (a66) R11_14_den,
    count(*) FILTER (a66 AND bits & 256 <> 0) R11_15_num, count(*) FILTER (a66) R11_15_den,
    count(*) FILTER (bits & 128 <> 0) R11_16_num, count(*) FILTER (bits & 67108864 <> 0) R11_16_den,
    sum(antibiotic_days) FILTER (a1665) R11_17_num, count(*) FILTER (a1665) R11_17_den,
    count(*) FILTER (aspirin AND antiplatelets) R11_24_num, count(*) FILTER (antiplatelets) R11_24_den
  FROM (SELECT *, bits & (131072 * 2) <> 0 AS hr,
      bits & (131072 * 4) <> 0 AS a65, bits & (131072 * 8) <> 0 AS a1664, bits & (131072 * 16) <> 0 AS w5074, bits & (131072 * 32) <> 0 AS w2565,
      bits & (131072 * 64) <> 0 AS a66, bits & (131072 * 128) <> 0 AND bits & 32768 = 0 AS a1665
    FROM person)
  GROUP BY physician_id
),
by_prescriber AS (
  SELECT prescriber_id AS physician_id,
    sum(n) FILTER (box_sets & 129 = 129) R11_18_num, sum(n) FILTER (box_sets & 1 <> 0) R11_18_den,
    sum(n) FILTER (box_sets & 130 = 130) R11_19_num, sum(n) FILTER (box_sets & 2 <> 0) R11_19_den,
    sum(n) FILTER (box_sets & 132 = 132) R11_20_num, sum(n) FILTER (box_sets & 4 <> 0) R11_20_den,
    sum(n) FILTER (box_sets & 136 = 136) R11_21_num, sum(n) FILTER (box_sets & 8 <> 0) R11_21_den,
    sum(n) FILTER (box_sets & 144 = 144) R11_22_num, sum(n) FILTER (box_sets & 16 <> 0) R11_22_den,
    sum(n) FILTER (box_sets & 96 = 96) R11_23_num, sum(n) FILTER (box_sets & 64 <> 0) R11_23_den
  FROM box GROUP BY prescriber_id
)
SELECT physician_id, coalesce(COLUMNS('R11_(0.|1[0-7])_...'), 0)::BIGINT AS "\0", coalesce(COLUMNS('R11_(18|19|2[0-3])_...'), 0)::BIGINT AS "\0", coalesce(COLUMNS('R11_24_...'), 0)::BIGINT AS "\0"
FROM {physicians} LEFT JOIN by_list USING (physician_id) LEFT JOIN by_prescriber USING (physician_id)
ORDER BY physician_id
