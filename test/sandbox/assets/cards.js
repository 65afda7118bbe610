// The EHR's side of CDS Hooks: asks when the chart opens and when a visit closes, and shows what the service answers.
const panel = document.querySelector('#cards')
const { patient, practitioner, visit } = panel.dataset

const silence = {
  answered: 'The visit-close service has nothing to say.',
  'not-set-up': 'This EHR calls no visit-close service.',
  'not-running': 'The visit-close service is not running.',
  refused: 'The visit-close service refused the call.',
}

function show(answer) {
  const cards = answer.kind === 'answered' ? answer.cards.map((card) => cardOf(card, answer)) : []
  panel.replaceChildren(...(cards.length > 0 ? cards : [text('p', silence[answer.kind])]))
}

function cardOf(card, answer) {
  const box = document.createElement('article')
  const actions = document.createElement('div')
  actions.className = 'actions'
  actions.append(...(card.links ?? []).flatMap((link) => smartLink(link, answer)), dismissal(card, answer, box))
  box.append(text('h3', card.summary), text('pre', card.detail ?? ''), text('p', card.source.label), actions)
  return box
}

// Only the app that is registered here is launched, with the card's own context.
function smartLink({ label, url, type, appContext }, { appUrl, encounterId }) {
  if (type !== 'smart' || url !== appUrl) return []
  const link = document.createElement('a')
  const query = new URLSearchParams({ visit: encounterId, practitioner, context: appContext ?? '' })
  link.href = `/chart/${patient}?${query}`
  link.textContent = label
  return [link]
}

function dismissal(card, { service }, box) {
  const form = document.createElement('form')
  const select = document.createElement('select')
  select.setAttribute('aria-label', 'Why is it set aside?')
  const reasons = card.overrideReasons ?? []
  const none = new Option('Why is it set aside?', '')
  select.append(none, ...reasons.map(({ display }, index) => new Option(display, String(index))))
  const button = text('button', 'Set aside')
  button.className = 'second'
  form.append(select, button)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const chosen = select.value === '' ? undefined : reasons[Number(select.value)]
    const reason = chosen === undefined ? null : { code: chosen.code, system: chosen.system }
    void call(`/chart/${patient}/cards/${card.uuid}/dismiss`, { method: 'POST', body: JSON.stringify({ service, reason }) }).then(
      (answer) => box.replaceChildren(text('p', answer.kind === 'answered' ? 'Set aside; the service was told.' : silence[answer.kind])),
    )
  })
  return form
}

function text(name, content) {
  const element = document.createElement(name)
  element.textContent = content
  return element
}

async function call(address, init) {
  const response = await fetch(address, init)
  return response.ok ? response.json() : { kind: 'refused' }
}

async function close(button) {
  button.disabled = true
  const answer = await call(`/chart/${patient}/visits/${button.dataset.close}/close?practitioner=${practitioner}`, { method: 'POST' })
  button.closest('li').querySelector('.status').textContent = 'finished'
  button.remove()
  show(answer)
}

for (const button of document.querySelectorAll('button[data-close]')) button.addEventListener('click', () => void close(button))

show(await call(`/chart/${patient}/opened?practitioner=${practitioner}&visit=${visit}`))
