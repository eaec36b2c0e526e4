WITH code AS (
  SELECT cip13, CAST(row_number() OVER (ORDER BY cip13) AS INTEGER) AS no,
    CAST(mask +
    CASE WHEN listed = 1 AND ((mask & 1024) <> 0) THEN 2048 ELSE 0 END +
    CASE WHEN listed = 1 AND ((mask & 4096) <> 0) THEN 8192 ELSE 0 END +
    CASE WHEN listed = 1 AND ((mask & 16384) <> 0) THEN 32768 ELSE 0 END +
    CASE WHEN listed = 1 AND ((mask & 65536) <> 0) THEN 131072 ELSE 0 END +
    CASE WHEN listed = 1 AND ((mask & 262144) <> 0) THEN 524288 ELSE 0 END AS INTEGER) AS mask FROM (
    SELECT cip13, bit_or(bits) AS mask, max(listed) AS listed FROM (
      SELECT cip13, CASE WHEN generic_group IS NOT NULL AND valid_from <= DATE '2011-06-30' AND (valid_to IS NULL OR valid_to > DATE '2011-06-30') THEN 1 ELSE 0 END AS listed,
      CASE WHEN ((atc LIKE 'A10%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 1 ELSE 0 END +
      CASE WHEN ((atc LIKE 'C02%' OR atc LIKE 'C03%' OR atc LIKE 'C07%' OR atc LIKE 'C08%' OR atc LIKE 'C09%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 2 ELSE 0 END +
      CASE WHEN ((atc LIKE 'C10AA%' OR atc LIKE 'C10BA%' OR atc LIKE 'C10BX%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 4 ELSE 0 END +
      CASE WHEN ((atc LIKE 'B01AC06%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 8 ELSE 0 END +
      CASE WHEN ((atc LIKE 'B01AA%' OR atc LIKE 'B01AB%' OR atc LIKE 'B01AE%' OR atc LIKE 'B01AF%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 16 ELSE 0 END +
      CASE WHEN ((atc LIKE 'J07BB%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-10-01') THEN 32 ELSE 0 END +
      CASE WHEN ((atc LIKE 'C04A%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 64 ELSE 0 END +
      CASE WHEN ((atc LIKE 'N05BA01%' OR atc LIKE 'N05BA05%' OR atc LIKE 'N05BA08%' OR atc LIKE 'N05BA09%' OR atc LIKE 'N05BA11%' OR atc LIKE 'N05BA16%' OR atc LIKE 'N05BA18%' OR atc LIKE 'N05CD02%' OR atc LIKE 'N05CD03%' OR atc LIKE 'N05CD04%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 128 ELSE 0 END +
      CASE WHEN ((atc LIKE 'N05BA%' OR atc LIKE 'N05CD%' OR atc LIKE 'N05CF%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2011-10-03') THEN 256 ELSE 0 END +
      CASE WHEN ((atc LIKE 'J01%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 512 ELSE 0 END +
      CASE WHEN ((atc LIKE 'J01%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 1024 ELSE 0 END +
      CASE WHEN ((atc LIKE 'A02BC%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 4096 ELSE 0 END +
      CASE WHEN ((atc LIKE 'C10AA%' OR atc LIKE 'C10BA%' OR atc LIKE 'C10BX%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 16384 ELSE 0 END +
      CASE WHEN ((atc LIKE 'C02%' OR atc LIKE 'C03%' OR atc LIKE 'C07%' OR atc LIKE 'C08%' OR atc LIKE 'C09%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 65536 ELSE 0 END +
      CASE WHEN ((atc LIKE 'N06A%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 262144 ELSE 0 END +
      CASE WHEN ((atc LIKE 'C09A%' OR atc LIKE 'C09B%' OR atc LIKE 'C09C%' OR atc LIKE 'C09D%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 1048576 ELSE 0 END +
      CASE WHEN ((atc LIKE 'C09A%' OR atc LIKE 'C09B%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 2097152 ELSE 0 END +
      CASE WHEN ((atc LIKE 'B01AC%') AND NOT (atc LIKE 'B01AC09%') AND NOT (atc LIKE 'B01AC11%')) AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2012-01-01') THEN 4194304 ELSE 0 END AS bits
      FROM drugs
    ) version GROUP BY cip13
  ) presentation WHERE mask <> 0
),
line AS MATERIALIZED (
  SELECT * FROM (
  SELECT d.patient_id, d.prescriber_id AS prescriber_id, d.dispensed_on AS day, c.no, d.quantity,
    CASE WHEN d.dispensed_on >= DATE '2012-01-01' AND d.dispensed_on < DATE '2013-01-01' THEN c.mask & 8388319 ELSE 0 END +
    CASE WHEN d.dispensed_on >= DATE '2012-10-01' AND d.dispensed_on < DATE '2013-01-01' THEN c.mask & 32 ELSE 0 END +
    (c.mask & 256) AS mask
  FROM dispensations d
  JOIN (SELECT cip13, no, mask FROM code WHERE (mask & 8388607) <> 0) c ON d.cip13 = c.cip13
  WHERE d.dispensed_on >= DATE '2011-10-03' AND d.dispensed_on < DATE '2013-01-01'
  ) measured WHERE mask <> 0
),
condition AS (
  SELECT patient_id, bit_or(CASE WHEN ald_number IN (1, 2, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 24, 25, 27, 28, 30) THEN 1 ELSE 0 END + CASE WHEN 1 = 1 THEN 2 ELSE 0 END) AS held
  FROM long_term_conditions
  WHERE start_on <= DATE '2012-12-31' AND (end_on IS NULL OR end_on > DATE '2012-12-31') GROUP BY patient_id
),
lead AS (
  SELECT patient_id, bit_or(mask & 4194305) AS leads
  FROM line WHERE (mask & 4194305) <> 0 GROUP BY patient_id
),
list AS MATERIALIZED (
  SELECT physician_id, patient_id, person,
    CASE WHEN ((1 = 1) OR (((((person & 1) <> 0) AND ((person & 2) <> 0)) OR (((person & 4) <> 0) AND ((person & 8) <> 0))))) THEN 1 ELSE 0 END +
    CASE WHEN ((((((person & 1) <> 0) AND ((person & 2) <> 0)) OR (((person & 4) <> 0) AND ((person & 8) <> 0))) AND ((leads & 1) <> 0))) THEN 2 ELSE 0 END +
    CASE WHEN ((((((person & 1) <> 0) AND ((person & 2) <> 0)) OR (((person & 4) <> 0) AND ((person & 8) <> 0))) AND ((leads & 1) <> 0))) THEN 4 ELSE 0 END +
    CASE WHEN ((((((person & 1) <> 0) AND ((person & 2) <> 0)) OR (((person & 4) <> 0) AND ((person & 8) <> 0))) AND ((leads & 1) <> 0)) OR (((leads & 4194304) <> 0))) THEN 8 ELSE 0 END +
    CASE WHEN ((((((person & 1) <> 0) AND ((person & 2) <> 0)) OR (((person & 4) <> 0) AND ((person & 8) <> 0))) AND ((leads & 1) <> 0))) THEN 16 ELSE 0 END +
    CASE WHEN ((((person & 16) <> 0)) OR (((person & 32) <> 0) AND ((person & 64) <> 0))) THEN 32 ELSE 0 END +
    CASE WHEN ((((person & 512) <> 0))) THEN 64 ELSE 0 END +
    CASE WHEN ((((person & 512) <> 0))) THEN 128 ELSE 0 END +
    CASE WHEN ((1 = 1)) THEN 256 ELSE 0 END +
    CASE WHEN ((((person & 1024) <> 0) AND (NOT ((person & 2048) <> 0)))) THEN 512 ELSE 0 END +
    CASE WHEN ((1 = 1)) THEN 4194304 ELSE 0 END AS guard
  FROM (
    SELECT r.physician_id, p.patient_id, coalesce(h.leads, 0) AS leads,
      CASE WHEN p.sex = 1 THEN 1 ELSE 0 END +
      CASE WHEN (p.born_on <= DATE '1961-12-31') THEN 2 ELSE 0 END +
      CASE WHEN p.sex = 2 THEN 4 ELSE 0 END +
      CASE WHEN (p.born_on <= DATE '1951-12-31') THEN 8 ELSE 0 END +
      CASE WHEN (p.born_on <= DATE '1947-12-31') THEN 16 ELSE 0 END +
      CASE WHEN (p.born_on <= DATE '1996-12-31' AND p.born_on > DATE '1947-12-31') THEN 32 ELSE 0 END +
      CASE WHEN ((coalesce(c.held, 0) & 1) <> 0) THEN 64 ELSE 0 END +
      CASE WHEN (p.born_on <= DATE '1962-12-31' AND p.born_on > DATE '1937-12-31') THEN 128 ELSE 0 END +
      CASE WHEN (p.born_on <= DATE '1987-12-31' AND p.born_on > DATE '1946-12-31') THEN 256 ELSE 0 END +
      CASE WHEN (p.born_on <= DATE '1946-12-31') THEN 512 ELSE 0 END +
      CASE WHEN (p.born_on <= DATE '1996-12-31' AND p.born_on > DATE '1946-12-31') THEN 1024 ELSE 0 END +
      CASE WHEN ((coalesce(c.held, 0) & 2) <> 0) THEN 2048 ELSE 0 END AS person
    FROM registrations r JOIN patients p ON p.patient_id = r.patient_id
    LEFT JOIN condition c ON c.patient_id = p.patient_id
    LEFT JOIN lead h ON h.patient_id = p.patient_id
    WHERE r.start_on <= DATE '2012-12-31' AND (r.end_on IS NULL OR r.end_on > DATE '2012-12-31')
      AND (p.died_on IS NULL OR p.died_on > DATE '2012-12-31')
  ) listed
),
kept AS MATERIALIZED (
  SELECT d.patient_id, d.day, d.no, d.quantity, d.mask & l.guard AS mask
  FROM line d JOIN list l ON l.patient_id = d.patient_id
  WHERE (d.mask & 4195327 & l.guard) <> 0
),
undone AS (
  SELECT DISTINCT patient_id, day, no FROM kept WHERE quantity < 0
),
net_day AS MATERIALIZED (
  SELECT patient_id, day, bit_or(mask) AS mask FROM (
    SELECT k.patient_id, k.day, k.mask FROM kept k
    WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.patient_id = k.patient_id AND u.day = k.day AND u.no = k.no)
    UNION ALL
    SELECT k.patient_id, k.day, bit_or(k.mask) AS mask FROM kept k JOIN undone u ON u.patient_id = k.patient_id AND u.day = k.day AND u.no = k.no
    GROUP BY k.patient_id, k.day, k.no HAVING sum(k.quantity) > 0
  ) net GROUP BY patient_id, day
),
feature AS (
  SELECT patient_id, bit_or(mask) AS has,
    CAST(sum(CASE WHEN ((mask & 512) <> 0) THEN 1 ELSE 0 END) AS BIGINT) AS days9,
    CAST(sum(CASE WHEN ((mask & 1) <> 0) THEN 1 ELSE 0 END + CASE WHEN ((mask & 2) <> 0) THEN 512 ELSE 0 END + CASE WHEN ((mask & 4) <> 0) THEN 262144 ELSE 0 END + CASE WHEN ((mask & 8) <> 0) THEN 134217728 ELSE 0 END + CASE WHEN ((mask & 16) <> 0) THEN 68719476736 ELSE 0 END + CASE WHEN ((mask & 4194304) <> 0) THEN 35184372088832 ELSE 0 END) AS BIGINT) AS pack0
  FROM net_day GROUP BY patient_id
),
episode10 AS (
  SELECT patient_id, (min(last) - min(day)) + 28 AS length FROM (
    SELECT patient_id, day, begins, CASE WHEN ends THEN day ELSE lead(day) OVER (PARTITION BY patient_id ORDER BY day) END AS last FROM (
      SELECT patient_id, day, (before IS NULL OR (day - before) > 90) AS begins, (after IS NULL OR (after - day) > 90) AS ends FROM (
        SELECT patient_id, day, lag(day) OVER (PARTITION BY patient_id ORDER BY day) AS before, lead(day) OVER (PARTITION BY patient_id ORDER BY day) AS after
        FROM (SELECT DISTINCT patient_id, day FROM net_day WHERE ((mask & 256) <> 0)) episode_day
      ) spaced
    ) bounded WHERE begins OR ends
  ) started WHERE begins AND day >= DATE '2012-01-01' GROUP BY patient_id
),
tested AS (
  SELECT patient_id, sum(CASE WHEN ((bits & 1) <> 0) THEN 1 ELSE 0 END) AS tests0 FROM (
    SELECT patient_id, performed_on, bit_or(CASE WHEN nabm IN (1577) AND performed_on >= DATE '2012-01-01' AND performed_on < DATE '2013-01-01' THEN 1 ELSE 0 END) AS bits
    FROM lab_tests WHERE ((nabm IN (1577) AND performed_on >= DATE '2012-01-01' AND performed_on < DATE '2013-01-01'))
    GROUP BY patient_id, performed_on
  ) tested_day GROUP BY patient_id
),
seen AS (
  SELECT patient_id, bit_or(bits) AS bits FROM (
    SELECT patient_id, CASE WHEN ccam IN ('BGQP002', 'BGQP007', 'BZQK001', 'BGQP140') AND performed_on >= DATE '2011-01-01' AND performed_on < DATE '2013-01-01' THEN 1 ELSE 0 END + CASE WHEN ccam IN ('QEQK001', 'QEQK004', 'QEQK005') AND performed_on >= DATE '2011-01-01' AND performed_on < DATE '2013-01-01' THEN 2 ELSE 0 END + CASE WHEN ccam IN ('JKQX001', 'JKQX008', 'JKQX015', 'JKQX027', 'JKQX147', 'JKQX261', 'JKQX347', 'JKQX426') AND performed_on >= DATE '2010-01-01' AND performed_on < DATE '2013-01-01' THEN 4 ELSE 0 END AS bits FROM procedures
    WHERE ccam IN ('BGQP002', 'BGQP007', 'BZQK001', 'BGQP140', 'QEQK001', 'QEQK004', 'QEQK005', 'JKQX001', 'JKQX008', 'JKQX015', 'JKQX027', 'JKQX147', 'JKQX261', 'JKQX347', 'JKQX426') AND performed_on >= DATE '2010-01-01' AND performed_on < DATE '2013-01-01'
    UNION ALL
    SELECT patient_id, CASE WHEN specialty IN (15) AND act_letter IN ('C', 'CS', 'CA', 'C2', 'HS', 'EXS', 'SES', 'V', 'VS', 'VA', 'VU/MU') AND performed_on >= DATE '2011-01-01' AND performed_on < DATE '2013-01-01' THEN 1 ELSE 0 END AS bits FROM visits
    WHERE specialty IN (15) AND performed_on >= DATE '2011-01-01' AND performed_on < DATE '2013-01-01'
  ) act GROUP BY patient_id
),
by_list AS (
  SELECT l.physician_id,
    sum(CASE WHEN ((((coalesce(f.pack0, 0) & 511) >= 3)) AND ((coalesce(t.tests0, 0) >= 3))) THEN 1 ELSE 0 END) AS n0,
    sum(CASE WHEN (((coalesce(f.pack0, 0) & 511) >= 3)) THEN 1 ELSE 0 END) AS d0,
    sum(CASE WHEN ((((coalesce(f.pack0, 0) & 511) >= 3)) AND (((coalesce(s.bits, 0) & 1) <> 0))) THEN 1 ELSE 0 END) AS n1,
    sum(CASE WHEN (((coalesce(f.pack0, 0) & 511) >= 3)) THEN 1 ELSE 0 END) AS d1,
    sum(CASE WHEN ((((((person & 1) <> 0) AND ((person & 2) <> 0)) OR (((person & 4) <> 0) AND ((person & 8) <> 0))) AND ((coalesce(f.pack0, 0) & 511) >= 3) AND ((coalesce(f.pack0, 0) & 261632) >= 1536)) AND (((coalesce(f.pack0, 0) & 133955584) >= 786432))) THEN 1 ELSE 0 END) AS n2,
    sum(CASE WHEN (((((person & 1) <> 0) AND ((person & 2) <> 0)) OR (((person & 4) <> 0) AND ((person & 8) <> 0))) AND ((coalesce(f.pack0, 0) & 511) >= 3) AND ((coalesce(f.pack0, 0) & 261632) >= 1536)) THEN 1 ELSE 0 END) AS d2,
    sum(CASE WHEN ((((((person & 1) <> 0) AND ((person & 2) <> 0)) OR (((person & 4) <> 0) AND ((person & 8) <> 0))) AND ((coalesce(f.pack0, 0) & 511) >= 3) AND ((coalesce(f.pack0, 0) & 261632) >= 1536) AND ((coalesce(f.pack0, 0) & 133955584) >= 786432)) AND ((((coalesce(f.pack0, 0) & 68585259008) >= 402653184) OR ((coalesce(f.pack0, 0) & 35115652612096) >= 206158430208)))) THEN 1 ELSE 0 END) AS n3,
    sum(CASE WHEN (((((person & 1) <> 0) AND ((person & 2) <> 0)) OR (((person & 4) <> 0) AND ((person & 8) <> 0))) AND ((coalesce(f.pack0, 0) & 511) >= 3) AND ((coalesce(f.pack0, 0) & 261632) >= 1536) AND ((coalesce(f.pack0, 0) & 133955584) >= 786432)) THEN 1 ELSE 0 END) AS d3,
    sum(CASE WHEN ((((person & 16) <> 0)) AND (((coalesce(f.has, 0) & 32) <> 0))) THEN 1 ELSE 0 END) AS n4,
    sum(CASE WHEN (((person & 16) <> 0)) THEN 1 ELSE 0 END) AS d4,
    sum(CASE WHEN ((((person & 32) <> 0) AND ((person & 64) <> 0)) AND (((coalesce(f.has, 0) & 32) <> 0))) THEN 1 ELSE 0 END) AS n5,
    sum(CASE WHEN (((person & 32) <> 0) AND ((person & 64) <> 0)) THEN 1 ELSE 0 END) AS d5,
    sum(CASE WHEN ((((person & 4) <> 0) AND ((person & 128) <> 0)) AND (((coalesce(s.bits, 0) & 2) <> 0))) THEN 1 ELSE 0 END) AS n6,
    sum(CASE WHEN (((person & 4) <> 0) AND ((person & 128) <> 0)) THEN 1 ELSE 0 END) AS d6,
    sum(CASE WHEN ((((person & 4) <> 0) AND ((person & 256) <> 0)) AND (((coalesce(s.bits, 0) & 4) <> 0))) THEN 1 ELSE 0 END) AS n7,
    sum(CASE WHEN (((person & 4) <> 0) AND ((person & 256) <> 0)) THEN 1 ELSE 0 END) AS d7,
    sum(CASE WHEN ((((person & 512) <> 0)) AND (((coalesce(f.has, 0) & 64) <> 0))) THEN 1 ELSE 0 END) AS n8,
    sum(CASE WHEN (((person & 512) <> 0)) THEN 1 ELSE 0 END) AS d8,
    sum(CASE WHEN ((((person & 512) <> 0)) AND (((coalesce(f.has, 0) & 128) <> 0))) THEN 1 ELSE 0 END) AS n9,
    sum(CASE WHEN (((person & 512) <> 0)) THEN 1 ELSE 0 END) AS d9,
    sum(CASE WHEN (((1 = 1) AND e10.length IS NOT NULL) AND e10.length > 84) THEN 1 ELSE 0 END) AS n10,
    sum(CASE WHEN ((1 = 1) AND e10.length IS NOT NULL) THEN 1 ELSE 0 END) AS d10,
    sum(CASE WHEN (((person & 1024) <> 0) AND (NOT ((person & 2048) <> 0))) THEN coalesce(f.days9, 0) ELSE 0 END) AS n11,
    sum(CASE WHEN (((person & 1024) <> 0) AND (NOT ((person & 2048) <> 0))) THEN 1 ELSE 0 END) AS d11,
    sum(CASE WHEN ((((coalesce(f.pack0, 0) & 17979214137393152) >= 105553116266496)) AND (((coalesce(f.pack0, 0) & 68585259008) >= 402653184))) THEN 1 ELSE 0 END) AS n18,
    sum(CASE WHEN (((coalesce(f.pack0, 0) & 17979214137393152) >= 105553116266496)) THEN 1 ELSE 0 END) AS d18
  FROM list l
  LEFT JOIN feature f ON f.patient_id = l.patient_id
  LEFT JOIN tested t ON t.patient_id = l.patient_id
  LEFT JOIN seen s ON s.patient_id = l.patient_id
  LEFT JOIN episode10 e10 ON e10.patient_id = l.patient_id
  GROUP BY l.physician_id
),
kind AS (
  SELECT prescriber_id, mask & 4193280 AS kind, sum(quantity) AS boxes FROM line
  WHERE prescriber_id IS NOT NULL AND (mask & 4193280) <> 0 GROUP BY prescriber_id, mask & 4193280
),
by_box AS (
  SELECT prescriber_id,
    sum(CASE WHEN ((kind & 1024) <> 0) THEN boxes ELSE 0 END) AS boxes10,
    sum(CASE WHEN ((kind & 2048) <> 0) THEN boxes ELSE 0 END) AS boxes11,
    sum(CASE WHEN ((kind & 4096) <> 0) THEN boxes ELSE 0 END) AS boxes12,
    sum(CASE WHEN ((kind & 8192) <> 0) THEN boxes ELSE 0 END) AS boxes13,
    sum(CASE WHEN ((kind & 16384) <> 0) THEN boxes ELSE 0 END) AS boxes14,
    sum(CASE WHEN ((kind & 32768) <> 0) THEN boxes ELSE 0 END) AS boxes15,
    sum(CASE WHEN ((kind & 65536) <> 0) THEN boxes ELSE 0 END) AS boxes16,
    sum(CASE WHEN ((kind & 131072) <> 0) THEN boxes ELSE 0 END) AS boxes17,
    sum(CASE WHEN ((kind & 262144) <> 0) THEN boxes ELSE 0 END) AS boxes18,
    sum(CASE WHEN ((kind & 524288) <> 0) THEN boxes ELSE 0 END) AS boxes19,
    sum(CASE WHEN ((kind & 1048576) <> 0) THEN boxes ELSE 0 END) AS boxes20,
    sum(CASE WHEN ((kind & 2097152) <> 0) THEN boxes ELSE 0 END) AS boxes21
  FROM kind GROUP BY prescriber_id
),
by_sheet AS (
  SELECT performer_id, sum(CASE WHEN electronic THEN 1 ELSE 0 END) AS electronic, count(*) AS sheets
  FROM care_sheets WHERE exclusion = 0 AND issued_on >= DATE '2012-01-01' AND issued_on < DATE '2013-01-01'
  GROUP BY performer_id
)
SELECT p.physician_id,
  CAST(coalesce(by_list.n0, 0) AS BIGINT) AS n0,
  CAST(coalesce(by_list.d0, 0) AS BIGINT) AS d0,
  CAST(coalesce(by_list.n1, 0) AS BIGINT) AS n1,
  CAST(coalesce(by_list.d1, 0) AS BIGINT) AS d1,
  CAST(coalesce(by_list.n2, 0) AS BIGINT) AS n2,
  CAST(coalesce(by_list.d2, 0) AS BIGINT) AS d2,
  CAST(coalesce(by_list.n3, 0) AS BIGINT) AS n3,
  CAST(coalesce(by_list.d3, 0) AS BIGINT) AS d3,
  CAST(coalesce(by_list.n4, 0) AS BIGINT) AS n4,
  CAST(coalesce(by_list.d4, 0) AS BIGINT) AS d4,
  CAST(coalesce(by_list.n5, 0) AS BIGINT) AS n5,
  CAST(coalesce(by_list.d5, 0) AS BIGINT) AS d5,
  CAST(coalesce(by_list.n6, 0) AS BIGINT) AS n6,
  CAST(coalesce(by_list.d6, 0) AS BIGINT) AS d6,
  CAST(coalesce(by_list.n7, 0) AS BIGINT) AS n7,
  CAST(coalesce(by_list.d7, 0) AS BIGINT) AS d7,
  CAST(coalesce(by_list.n8, 0) AS BIGINT) AS n8,
  CAST(coalesce(by_list.d8, 0) AS BIGINT) AS d8,
  CAST(coalesce(by_list.n9, 0) AS BIGINT) AS n9,
  CAST(coalesce(by_list.d9, 0) AS BIGINT) AS d9,
  CAST(coalesce(by_list.n10, 0) AS BIGINT) AS n10,
  CAST(coalesce(by_list.d10, 0) AS BIGINT) AS d10,
  CAST(coalesce(by_list.n11, 0) AS BIGINT) AS n11,
  CAST(coalesce(by_list.d11, 0) AS BIGINT) AS d11,
  CAST(coalesce(by_box.boxes11, 0) AS BIGINT) AS n12,
  CAST(coalesce(by_box.boxes10, 0) AS BIGINT) AS d12,
  CAST(coalesce(by_box.boxes13, 0) AS BIGINT) AS n13,
  CAST(coalesce(by_box.boxes12, 0) AS BIGINT) AS d13,
  CAST(coalesce(by_box.boxes15, 0) AS BIGINT) AS n14,
  CAST(coalesce(by_box.boxes14, 0) AS BIGINT) AS d14,
  CAST(coalesce(by_box.boxes17, 0) AS BIGINT) AS n15,
  CAST(coalesce(by_box.boxes16, 0) AS BIGINT) AS d15,
  CAST(coalesce(by_box.boxes19, 0) AS BIGINT) AS n16,
  CAST(coalesce(by_box.boxes18, 0) AS BIGINT) AS d16,
  CAST(coalesce(by_box.boxes21, 0) AS BIGINT) AS n17,
  CAST(coalesce(by_box.boxes20, 0) AS BIGINT) AS d17,
  CAST(coalesce(by_list.n18, 0) AS BIGINT) AS n18,
  CAST(coalesce(by_list.d18, 0) AS BIGINT) AS d18,
  CAST(coalesce(by_sheet.electronic, 0) AS BIGINT) AS n19,
  CAST(coalesce(by_sheet.sheets, 0) AS BIGINT) AS d19
FROM physicians p
LEFT JOIN by_list ON by_list.physician_id = p.physician_id
LEFT JOIN by_box ON by_box.prescriber_id = p.physician_id
LEFT JOIN by_sheet ON by_sheet.performer_id = p.physician_id
ORDER BY p.physician_id
