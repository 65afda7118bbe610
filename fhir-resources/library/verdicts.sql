/*
@name: verdicts
@title: What the list says of a patient on a day
@description: For each patient and day in question, the verdict in the app's words: on-list, described-by-source, listed-disputed, near-miss, cannot-tell or not-on-list. Current, confirmed diagnoses speak; a code speaks on the days on which it is valid.
*/
-- @relatedDependency: https://gait-charge.example/fhir/ViewDefinition/conditions as conditions
-- @relatedDependency: https://gait-charge.example/fhir/ViewDefinition/icd-10-cm-entries as icd_10_cm_entries
-- @relatedDependency: https://gait-charge.example/fhir/ViewDefinition/snomed-entries as snomed_entries
-- @relatedDependency: https://gait-charge.example/fhir/Library/charges as charges
-- @relatedDependency: https://gait-charge.example/fhir/Library/study-days as study_days
WITH questions AS (
  SELECT patient_id, day FROM charges WHERE day IS NOT NULL
  UNION
  SELECT patient_id, first_day FROM study_days
),
-- As the tabular list writes it, without its dot: upper case, no blanks.
codings AS (
  SELECT
    *,
    regexp_replace(system, '^\s+|\s+$', '', 'g') IN ('http://hl7.org/fhir/sid/icd-10-cm', 'urn:oid:2.16.840.1.113883.6.90') AS is_icd_10_cm,
    upper(regexp_replace(code, '[\s\v\p{Z}\x{FEFF}.]', '', 'g')) AS bare_code,
    regexp_replace(code, '^\s+|\s+$', '', 'g') AS trimmed_code,
    coalesce(onset_date_time, onset_start) AS onset,
    coalesce(abatement_date_time, abatement_end) AS abatement
  FROM conditions
  WHERE patient_id IN (SELECT patient_id FROM questions) AND NOT is_refuted AND NOT is_past AND NOT is_unconfirmed AND NOT is_modified
),
meanings AS (
  SELECT
    codings.id,
    codings.patient_id,
    CASE WHEN onset SIMILAR TO '[0-9]{4}-[0-9]{2}-[0-9]{2}.*' THEN try_cast(substring(onset, 1, 10) AS DATE) END AS onset_day,
    CASE WHEN abatement SIMILAR TO '[0-9]{4}-[0-9]{2}-[0-9]{2}.*' THEN try_cast(substring(abatement, 1, 10) AS DATE) END AS abatement_day,
    is_icd_10_cm AND bare_code SIMILAR TO '[A-Z][0-9][0-9A-Z]{1,5}' AS is_icd_10_cm_code,
    entries.code,
    entries.standing,
    coalesce(entries.is_header, false) AS is_header,
    CAST(entries.valid_from AS DATE) AS valid_from,
    CAST(entries.valid_through AS DATE) AS valid_through,
    entries.settles,
    coalesce(entries.family, targets.family) AS family,
    problems.code AS problem,
    problems.settles AS problem_settles
  FROM codings
  LEFT JOIN icd_10_cm_entries AS entries ON codings.is_icd_10_cm AND replace(entries.code, '.', '') = codings.bare_code
  LEFT JOIN snomed_entries AS problems
    ON problems.system = codings.system AND problems.code = codings.trimmed_code AND NOT problems.is_unmatched
  LEFT JOIN icd_10_cm_entries AS targets ON targets.code = problems.target_code
),
on_the_day AS (
  SELECT
    meanings.*,
    questions.day,
    NOT is_header AND valid_from <= questions.day AND (valid_through IS NULL OR questions.day <= valid_through) AS is_valid
  FROM meanings
  JOIN questions ON questions.patient_id = meanings.patient_id
  WHERE (onset_day IS NULL OR onset_day <= questions.day) AND (abatement_day IS NULL OR abatement_day >= questions.day)
),
-- Of several codes of one family the more specific one that is valid that day speaks.
ranked AS (
  SELECT
    id,
    patient_id,
    day,
    count(DISTINCT family) AS families,
    first(
      CASE
        WHEN is_valid AND standing = 'listed' THEN 1
        WHEN is_valid AND standing = 'described-by-source' THEN 2
        WHEN is_valid AND standing = 'listed-disputed' THEN 3
        WHEN settles IS NULL THEN 4
        ELSE 6
      END
      ORDER BY is_valid DESC, length(code) DESC, code
    ) FILTER (WHERE code IS NOT NULL) AS of_code,
    bool_or(is_icd_10_cm_code) AS has_code,
    CASE
      WHEN count(problem) = 0 THEN NULL
      WHEN count(problem_settles) > 0 THEN 6
      ELSE 4
    END AS of_problem
  FROM on_the_day
  GROUP BY id, patient_id, day
),
best AS (
  SELECT
    patient_id,
    day,
    min(
      CASE
        WHEN families > 1 THEN 5
        WHEN of_code IS NOT NULL THEN of_code
        WHEN has_code THEN 6
        ELSE coalesce(of_problem, 5)
      END
    ) AS rank
  FROM ranked
  GROUP BY patient_id, day
)
SELECT
  questions.patient_id,
  questions.day,
  CASE best.rank
    WHEN 1 THEN 'on-list'
    WHEN 2 THEN 'described-by-source'
    WHEN 3 THEN 'listed-disputed'
    WHEN 4 THEN 'near-miss'
    WHEN 5 THEN 'cannot-tell'
    ELSE 'not-on-list'
  END AS verdict
FROM questions
LEFT JOIN best ON best.patient_id = questions.patient_id AND best.day = questions.day
