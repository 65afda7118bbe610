/*
@name: studies
@title: Records that the service was performed
@description: Each Procedure of the service that took place, whole or in part, beside the visit that it is evidence for. A record of another visit is evidence for that visit; one without a day counts where it names the visit.
*/
-- @relatedDependency: https://gait-charge.example/fhir/ViewDefinition/procedures as procedures
-- @relatedDependency: https://gait-charge.example/fhir/Library/services as services
-- @relatedDependency: https://gait-charge.example/fhir/Library/visits as visits
WITH performed AS (
  SELECT DISTINCT
    procedures.id,
    procedures.patient_id,
    procedures.encounter_reference,
    procedures.encounter_id,
    CASE
      WHEN coalesce(performed_date_time, performed_start) SIMILAR TO '[0-9]{4}-[0-9]{2}-[0-9]{2}.*'
        THEN try_cast(substring(coalesce(performed_date_time, performed_start), 1, 10) AS DATE)
    END AS day
  FROM procedures
  JOIN services ON services.kind = 'Procedure' AND services.id = procedures.id AND services.relation = 'charged'
  WHERE procedures.status IN ('completed', 'stopped', 'in-progress')
)
SELECT visits.encounter_id, visits.patient_id, performed.id AS procedure_id, performed.day
FROM performed
JOIN visits ON visits.patient_id = performed.patient_id
WHERE (performed.encounter_reference IS NULL OR performed.encounter_id = visits.encounter_id)
  AND CASE
    WHEN performed.day IS NULL THEN performed.encounter_id = visits.encounter_id
    ELSE performed.day >= visits.first_day AND (visits.last_day IS NULL OR performed.day <= visits.last_day)
  END
