import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** The floor of the measurement: the same server library, a handler that parses the body and says nothing. */
const app = new Hono().post('*', async (context) => {
  await context.req.json()
  return context.json({ cards: [] })
})
serve({ fetch: app.fetch, hostname: 'localhost', port: Number(process.env['PORT']) }, () => void process.stdout.write('started\n'))
