import { expect, test } from 'vitest'
import { textOf, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const url = 'https://gait-charge.example/fhir'

const policies = {
  resourceType: 'CodeSystem',
  id: 'our-policies',
  status: 'active',
  content: 'supplement',
  supplements: `${url}/CodeSystem/payers`,
  extension: [
    { url: `${url}/StructureDefinition/grade`, valueCode: 'V' },
    { url: `${url}/StructureDefinition/source`, valueString: 'Contract office' },
  ],
  property: ['advisory', 'grade', 'source'].map((code) => ({ code, type: code === 'grade' ? 'code' : 'string' })),
  concept: [
    {
      code: 'aetna',
      display: 'Aetna',
      property: [
        { code: 'advisory', valueString: 'Our contract asks for prior notice.' },
        { code: 'grade', valueCode: 'V' },
        { code: 'source', valueString: 'Contract of 2026' },
      ],
    },
  ],
}

/** Opens the app of a site whose configuration names an overlay with this text. */
async function openWith(overlay: string) {
  const { world, window } = clinic
  world.app.use({ issuers: [world.issuer], ruleOverlays: ['policies.json'] })
  await window.page.route('**/policies.json', (route) => route.fulfill({ contentType: 'application/json', body: overlay }))
  await window.launchAlone({ patientId: 'payer-aetna', encounterId: 'payer-aetna-visit' })
  return window.page
}

test('a site’s own policy stands in the place of ours', async () => {
  const screen = await openWith(JSON.stringify(policies))
  await verdictOn(screen)
  await screen.getByText(/^Aetna · /).click()
  expect(await textOf(screen)).toContain('Our contract asks for prior notice.')
})

test.each([
  ['that is no JSON', '<html>', 'policies.json is not JSON'],
  ['of another kind', JSON.stringify({ ...policies, supplements: 'urn:other' }), 'an overlay must be a CodeSystem supplement'],
])('an overlay %s is a message that names it, and no verdict is shown', async (_name, overlay, words) => {
  const screen = await openWith(overlay)
  await screen.getByText('This app is not set up correctly.').waitFor()
  expect(await textOf(screen)).toContain(words)
  expect(await textOf(screen)).not.toMatch(/on the list|No diagnosis/)
})
