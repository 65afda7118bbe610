// The EHR's side of SMART Web Messaging: answers the launched app, and nobody else.
const frame = document.querySelector('#app')
const { handle, origin, scratchpad } = frame?.dataset ?? {}

addEventListener('message', (event) => void hear(event))

async function hear({ data, origin: from, source }) {
  if (handle === undefined || from !== origin || source !== frame.contentWindow || data?.messagingHandle !== handle) return
  const payload = await answer(data)
  if (payload === null) return
  source.postMessage(
    { messageId: crypto.randomUUID(), responseToMessageId: data.messageId, additionalResponsesExpected: false, payload },
    from,
  )
}

async function answer({ messageType, payload }) {
  switch (messageType) {
    case 'status.handshake':
      return {}
    case 'scratchpad.read':
      return { scratchpad: await (await fetch(scratchpad)).json() }
    case 'scratchpad.create': {
      const reply = await fetch(scratchpad, { method: 'POST', body: JSON.stringify(payload.resource) })
      return { status: `${reply.status}`, location: (await reply.json()).location }
    }
    default:
      return null
  }
}
