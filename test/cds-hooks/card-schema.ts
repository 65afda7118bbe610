import * as v from 'valibot'

/*
 * CDS Hooks 2.0, "CDS Service Response", section by section. Stricter in two points: an element that the specification does not
 * name is refused (the service sends no extension), and so is an address that no browser would load.
 */

const text = v.pipe(v.string(), v.nonEmpty())
const url = v.pipe(v.string(), v.regex(/^https?:\/\/[^\s/]/, 'an absolute address'))
const filled = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.nonEmpty('an empty list is left out'))
const coding = v.strictObject({ code: text, system: text, display: v.optional(text) })

/** "Action": what is created or updated comes whole, what is deleted by its reference. */
const actionOf = <T extends v.GenericSchema>(description: T) => {
  const resource = v.looseObject({ resourceType: text })
  return v.variant('type', [
    v.strictObject({ type: v.literal('create'), description, resource }),
    v.strictObject({ type: v.literal('update'), description, resource }),
    v.strictObject({ type: v.literal('delete'), description, resourceId: v.pipe(v.string(), v.regex(/^[A-Z]\w+\/[\w.-]+$/)) }),
  ])
}

/** "Suggestion". */
const suggestion = v.strictObject({
  label: text,
  uuid: v.optional(text),
  isRecommended: v.optional(v.boolean()),
  actions: v.optional(filled(actionOf(text))),
})

/** "Link". */
const link = v.pipe(
  v.strictObject({ label: text, url, type: v.picklist(['absolute', 'smart']), appContext: v.optional(text) }),
  v.check(({ type, appContext }) => type === 'smart' || appContext === undefined, 'appContext belongs to smart links'),
)

/** "Source". */
const source = v.strictObject({ label: text, url: v.optional(url), icon: v.optional(url), topic: v.optional(coding) })

/** "Card Attributes". */
const card = v.pipe(
  v.strictObject({
    uuid: v.optional(v.pipe(v.string(), v.uuid())),
    summary: v.pipe(
      text,
      v.check((summary) => summary.length < 140, 'fewer than 140 characters'),
    ),
    detail: v.optional(text),
    indicator: v.picklist(['info', 'warning', 'critical']),
    source,
    suggestions: v.optional(filled(suggestion)),
    selectionBehavior: v.optional(v.picklist(['at-most-one', 'any'])),
    // "Reasons for rejecting a card": each with words for the clinician.
    overrideReasons: v.optional(filled(v.required(coding, ['display']))),
    links: v.optional(filled(link)),
  }),
  v.check(
    ({ suggestions, selectionBehavior }) => suggestions === undefined || selectionBehavior !== undefined,
    'selectionBehavior is missing',
  ),
  v.check(
    ({ suggestions = [], selectionBehavior }) =>
      selectionBehavior === 'any' || suggestions.filter(({ isRecommended }) => isRecommended === true).length <= 1,
    'several are recommended, and one may be taken',
  ),
)

/** "HTTP Response": cards, empty where there is nothing to say; a system action needs no description, as its example has none. */
export const hookAnswer = v.strictObject({ cards: v.array(card), systemActions: v.optional(filled(actionOf(v.optional(text)))) })

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
