import { readEhrStyle } from '#fhir/ehr-style.ts'
import { themeIn, wear } from '#ui/ehr-theme.ts'

/** Lets the app look like the EHR around it, as far as that is safe. */
export async function followStyle(url: string): Promise<void> {
  const style = await readEhrStyle(url)
  if (style !== null) wear(themeIn(style), document.documentElement)
}
