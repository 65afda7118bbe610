/** Opens the rule as it is published, which lies beside the app. */
export function RuleFile({ path }: { readonly path: string }) {
  return (
    <a href={`fhir-resources/${path}`} target="_blank" rel="noreferrer">
      Open the rule file
    </a>
  )
}
