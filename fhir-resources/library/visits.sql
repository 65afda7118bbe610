/*
@name: visits
@title: Visits with their days
@description: First and last day of each visit, as written. A visit without an end that is not finished has no last day: it is not over.
*/
-- @relatedDependency: https://gait-charge.example/fhir/ViewDefinition/encounters as encounters
WITH days AS (
  SELECT
    id,
    patient_id,
    status,
    CASE WHEN period_start SIMILAR TO '[0-9]{4}-[0-9]{2}-[0-9]{2}.*' THEN try_cast(substring(period_start, 1, 10) AS DATE) END AS first_day,
    CASE WHEN period_end SIMILAR TO '[0-9]{4}-[0-9]{2}-[0-9]{2}.*' THEN try_cast(substring(period_end, 1, 10) AS DATE) END AS end_day
  FROM encounters
)
SELECT
  id AS encounter_id,
  patient_id,
  status,
  first_day,
  CASE
    WHEN end_day < first_day THEN first_day
    WHEN end_day IS NULL AND status = 'finished' THEN first_day
    ELSE end_day
  END AS last_day
FROM days
