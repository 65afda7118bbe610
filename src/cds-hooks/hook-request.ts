import * as v from 'valibot'

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9\-._]{1,256}$/))

const jsonObject = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

const requestSchema = v.object({
  hook: v.string(),
  hookInstance: v.pipe(v.string(), v.uuid()),
  fhirServer: v.optional(v.string()),
  fhirAuthorization: v.optional(
    v.object({
      access_token: v.pipe(v.string(), v.nonEmpty()),
      token_type: v.literal('Bearer'),
      scope: v.string(),
      patient: v.optional(v.string()),
    }),
  ),
  context: v.object({ patientId: id, encounterId: v.optional(id) }),
  prefetch: v.optional(jsonObject),
})

/** The body of a hook call, as far as this service reads it (CDS Hooks 2.0, HTTP request). */
export type HookRequest = v.InferOutput<typeof requestSchema>

/** The body as a call of that hook; a string names the first element that is wrong, never its value. */
export function parseHookRequest(json: unknown, hook: string): HookRequest | string {
  const { success, output, issues } = v.safeParse(requestSchema, json)
  if (!success) return v.getDotPath(issues[0]) ?? 'body'
  if (output.hook !== hook) return 'hook'
  const { fhirAuthorization, fhirServer, context } = output
  if (fhirAuthorization !== undefined && fhirServer === undefined) return 'fhirServer'
  return hook === 'encounter-discharge' && context.encounterId === undefined ? 'context.encounterId' : output
}

const feedbackSchema = v.object({
  feedback: v.pipe(
    v.array(
      v.object({
        card: v.pipe(v.string(), v.uuid()),
        outcome: v.picklist(['accepted', 'overridden']),
        overrideReason: v.optional(v.object({ reason: v.optional(v.object({ code: v.string(), system: v.optional(v.string()) })) })),
        outcomeTimestamp: v.pipe(v.string(), v.isoTimestamp()),
      }),
    ),
    v.nonEmpty(),
    v.maxLength(100),
  ),
})

/** What became of cards. A comment that the clinician typed is not even read. */
export type Feedback = v.InferOutput<typeof feedbackSchema>['feedback'][number]

/** The body of a feedback call; a string names the first element that is wrong. */
export function parseFeedback(json: unknown): readonly Feedback[] | string {
  const { success, output, issues } = v.safeParse(feedbackSchema, json)
  return success ? output.feedback : (v.getDotPath(issues[0]) ?? 'body')
}
