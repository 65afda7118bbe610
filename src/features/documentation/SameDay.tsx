import type { Assessment } from '#core/assess.ts'
import type { RelatedService } from '#core/same-day.ts'
import { Citation } from '#ui/Citation.tsx'
import { Panel } from '#ui/Panel.tsx'

/** Other services of the day and the place of the visit: what each is to the charge, with its source. */
export function SameDay({ assessment: { sameDay, sites, unread } }: { readonly assessment: Assessment }) {
  const isUnread = unread.some(({ part }) => part === 'procedures' || part === 'charges')
  if ((sameDay === null || sameDay.length === 0) && sites.length === 0) return null
  return (
    <Panel title="The same day" aside={isUnread ? <span className="small soft">not read completely</span> : undefined}>
      <ul className="rows">
        {(sameDay ?? []).map((service) => (
          <li key={`${service.reference} ${service.code}`}>
            <p>
              <code>{service.code}</code> <bdi>{service.text ?? service.entry?.display ?? 'not described in the chart'}</bdi>{' '}
              <span className="tag">{relationOf(service)}</span>
            </p>
            {service.entry?.note !== null && <p className="small">{service.entry?.note}</p>}
            {service.entry?.dispute !== null && <p className="small">{service.entry?.dispute}</p>}
            {service.edits.map((edit) => (
              <p key={`${edit.column1}/${edit.column2}`} className="small">
                Published pair edit {edit.column1}/{edit.column2}:{' '}
                {edit.indicator === '1' ? 'reported apart only where the services were truly separate.' : 'not reported apart.'}
                <Citation {...edit} checked={edit} />
              </p>
            ))}
            {service.entry !== null && <Citation {...service.entry} />}
          </li>
        ))}
        {sites.map((site) => (
          <li key={site.code}>
            <p>
              Place of service <code>{site.code}</code> {site.display} <span className="tag">{site.setting}</span>
            </p>
            {site.note !== null && <p className="small">{site.note}</p>}
            <Citation {...site} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function relationOf({ entry, edits }: RelatedService): string {
  if (entry === null) return edits.length > 0 ? 'pair edit' : 'no rule here'
  const words: Readonly<Record<typeof entry.relation, string>> = {
    charged: 'this service',
    excludes: 'excludes 96000 that day',
    interpretation: 'the interpretation, reported by itself',
    family: 'of the same family',
    related: 'named by the source',
    pair: 'pair edit',
    successor: 'named for another',
  }
  return words[entry.relation]
}
