/** A file to save; its name holds nothing of the patient. */
interface SavedFile {
  readonly name: string
  readonly type: string
  readonly text: string
}

/** Saves a text as a file on this computer. */
export function saveFile({ name, type, text }: SavedFile): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads the address after the click; a second is ample.
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
