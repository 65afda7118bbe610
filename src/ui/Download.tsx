import { saveFile } from './save-file.ts'

interface DownloadProps {
  /** The button's word and part of the file's name; nothing of the patient. */
  readonly what: string
  readonly resource: object
}

/** Saves a resource as a JSON file on this computer. */
export function Download({ what, resource }: DownloadProps) {
  const name = `gait-charge-${what.replaceAll(' ', '-')}.json`
  const save = () => saveFile({ name, type: 'application/fhir+json', text: JSON.stringify(resource, null, 2) })
  return (
    <button type="button" aria-label={`Download the ${what} (JSON)`} onClick={save}>
      {what}
    </button>
  )
}
