import type { AddressInfo } from 'node:net'
import { serve, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { ConnectionDropped } from './faults.ts'
import type { Sandbox } from './sandbox.ts'

export interface Listener {
  readonly url: string
  close(): Promise<void>
}

/** Puts a sandbox on a port; rejects when the port is taken. */
export async function listen(sandbox: Pick<Sandbox, 'handle'>, port: number, host = 'localhost'): Promise<Listener> {
  const fetch = async (request: Request, { outgoing }: HttpBindings) => {
    try {
      return await sandbox.handle(request)
    } catch (error) {
      if (!(error instanceof ConnectionDropped)) throw error
      outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    }
  }
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: fetch as never, port, hostname: host }, (info: AddressInfo) =>
      resolve({
        url: `http://${host}:${info.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      }),
    )
    server.on('error', reject)
  })
}
