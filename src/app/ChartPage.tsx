import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { PatientBanner } from '#features/visit/PatientBanner.tsx'
import { useSession } from '#queries/session.tsx'
import { encountersQuery, patientQuery } from '#queries/visit.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import type { Shown } from './App.tsx'
import { ErrorScreen } from './ErrorScreen.tsx'
import { VisitPage } from './VisitPage.tsx'

const VisitPicker = lazy(() => import('#features/visit/VisitPicker.tsx').then((module) => ({ default: module.VisitPicker })))

/** The patient's banner, and the visit of the launch or the one the clinician picks. */
export function ChartPage({ rules, Review }: Shown) {
  const session = useSession()
  const [picked, setPicked] = useState<string | null>(null)
  const patient = useQuery(patientQuery(session))
  const encounterId = session.encounterId ?? picked
  return (
    <div className="page">
      {patient.isError && <ErrorScreen what="Patient" error={patient.error} onReadAgain={() => void patient.refetch()} />}
      {patient.data !== undefined && session.needPatientBanner && <PatientBanner patient={patient.data} />}
      {encounterId === null ? (
        <PickVisit onPick={setPicked} />
      ) : (
        <VisitPage
          key={encounterId}
          encounterId={encounterId}
          isPicked={session.encounterId === null}
          patient={patient.data ?? null}
          rules={rules}
          Review={Review}
        />
      )}
    </div>
  )
}

function PickVisit({ onPick }: { readonly onPick: (encounterId: string) => void }) {
  const session = useSession()
  const encounters = useQuery(encountersQuery(session))
  if (encounters.isError) return <ErrorScreen what="Visits" error={encounters.error} onReadAgain={() => void encounters.refetch()} />
  if (encounters.data === undefined) return <Skeleton label="Reading the visits…" />
  return (
    <Suspense fallback={<Skeleton label="Reading the visits…" />}>
      <VisitPicker reading={encounters.data} timeZone={session.issuer.timeZone} onPick={onPick} />
    </Suspense>
  )
}
