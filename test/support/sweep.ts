import type { Patient } from 'fhir/r4'
import type { Frame } from 'playwright-core'
import { brokenAtServer } from '#test/faults/judge.ts'
import type { Window, World } from './world.ts'

/** What the browser of a test kept, said and showed that it must not; empty after every test that passes. */
export async function sweep({ ehr, app }: World, { context }: Window): Promise<readonly string[]> {
  const frames = context.pages().flatMap((page) => page.frames().filter((frame) => isPage(frame.url(), app.url)))
  const seen = await Promise.all(frames.map((frame) => brokenIn(frame, (id) => ehr.read<Patient>('Patient', id))))
  return [...seen.flat(), ...brokenAtServer(await ehr.charges(), new Set())]
}

/** The page itself, not a file beside it that a test opened. */
function isPage(address: string, app: string): boolean {
  return address.startsWith(app) && new URL(address).pathname === '/'
}

async function brokenIn(frame: Frame, patientOf: (id: string) => Promise<Patient>): Promise<readonly string[]> {
  const { title, address, text, kept } = await frame.evaluate(() => ({
    title: document.title,
    address: location.href,
    text: document.querySelector('main')?.innerText ?? '',
    kept: [...Object.entries(sessionStorage), ...Object.entries(localStorage)] as (readonly [string, string])[],
  }))
  const records = kept.filter(([key]) => key !== 'gait-charge.unsettled')
  const tokens = records.map(([, value]) => (JSON.parse(value) as Kept).tokenResponse).filter((answer) => answer !== undefined)
  const own = tokens.find((_, index) => address.includes(records[index]?.[0] ?? '-'))
  const isChart = /^(?!.*\.\s*$).*\b(on the list|Possible|No diagnosis|does not tell|Already charged|Done)/m.test(text)
  const family = own?.patient === undefined ? null : ((await patientOf(own.patient)).name?.[0]?.family ?? null)
  return [
    ...(text.trim() === '' ? ['I6: a blank screen'] : []),
    ...(title === 'Gait Charge' ? [] : [`I4: the title is ${title}`]),
    ...(tokens.some(({ access_token: token }) => token !== undefined && address.includes(token)) ? ['I4: a token in the address'] : []),
    ...records
      .filter(([key, value]) => !/^[0-9a-f-]{36}$/.test(key) || value.includes('"resourceType"'))
      .map(([key]) => `I4: ${key} in storage`),
    ...(isChart && family !== null && own?.need_patient_banner !== false && !text.includes(family)
      ? ['I5: the banner is not of the token’s patient']
      : []),
  ]
}

interface Kept {
  readonly tokenResponse?: { readonly access_token?: string; readonly patient?: string; readonly need_patient_banner?: boolean }
}
