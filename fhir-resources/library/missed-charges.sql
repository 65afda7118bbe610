/*
@name: missed_charges
@title: Studies without a charge
@description: Each visit and day with a performed study and a listed diagnosis, and no charge of that patient and day, be it a draft, billable, or marked as not billable. Visits that are not over are left out.
*/
-- @relatedDependency: https://gait-charge.example/fhir/Library/charges as charges
-- @relatedDependency: https://gait-charge.example/fhir/Library/study-days as study_days
-- @relatedDependency: https://gait-charge.example/fhir/Library/verdicts as verdicts
-- @relatedDependency: https://gait-charge.example/fhir/Library/visits as visits
SELECT study_days.encounter_id, study_days.patient_id, study_days.first_day, study_days.last_day, verdicts.verdict AS diagnosis
FROM study_days
JOIN visits ON visits.encounter_id = study_days.encounter_id AND visits.patient_id = study_days.patient_id
JOIN verdicts ON verdicts.patient_id = study_days.patient_id AND verdicts.day = study_days.first_day
WHERE visits.status NOT IN ('cancelled', 'entered-in-error', 'planned')
  AND visits.last_day IS NOT NULL
  AND verdicts.verdict IN ('on-list', 'described-by-source', 'listed-disputed')
  AND NOT EXISTS (
    SELECT 1 FROM charges
    WHERE charges.patient_id = study_days.patient_id
      AND (charges.relation = 'charged' OR charges.status <> 'not-billable')
      AND (
        charges.recorded_day BETWEEN study_days.first_day AND study_days.last_day
        OR (charges.recorded_day IS NULL AND charges.encounter_id = study_days.encounter_id)
      )
  )
ORDER BY study_days.first_day, study_days.encounter_id
