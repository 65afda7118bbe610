/*
@name: study_days
@title: Days on which a visit holds a study
@description: One row a visit and day with a study. Where no study of a visit bears a day, the days of the visit stand for it: from the first to the last.
*/
-- @relatedDependency: https://gait-charge.example/fhir/Library/studies as studies
-- @relatedDependency: https://gait-charge.example/fhir/Library/visits as visits
SELECT DISTINCT encounter_id, patient_id, day AS first_day, day AS last_day
FROM studies
WHERE day IS NOT NULL
UNION ALL
SELECT visits.encounter_id, visits.patient_id, visits.first_day, visits.last_day
FROM visits
WHERE visits.first_day IS NOT NULL
  AND visits.encounter_id IN (SELECT encounter_id FROM studies GROUP BY encounter_id HAVING count(day) = 0)
