import type { LaunchProblemKind } from '#fhir/launch-problem.ts'
import { Notice } from '#ui/Notice.tsx'

interface Words {
  readonly title: string
  readonly next: string
}

const words: Readonly<Record<LaunchProblemKind | 'broken-config', Words>> = {
  'no-launch': {
    title: 'Open this app from the chart.',
    next: 'It was opened by its address, without a patient. Nothing was read or sent.',
  },
  'issuer-unknown': {
    title: 'This EHR is not registered with this app.',
    next: 'Nothing was sent to it. Ask your EHR team to add it to config.json.',
  },
  'storage-blocked': {
    title: 'The browser forbids this app to keep its sign-in.',
    next: 'Nothing was read or sent. Open the app in its own window, or ask IT to allow storage for it.',
  },
  'state-unknown': {
    title: 'This sign-in is not known to this window.',
    next: 'Nothing was read or sent. Open the app again from the chart.',
  },
  'access-denied': {
    title: 'Access was declined.',
    next: 'Nothing was read or sent. Open the app again from the chart if that was not meant.',
  },
  'sign-in-refused': { title: 'The EHR refused the sign-in.', next: 'Nothing was read or sent. Tell your EHR team the code below.' },
  registration: {
    title: 'The EHR does not accept this app’s registration.',
    next: 'Nothing was read or sent. Tell your EHR team the code below.',
  },
  'code-expired': {
    title: 'The sign-in came too late, or was used before.',
    next: 'Nothing was read or sent. Open the app again from the chart.',
  },
  'sign-in-unavailable': {
    title: 'The EHR’s sign-in could not be reached.',
    next: 'Nothing was read or sent. Open the app again from the chart in a moment.',
  },
  'endpoint-refused': {
    title: 'The EHR names a sign-in address that this site does not allow.',
    next: 'Nothing was sent there. Tell your EHR team.',
  },
  'pkce-missing': {
    title: 'The EHR does not offer the protected sign-in (PKCE S256) that this site requires.',
    next: 'Nothing was sent. Tell your EHR team.',
  },
  'no-patient': { title: 'The EHR named no patient.', next: 'Open a chart first, then open the app from there.' },
  'broken-config': { title: 'This app is not set up correctly.', next: 'Nothing was read or sent. Tell your EHR team what stands below.' },
}

/** Why there is no session: what happened, what was not lost, the one next step. */
export function LaunchProblemScreen({ kind, code }: { readonly kind: LaunchProblemKind | 'broken-config'; readonly code: string | null }) {
  const { title, next } = words[kind]
  return (
    <Notice tone="care" title={title} role="alert" isPage>
      <p>{next}</p>
      <p className="small soft">
        For your EHR team: <code>{kind}</code>
        {code !== null && `: ${code}`}
      </p>
    </Notice>
  )
}
