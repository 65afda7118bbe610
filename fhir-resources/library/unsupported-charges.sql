/*
@name: unsupported_charges
@title: Charges that the chart does not support
@description: Each charge of the service that stands without a current, confirmed, listed diagnosis valid on its day, without a record that the service was performed at its visit, or at a visit that carries none. The three answers are codes of the app; a row is a question to the chart, no fault.
*/
-- @relatedDependency: https://gait-charge.example/fhir/Library/charges as charges
-- @relatedDependency: https://gait-charge.example/fhir/Library/studies as studies
-- @relatedDependency: https://gait-charge.example/fhir/Library/verdicts as verdicts
WITH answers AS (
  SELECT
    charges.charge_id,
    charges.patient_id,
    charges.encounter_id,
    charges.status,
    charges.day,
    CASE
      WHEN NOT charges.is_visit_recorded THEN 'visit-not-recorded'
      WHEN charges.visit_status = 'cancelled' THEN 'visit-cancelled'
      WHEN charges.visit_status = 'entered-in-error' THEN 'visit-entered-in-error'
      WHEN charges.visit_status = 'planned' THEN 'visit-not-begun'
      WHEN charges.visit_first_day IS NULL THEN 'visit-without-date'
    END AS visit,
    coalesce(verdicts.verdict, 'cannot-tell') AS diagnosis,
    CASE
      WHEN charges.is_visit_recorded AND EXISTS (
        SELECT 1 FROM studies
        WHERE studies.encounter_id = charges.encounter_id AND (studies.day IS NULL OR studies.day = charges.day)
      ) THEN 'yes'
      ELSE 'unknown'
    END AS performed
  FROM charges
  LEFT JOIN verdicts ON verdicts.patient_id = charges.patient_id AND verdicts.day = charges.day
  WHERE charges.relation = 'charged' AND charges.status NOT IN ('planned', 'not-billable')
)
SELECT charge_id, patient_id, encounter_id, status, day, visit, diagnosis, performed
FROM answers
WHERE visit IS NOT NULL OR diagnosis NOT IN ('on-list', 'described-by-source', 'listed-disputed') OR performed = 'unknown'
ORDER BY day, charge_id
