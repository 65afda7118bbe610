/** Why a row is not survived, or its test is elsewhere: the runner prints it, and refuses a row without test and reason. */
export const notSurvived: Readonly<Record<string, string>> = {
  U06: 'setting a suggestion aside with a reason, for the rest of the visit, is not built; "not billable" with a reason is',
}

/** The rows of the visit-close service, which are counted once its tests stand in this tree. */
export const ofVisitClose = 'the visit-close service is not in this tree'
