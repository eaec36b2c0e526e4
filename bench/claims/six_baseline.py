"""The six indicators of the shared first baseline, and two amounts per prescriber, on this project's claims schema.

Not here: anything clever. One plain statement; lines are netted per class and day, which is the same thing as per
box code wherever no box code is taken back more often than it was given. Next: handwritten.sql.
Usage: six_baseline.py DIR [--threads 2]
"""

import json

from run_handwritten import arguments, measure, relations

SQL = """
WITH drug_class AS (
  SELECT DISTINCT cip13,
         CASE WHEN atc LIKE 'A10%' THEN 1 WHEN atc LIKE 'J07BB%' THEN 2 WHEN atc LIKE 'J01%' THEN 4
              WHEN atc LIKE 'N05BA%' OR atc LIKE 'N05CD%' OR atc LIKE 'N05CF%' THEN 3
              WHEN atc LIKE 'C10AA%' OR atc LIKE 'C10BA%' OR atc LIKE 'C10BX%' THEN 5 END AS class
  FROM {drugs}
  WHERE class IS NOT NULL
    AND valid_from < DATE '2013-01-01' AND (valid_to IS NULL OR valid_to > DATE '2011-10-03')
), repertoire AS (
  SELECT cip13 FROM {drugs}
  WHERE generic_group IS NOT NULL
    AND valid_from <= DATE '2011-06-30' AND (valid_to IS NULL OR valid_to > DATE '2011-06-30')
), taken AS (
  SELECT d.patient_id, k.class, d.dispensed_on AS day
  FROM {dispensations} d JOIN drug_class k ON k.cip13 = d.cip13
  WHERE k.class <> 5 AND d.dispensed_on >= DATE '2011-10-03' AND d.dispensed_on < DATE '2013-01-01'
  GROUP BY d.patient_id, k.class, d.dispensed_on
  HAVING sum(d.quantity) > 0
), with_previous AS (
  SELECT patient_id, day, lag(day) OVER (PARTITION BY patient_id ORDER BY day) AS previous
  FROM taken WHERE class = 3
), numbered AS (
  SELECT patient_id, day,
         sum(CASE WHEN previous IS NULL OR day - previous > 90 THEN 1 ELSE 0 END)
           OVER (PARTITION BY patient_id ORDER BY day) AS episode
  FROM with_previous
), episode AS (
  SELECT patient_id, min(day) AS first_day, max(day) AS last_day FROM numbered GROUP BY patient_id, episode
), treatment AS (
  SELECT patient_id, CASE WHEN last_day - first_day + 28 > 84 THEN 1 ELSE 0 END AS long
  FROM episode WHERE first_day >= DATE '2012-01-01'
  QUALIFY row_number() OVER (PARTITION BY patient_id ORDER BY first_day) = 1
), counted AS (
  SELECT patient_id,
         sum(CASE WHEN class = 1 THEN 1 ELSE 0 END) AS antidiabetic_days,
         sum(CASE WHEN class = 4 THEN 1 ELSE 0 END) AS antibiotic_days,
         max(CASE WHEN class = 2 AND day >= DATE '2012-10-01' THEN 1 ELSE 0 END) AS vaccine
  FROM taken WHERE class <> 3 AND day >= DATE '2012-01-01'
  GROUP BY patient_id
), hba1c AS (
  SELECT patient_id, count(DISTINCT performed_on) AS days FROM {lab_tests}
  WHERE nabm = 1577 AND performed_on >= DATE '2012-01-01' AND performed_on < DATE '2013-01-01'
  GROUP BY patient_id
), mammography AS (
  SELECT DISTINCT patient_id FROM {procedures}
  WHERE ccam IN ('QEQK001', 'QEQK004', 'QEQK005')
    AND performed_on >= DATE '2011-01-01' AND performed_on < DATE '2013-01-01'
), condition AS (
  SELECT DISTINCT patient_id FROM {long_term_conditions}
  WHERE start_on <= DATE '2012-12-31' AND (end_on IS NULL OR end_on > DATE '2012-12-31')
), listed AS (
  SELECT r.physician_id, p.patient_id,
         p.sex = 2 AND p.born_on <= DATE '1962-12-31' AND p.born_on > DATE '1937-12-31' AS woman_50_74,
         p.born_on <= DATE '1947-12-31' AS aged_65,
         p.born_on <= DATE '1996-12-31' AND p.born_on > DATE '1946-12-31' AS aged_16_65
  FROM {registrations} r JOIN {patients} p ON r.patient_id = p.patient_id
  WHERE r.start_on <= DATE '2012-12-31' AND (r.end_on IS NULL OR r.end_on > DATE '2012-12-31')
    AND (p.died_on IS NULL OR p.died_on > DATE '2012-12-31')
), by_doctor AS (
  SELECT l.physician_id,
         count(*) FILTER (antidiabetic_days >= 3 AND h.days >= 3) AS hba1c_num,
         count(*) FILTER (antidiabetic_days >= 3) AS hba1c_den,
         count(*) FILTER (aged_65 AND vaccine = 1) AS flu_num,
         count(*) FILTER (aged_65) AS flu_den,
         count(*) FILTER (woman_50_74 AND m.patient_id IS NOT NULL) AS mammography_num,
         count(*) FILTER (woman_50_74) AS mammography_den,
         count(*) FILTER (t.long = 1) AS benzodiazepine_num,
         count(*) FILTER (t.long IS NOT NULL) AS benzodiazepine_den,
         coalesce(sum(antibiotic_days) FILTER (aged_16_65 AND c.patient_id IS NULL), 0)::BIGINT AS antibiotic_num,
         count(*) FILTER (aged_16_65 AND c.patient_id IS NULL) AS antibiotic_den
  FROM listed l
  LEFT JOIN counted n ON n.patient_id = l.patient_id
  LEFT JOIN treatment t ON t.patient_id = l.patient_id
  LEFT JOIN hba1c h ON h.patient_id = l.patient_id
  LEFT JOIN mammography m ON m.patient_id = l.patient_id
  LEFT JOIN condition c ON c.patient_id = l.patient_id
  GROUP BY l.physician_id
), by_prescriber AS (
  SELECT d.prescriber_id AS physician_id,
         sum(CASE WHEN k.class = 5 AND g.cip13 IS NOT NULL THEN d.quantity ELSE 0 END)::BIGINT AS statin_num,
         sum(CASE WHEN k.class = 5 THEN d.quantity ELSE 0 END)::BIGINT AS statin_den,
         sum(d.amount) AS amount, sum(d.reimbursed) AS reimbursed
  FROM {dispensations} d
  LEFT JOIN drug_class k ON k.cip13 = d.cip13 AND k.class = 5
  LEFT JOIN repertoire g ON g.cip13 = d.cip13
  WHERE d.dispensed_on >= DATE '2012-01-01' AND d.dispensed_on < DATE '2013-01-01' AND d.prescriber_id IS NOT NULL
  GROUP BY d.prescriber_id
)
SELECT physician_id, hba1c_num, hba1c_den, flu_num, flu_den, mammography_num, mammography_den,
       benzodiazepine_num, benzodiazepine_den, antibiotic_num, antibiotic_den,
       statin_num, statin_den, amount, reimbursed
FROM {physicians} LEFT JOIN by_doctor USING (physician_id) LEFT JOIN by_prescriber USING (physician_id)
ORDER BY physician_id
"""


def main() -> None:
    """Measure the six indicators on one directory of claims."""
    options = arguments(__doc__ or "")
    print(json.dumps(measure("six_baseline", SQL.format(**relations(options.directory)), options)))


if __name__ == "__main__":
    main()
