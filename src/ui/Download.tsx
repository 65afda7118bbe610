interface DownloadProps {
  /** The button's word and part of the file's name; nothing of the patient. */
  readonly what: string
  readonly resource: object
}

/** Saves a resource as a JSON file on this computer. */
export function Download({ what, resource }: DownloadProps) {
  const save = () => {
    const address = URL.createObjectURL(new Blob([JSON.stringify(resource, null, 2)], { type: 'application/fhir+json' }))
    const link = document.createElement('a')
    link.href = address
    link.download = `gait-charge-${what.replaceAll(' ', '-')}.json`
    link.click()
    // The browser reads the address after the click; a second is ample.
    setTimeout(() => URL.revokeObjectURL(address), 1000)
  }
  return (
    <button type="button" aria-label={`Download the ${what} (JSON)`} onClick={save}>
      {what}
    </button>
  )
}
