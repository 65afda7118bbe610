import { canonicalBase } from './codes.ts'
import { payersIn } from './parse-payers.ts'
import type { Payer, RuleBook } from './rule-book.ts'
import { asResource, citationOf, placeOf } from './rule-resource.ts'

const payersUrl = `${canonicalBase}/CodeSystem/payers`

/**
 * The rules with a site's own payer policies laid over them. A file is a CodeSystem supplement of our payers, of the same shape:
 * a payer of the same code takes its words, names and identifiers from the overlay; a new code is a payer more.
 * Throws an Error that names file and element; nothing of a broken overlay is used.
 */
export function applyOverlays(rules: RuleBook, json: readonly unknown[]): RuleBook {
  return json.reduce<RuleBook>((laid, file) => ({ ...laid, payers: merged(laid.payers, overlayIn(file)) }), rules)
}

function overlayIn(json: unknown): readonly Payer[] {
  const resource = asResource(json)
  const place = placeOf(resource)
  if (resource.resourceType !== 'CodeSystem' || resource.content !== 'supplement' || resource.supplements?.split('|')[0] !== payersUrl)
    throw place.fault(`an overlay must be a CodeSystem supplement of ${payersUrl}`)
  citationOf(resource, place)
  return payersIn(resource)
}

function merged(shipped: readonly Payer[], overlay: readonly Payer[]): readonly Payer[] {
  const changed = shipped.map((payer) => {
    const ours = overlay.find(({ code }) => code === payer.code)
    if (ours === undefined) return payer
    return {
      ...payer,
      ...ours,
      aliases: [...payer.aliases, ...ours.aliases],
      identifiers: [...payer.identifiers, ...ours.identifiers],
      parent: payer.parent,
    }
  })
  return [...changed, ...overlay.filter(({ code }) => shipped.every((payer) => payer.code !== code))]
}
