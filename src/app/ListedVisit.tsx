import { startTransition, useEffect, useState, type ComponentProps } from 'react'
import { undecidedDay } from '#core/assess.ts'
import { listInSteps } from '#core/diagnoses.ts'
import { resourcesOf, type Visit } from '#core/visit.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { todayIn } from './today.ts'
import { VisitReview } from './VisitReview.tsx'

/** Up to so many Conditions the list is made within the first screen; beyond, in steps before it. */
const fewConditions = 1_000
/** Milliseconds at a stretch, of the 50 after which a browser calls a task long. */
const stretchMs = 8

/**
 * The review of a visit once its diagnoses are listed, without holding the page up; until then the review of the reading
 * before. What was listed is remembered, so that the review finds it there.
 */
export function ListedVisit({ visit, ...props }: ComponentProps<typeof VisitReview>) {
  const { rules } = props
  const isStepwise = isLong(visit)
  const [shown, show] = useState(isStepwise ? null : visit)
  const isWaiting = isStepwise && shown !== visit
  if (!isWaiting && shown !== visit) show(visit)
  useEffect(() => {
    if (!isWaiting) return undefined
    const steps = listInSteps(visit, rules, undecidedDay(visit, todayIn(visit.timeZone)))
    let timer: ReturnType<typeof setTimeout>
    const goOn = () => {
      const end = performance.now() + stretchMs
      while (performance.now() < end) if (steps.next().done) return startTransition(() => show(visit))
      timer = setTimeout(goOn)
    }
    goOn()
    return () => clearTimeout(timer)
  }, [isWaiting, visit, rules])
  return shown === null ? <Skeleton label="Reading the chart…" /> : <VisitReview visit={shown} {...props} />
}

function isLong({ conditions }: Visit): boolean {
  return conditions.reduce((count, { reading }) => count + resourcesOf(reading).length, 0) > fewConditions
}
