import * as v from 'valibot'

const text = v.pipe(v.string(), v.nonEmpty())
const url = v.pipe(v.string(), v.url())
const coding = v.strictObject({ code: text, system: text, display: v.optional(text) })

const action = v.union([
  v.strictObject({ type: v.literal('create'), description: text, resource: v.looseObject({ resourceType: text }) }),
  v.strictObject({ type: v.literal('update'), description: text, resource: v.looseObject({ resourceType: text }) }),
  v.strictObject({ type: v.literal('delete'), description: text, resourceId: text }),
])
const suggestion = v.strictObject({
  label: text,
  uuid: v.optional(text),
  isRecommended: v.optional(v.boolean()),
  actions: v.optional(v.array(action)),
})
const link = v.pipe(
  v.strictObject({
    label: text,
    url,
    type: v.picklist(['absolute', 'smart']),
    appContext: v.optional(text),
    autolaunchable: v.optional(v.boolean()),
  }),
  v.check(({ type, appContext }) => type === 'smart' || appContext === undefined, 'appContext belongs to smart links'),
)
const filled = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.nonEmpty('an empty list is left out'))

const card = v.pipe(
  v.strictObject({
    uuid: v.optional(v.pipe(v.string(), v.uuid())),
    summary: v.pipe(
      text,
      v.check((summary) => summary.length < 140, 'fewer than 140 characters'),
    ),
    detail: v.optional(text),
    indicator: v.picklist(['info', 'warning', 'critical']),
    source: v.strictObject({ label: text, url: v.optional(url), icon: v.optional(url), topic: v.optional(coding) }),
    suggestions: v.optional(filled(suggestion)),
    selectionBehavior: v.optional(v.picklist(['at-most-one', 'any'])),
    overrideReasons: v.optional(filled(v.required(coding, ['display']))),
    links: v.optional(filled(link)),
  }),
  v.check(
    ({ suggestions, selectionBehavior }) => suggestions === undefined || selectionBehavior !== undefined,
    'selectionBehavior is missing',
  ),
)

/** The answer of a service call as CDS Hooks 2.0 states it: required and optional elements, no null, nothing empty but `cards`. */
export const hookAnswer = v.strictObject({ cards: v.array(card), systemActions: v.optional(filled(action)) })

/** The discovery answer of CDS Hooks 2.0. */
export const discoveryAnswer = v.strictObject({
  services: v.array(
    v.strictObject({
      id: text,
      hook: v.pipe(v.string(), v.regex(/^[a-z]+-[a-z]+(-[a-z]+)*$/, 'noun-verb')),
      title: v.optional(text),
      description: text,
      prefetch: v.optional(v.record(text, text)),
      usageRequirements: v.optional(text),
    }),
  ),
})
