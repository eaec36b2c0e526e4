-- The 19 claims indicators of the contract of 2011 for the period 2012, one row a physician. Written by hand for DuckDB.
-- Each claims table is read once. Period [2012-01-01, 2013-01-01); reference day 2012-12-31; repertoire of 2011-06-30.
--
-- A set of drugs is a bit, and so is anything else a patient can have done:
--     1 antidiabetics   2 antihypertensives   4 statins   8 low-dose aspirin   16 antiplatelets   32 anticoagulants
--    64 antibiotics   128 benzodiazepines   256 long half-life benzodiazepines   512 vasodilators   1024 influenza vaccines
--  2048 three days of HbA1c   4096 smear   8192 mammography   16384 eye check   32768 benzodiazepine treatment   65536 a long one
-- A line has one number, from the left: patient, day since 2011-10-03 (9 bits), drug (16 bits). Cut to the right, it is a
-- patient-day (>> 16) or a patient (>> 25).
WITH
drug AS (
  SELECT cip13, row_number() OVER () AS number, sets, CASE WHEN boxes & 127 = 0 THEN 0 ELSE boxes END::SMALLINT AS boxes
  FROM (
    SELECT cip13,
           bit_or(CASE WHEN NOT current THEN 0 ELSE
               CASE WHEN atc[:3] = 'A10' THEN 1 ELSE 0 END
             + CASE WHEN atc[:3] IN ('C02', 'C03', 'C07', 'C08', 'C09') THEN 2 ELSE 0 END
             + CASE WHEN atc[:5] IN ('C10AA', 'C10BA', 'C10BX') THEN 4 ELSE 0 END
             + CASE WHEN atc[:7] = 'B01AC06' THEN 8 ELSE 0 END
             + CASE WHEN atc[:5] = 'B01AC' AND atc[:7] NOT IN ('B01AC09', 'B01AC11') THEN 16 ELSE 0 END
             + CASE WHEN atc[:5] IN ('B01AA', 'B01AB', 'B01AE', 'B01AF') THEN 32 ELSE 0 END
             + CASE WHEN atc[:3] = 'J01' THEN 64 ELSE 0 END
             + CASE WHEN atc[:5] IN ('N05BA', 'N05CD', 'N05CF') THEN 128 ELSE 0 END
             + CASE WHEN atc[:7] IN ('N05BA01', 'N05BA05', 'N05BA08', 'N05BA09', 'N05BA11', 'N05BA16', 'N05BA18',
                                     'N05CD02', 'N05CD03', 'N05CD04') THEN 256 ELSE 0 END
             + CASE WHEN atc[:4] = 'C04A' THEN 512 ELSE 0 END
             + CASE WHEN atc[:5] = 'J07BB' THEN 1024 ELSE 0 END END)::SMALLINT AS sets,
           -- Boxes: 1 antibiotics, 2 proton pump inhibitors, 4 statins, 8 antihypertensives, 16 antidepressants,
           -- 32 ACE inhibitors, 64 ACE inhibitors and sartans, 128 in the repertoire of generics.
           bit_or(CASE WHEN NOT current THEN 0 ELSE
               CASE WHEN atc[:3] = 'J01' THEN 1 ELSE 0 END
             + CASE WHEN atc[:5] = 'A02BC' THEN 2 ELSE 0 END
             + CASE WHEN atc[:5] IN ('C10AA', 'C10BA', 'C10BX') THEN 4 ELSE 0 END
             + CASE WHEN atc[:3] IN ('C02', 'C03', 'C07', 'C08', 'C09') THEN 8 ELSE 0 END
             + CASE WHEN atc[:4] = 'N06A' THEN 16 ELSE 0 END
             + CASE WHEN atc[:4] IN ('C09A', 'C09B') THEN 32 ELSE 0 END
             + CASE WHEN atc[:4] IN ('C09A', 'C09B', 'C09C', 'C09D') THEN 64 ELSE 0 END END
             + CASE WHEN in_repertoire THEN 128 ELSE 0 END) AS boxes
    FROM (
      SELECT cip13, atc,
             valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2011-10-03') AS current,
             generic_group IS NOT NULL AND valid_from <= DATE '2011-06-30'
               AND (valid_to IS NULL OR valid_to > DATE '2011-06-30') AS in_repertoire
      FROM {drugs}
    )
    GROUP BY cip13
  )
  WHERE sets <> 0 OR boxes & 127 <> 0
),
condition AS (
  SELECT patient_id, bool_or(ald_number IN (1, 2, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 24, 25,
                                            27, 28, 30)) AS influenza
  FROM {long_term_conditions}
  WHERE start_on <= DATE '2012-12-31' AND (end_on IS NULL OR end_on > DATE '2012-12-31')
  GROUP BY patient_id
),
-- The patients of each doctor on the reference day, and the sets of drugs that can count for each of them.
listed AS MATERIALIZED (
  SELECT *, (1 + 8 + 16 + 128
             + CASE WHEN high_risk_age THEN 2 + 4 + 32 ELSE 0 END
             + CASE WHEN aged_16_65_no_condition THEN 64 ELSE 0 END
             + CASE WHEN aged_66 THEN 256 + 512 ELSE 0 END
             + CASE WHEN aged_65 OR aged_16_64_targeted THEN 1024 ELSE 0 END)::SMALLINT AS wanted
  FROM (
    SELECT patient_id, r.physician_id,
           (sex = 1 AND born_on <= DATE '1961-12-31') OR (sex = 2 AND born_on <= DATE '1951-12-31') AS high_risk_age,
           born_on <= DATE '1947-12-31' AS aged_65,
           born_on <= DATE '1946-12-31' AS aged_66,
           born_on <= DATE '1996-12-31' AND born_on > DATE '1947-12-31' AND c.influenza IS TRUE AS aged_16_64_targeted,
           born_on <= DATE '1996-12-31' AND born_on > DATE '1946-12-31' AND c.influenza IS NULL AS aged_16_65_no_condition,
           sex = 2 AND born_on <= DATE '1962-12-31' AND born_on > DATE '1937-12-31' AS woman_50_74,
           sex = 2 AND born_on <= DATE '1987-12-31' AND born_on > DATE '1946-12-31' AS woman_25_65
    FROM {registrations} r JOIN {patients} p USING (patient_id) LEFT JOIN condition c USING (patient_id)
    WHERE r.start_on <= DATE '2012-12-31' AND (r.end_on IS NULL OR r.end_on > DATE '2012-12-31')
      AND (p.died_on IS NULL OR p.died_on > DATE '2012-12-31')
  )
),
line AS MATERIALIZED (
  SELECT d.patient_id, d.dispensed_on, d.quantity, d.prescriber_id, k.number, k.sets, k.boxes
  FROM {dispensations} d JOIN drug k ON k.cip13 = d.cip13
  WHERE d.dispensed_on >= DATE '2011-10-03' AND d.dispensed_on < DATE '2013-01-01'
    AND (d.dispensed_on >= DATE '2012-01-01' OR k.sets & 128 <> 0)
),
taken AS MATERIALIZED (
  SELECT *
  FROM (
    SELECT (patient_id::BIGINT << 25) + ((dispensed_on - DATE '2011-10-03') << 16) + number AS line, quantity,
           sets & wanted & CASE WHEN dispensed_on >= DATE '2012-10-01' THEN 2047
                                WHEN dispensed_on >= DATE '2012-01-01' THEN 1023 ELSE 128 END::SMALLINT AS sets
    FROM line JOIN listed USING (patient_id)
  )
  WHERE sets <> 0
),
-- Netting: only the box codes of a day that have a line taken back need a sum.
cancelled AS MATERIALIZED (
  SELECT line FROM taken
  WHERE line IN (SELECT line FROM taken WHERE quantity < 0)
  GROUP BY line
  HAVING sum(quantity) <= 0
),
diabetic AS MATERIALIZED (SELECT DISTINCT (line >> 25)::INTEGER AS patient_id FROM taken WHERE sets & 1 <> 0),
-- 1881: counts for anybody. 38: antihypertensives, statins, anticoagulants, which count for diabetics only.
patient_day AS (
  SELECT line >> 16 AS patient_day, bit_or(sets) AS sets
  FROM taken ANTI JOIN cancelled USING (line)
  WHERE sets & 1881 <> 0 OR (sets & 38 <> 0 AND (line >> 25)::INTEGER IN (FROM diabetic))
  GROUP BY line >> 16
),
-- Days that begin or end a treatment: more than 90 days from the neighbour. Then the end of each beginning is the next row.
boundary AS (
  SELECT patient_day >> 9 AS patient_id, patient_day & 511 AS day,
         day - lag(day) OVER neighbours > 90 IS NOT FALSE AS begins,
         lead(day) OVER neighbours - day > 90 IS NOT FALSE AS ends
  FROM (SELECT DISTINCT line >> 16 AS patient_day FROM taken ANTI JOIN cancelled USING (line) WHERE sets & 128 <> 0)
  WINDOW neighbours AS (PARTITION BY patient_day >> 9 ORDER BY patient_day)
  QUALIFY begins OR ends
),
treatment AS (
  SELECT patient_id, day, CASE WHEN ends THEN 0 ELSE lead(day) OVER (PARTITION BY patient_id ORDER BY day) - day END AS lasts
  FROM boundary
  QUALIFY begins AND day >= 90
),
-- What each patient did. days: nine bits a set for the first seven sets, which the sum turns into numbers of days (at most 366).
-- The product copies the seven bits every eight places; the mask keeps bit i of copy i, at place 9 i.
event AS (
  SELECT (patient_day >> 9)::INTEGER AS patient_id, sets::INTEGER AS bits,
         (sets & 127)::BIGINT * 282578800148737 & 18049651735527937 AS days
  FROM patient_day
  UNION ALL
  SELECT patient_id, 2048, 0
  FROM {lab_tests}
  WHERE nabm = 1577 AND performed_on >= DATE '2012-01-01' AND performed_on < DATE '2013-01-01'
  GROUP BY patient_id HAVING count(DISTINCT performed_on) >= 3
  UNION ALL
  SELECT patient_id, CASE WHEN ccam[:4] = 'JKQX' THEN 4096 WHEN performed_on < DATE '2011-01-01' THEN 0
                          WHEN ccam[:4] = 'QEQK' THEN 8192 ELSE 16384 END, 0
  FROM {procedures}
  WHERE ccam IN ('BGQP002', 'BGQP007', 'BZQK001', 'BGQP140', 'QEQK001', 'QEQK004', 'QEQK005', 'JKQX001', 'JKQX008',
                 'JKQX015', 'JKQX027', 'JKQX147', 'JKQX261', 'JKQX347', 'JKQX426')
    AND performed_on >= DATE '2010-01-01' AND performed_on < DATE '2013-01-01'
  UNION ALL
  SELECT patient_id, 16384, 0
  FROM {visits}
  WHERE specialty = 15 AND act_letter IN ('C', 'CS', 'CA', 'C2', 'HS', 'EXS', 'SES', 'V', 'VS', 'VA', 'VU/MU')
    AND performed_on >= DATE '2011-01-01' AND performed_on < DATE '2013-01-01' AND patient_id IN (FROM diabetic)
  UNION ALL
  SELECT patient_id::INTEGER, CASE WHEN arg_min(lasts, day) + 28 > 84 THEN 32768 + 65536 ELSE 32768 END, 0
  FROM treatment GROUP BY patient_id
),
done AS (SELECT patient_id, bit_or(bits) AS bits, sum(days)::BIGINT AS days FROM event GROUP BY patient_id),
patient AS (
  SELECT listed.*, bits,
         days & 511 >= 3 AS diabetic,
         high_risk_age AND days & 511 >= 3 AND (days >> 9) & 511 >= 3 AS high_risk,
         (days >> 18) & 511 >= 3 AS statins,
         (days >> 27) & 511 >= 3 AS aspirin,
         (days >> 36) & 511 >= 3 AS antiplatelets,
         (days >> 45) & 511 >= 3 AS anticoagulants,
         days >> 54 AS antibiotic_days
  FROM listed LEFT JOIN done USING (patient_id)
),
by_treating_doctor AS (
  SELECT physician_id,
         count(*) FILTER (diabetic AND bits & 2048 <> 0) AS R11_01_num,
         count(*) FILTER (diabetic) AS R11_01_den,
         count(*) FILTER (diabetic AND bits & 16384 <> 0) AS R11_06_num,
         count(*) FILTER (diabetic) AS R11_06_den,
         count(*) FILTER (high_risk AND statins) AS R11_07_num,
         count(*) FILTER (high_risk) AS R11_07_den,
         count(*) FILTER (high_risk AND statins AND (aspirin OR anticoagulants)) AS R11_08_num,
         count(*) FILTER (high_risk AND statins) AS R11_08_den,
         count(*) FILTER (aged_65 AND bits & 1024 <> 0) AS R11_10_num,
         count(*) FILTER (aged_65) AS R11_10_den,
         count(*) FILTER (aged_16_64_targeted AND bits & 1024 <> 0) AS R11_11_num,
         count(*) FILTER (aged_16_64_targeted) AS R11_11_den,
         count(*) FILTER (woman_50_74 AND bits & 8192 <> 0) AS R11_12_num,
         count(*) FILTER (woman_50_74) AS R11_12_den,
         count(*) FILTER (woman_25_65 AND bits & 4096 <> 0) AS R11_13_num,
         count(*) FILTER (woman_25_65) AS R11_13_den,
         count(*) FILTER (bits & 512 <> 0) AS R11_14_num,
         count(*) FILTER (aged_66) AS R11_14_den,
         count(*) FILTER (bits & 256 <> 0) AS R11_15_num,
         count(*) FILTER (aged_66) AS R11_15_den,
         count(*) FILTER (bits & 65536 <> 0) AS R11_16_num,
         count(*) FILTER (bits & 32768 <> 0) AS R11_16_den,
         sum(antibiotic_days) AS R11_17_num,
         count(*) FILTER (aged_16_65_no_condition) AS R11_17_den,
         count(*) FILTER (antiplatelets AND aspirin) AS R11_24_num,
         count(*) FILTER (antiplatelets) AS R11_24_den
  FROM patient
  GROUP BY physician_id
),
by_prescriber AS (
  SELECT prescriber_id AS physician_id,
         sum(n) FILTER (boxes & 129 = 129) AS R11_18_num, sum(n) FILTER (boxes & 1 <> 0) AS R11_18_den,
         sum(n) FILTER (boxes & 130 = 130) AS R11_19_num, sum(n) FILTER (boxes & 2 <> 0) AS R11_19_den,
         sum(n) FILTER (boxes & 132 = 132) AS R11_20_num, sum(n) FILTER (boxes & 4 <> 0) AS R11_20_den,
         sum(n) FILTER (boxes & 136 = 136) AS R11_21_num, sum(n) FILTER (boxes & 8 <> 0) AS R11_21_den,
         sum(n) FILTER (boxes & 144 = 144) AS R11_22_num, sum(n) FILTER (boxes & 16 <> 0) AS R11_22_den,
         sum(n) FILTER (boxes & 96 = 96) AS R11_23_num, sum(n) FILTER (boxes & 64 <> 0) AS R11_23_den
  FROM (
    SELECT prescriber_id, boxes, sum(quantity) AS n
    FROM line
    WHERE boxes <> 0 AND dispensed_on >= DATE '2012-01-01' AND prescriber_id IS NOT NULL
    GROUP BY prescriber_id, boxes
  )
  GROUP BY prescriber_id
)
SELECT physician_id,
       coalesce(COLUMNS('R11_(0.|1[0-7])_(num|den)'), 0)::BIGINT AS "\0",
       coalesce(COLUMNS('R11_(18|19|2[0-3])_(num|den)'), 0)::BIGINT AS "\0",
       coalesce(COLUMNS('R11_24_(num|den)'), 0)::BIGINT AS "\0"
FROM {physicians} LEFT JOIN by_treating_doctor USING (physician_id) LEFT JOIN by_prescriber USING (physician_id)
ORDER BY physician_id
