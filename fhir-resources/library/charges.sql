/*
@name: charges
@title: Standing charges with their day
@description: Each charge of the service, or of one that excludes it, that was not taken back. A charge without a day takes the only day that its visit leaves open; where the visit leaves several, the day stays empty.
*/
-- @relatedDependency: https://gait-charge.example/fhir/ViewDefinition/charge-items as charge_items
-- @relatedDependency: https://gait-charge.example/fhir/Library/services as services
-- @relatedDependency: https://gait-charge.example/fhir/Library/visits as visits
-- @relatedDependency: https://gait-charge.example/fhir/Library/studies as studies
WITH standing AS (
  SELECT DISTINCT
    charge_items.id,
    charge_items.patient_id,
    charge_items.encounter_id,
    charge_items.status,
    services.relation,
    CASE
      WHEN coalesce(occurrence_date_time, occurrence_start, occurrence_event) SIMILAR TO '[0-9]{4}-[0-9]{2}-[0-9]{2}.*'
        THEN try_cast(substring(coalesce(occurrence_date_time, occurrence_start, occurrence_event), 1, 10) AS DATE)
    END AS recorded_day
  FROM charge_items
  JOIN services ON services.kind = 'ChargeItem' AND services.id = charge_items.id
  WHERE charge_items.status NOT IN ('entered-in-error', 'aborted')
),
days_of_studies AS (
  SELECT encounter_id, min(day) AS first_day, max(day) AS last_day
  FROM studies
  GROUP BY encounter_id
)
SELECT
  standing.id AS charge_id,
  standing.patient_id,
  standing.encounter_id,
  standing.status,
  standing.relation,
  standing.recorded_day,
  CASE
    WHEN standing.recorded_day IS NOT NULL THEN standing.recorded_day
    WHEN days_of_studies.first_day = days_of_studies.last_day THEN days_of_studies.first_day
    WHEN days_of_studies.first_day IS NULL AND visits.first_day = visits.last_day THEN visits.first_day
  END AS day,
  visits.encounter_id IS NOT NULL AS is_visit_recorded,
  visits.status AS visit_status,
  visits.first_day AS visit_first_day
FROM standing
LEFT JOIN visits ON visits.encounter_id = standing.encounter_id AND visits.patient_id = standing.patient_id
LEFT JOIN days_of_studies ON days_of_studies.encounter_id = visits.encounter_id
