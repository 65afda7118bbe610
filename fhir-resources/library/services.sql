/*
@name: services
@title: Charges and procedures of the service
@description: Each ChargeItem and Procedure that is coded as the service, or as one that excludes it on the same day. Codes of the site itself stand in the value set; CPT is known by its address, its OID, and Oracle Health's bill codes.
*/
-- @relatedDependency: https://gait-charge.example/fhir/ViewDefinition/charge-items as charge_items
-- @relatedDependency: https://gait-charge.example/fhir/ViewDefinition/procedures as procedures
-- @relatedDependency: https://gait-charge.example/fhir/ViewDefinition/cpt-entries as cpt_entries
-- @relatedDependency: https://gait-charge.example/fhir/ValueSet/performed-codes|0.2.0 as performed_codes
WITH codings AS (
  SELECT 'ChargeItem' AS kind, id, system, code FROM charge_items WHERE code IS NOT NULL
  UNION ALL
  SELECT 'Procedure' AS kind, id, system, code FROM procedures WHERE code IS NOT NULL
),
in_cpt AS (
  SELECT
    kind,
    id,
    CASE
      WHEN EXISTS (
        SELECT 1 FROM performed_codes
        WHERE performed_codes.system = coalesce(codings.system, '') AND performed_codes.code = codings.code
      ) THEN (SELECT code FROM cpt_entries WHERE relation = 'charged')
      WHEN system IN ('http://www.ama-assn.org/go/cpt', 'urn:oid:2.16.840.1.113883.6.12')
        OR regexp_full_match(system, 'https://fhir\.cerner\.com/[^/]+/CodeSystem/BillCodes-(CPT|HCPCS)')
        THEN regexp_replace(code, '^\s+|\s+$', '', 'g')
    END AS code
  FROM codings
)
SELECT DISTINCT in_cpt.kind, in_cpt.id, cpt_entries.relation
FROM in_cpt
JOIN cpt_entries ON cpt_entries.code = in_cpt.code
WHERE cpt_entries.relation IN ('charged', 'excludes')
