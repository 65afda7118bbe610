import { spawn } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { freePort } from '#test/support/free-port.ts'
import { config } from './hospital.ts'

const started: ReturnType<typeof spawn>[] = []
afterEach(() => {
  for (const process of started.splice(0)) process.kill()
})

/** Starts the service as `npm run cds` does; resolves with its first line, of the log or of the complaint. */
function start(environment: Readonly<Record<string, string>>): Promise<{ readonly line: string; readonly exit: Promise<number | null> }> {
  const service = spawn(process.execPath, ['src/cds-hooks/main.ts'], { env: { ...process.env, ...environment } })
  started.push(service)
  const exit = new Promise<number | null>((resolve) => void service.once('exit', resolve))
  return new Promise((resolve) => {
    const heard = (chunk: Buffer) => resolve({ line: chunk.toString(), exit })
    service.stdout.once('data', heard)
    service.stderr.once('data', heard)
  })
}

test('the service runs as it is written, without a build, and lists its services', async () => {
  const port = await freePort()
  const { line } = await start({ CDS_HOOKS_CONFIG: JSON.stringify({ ...config, listen: { host: 'localhost', port } }) })
  expect(JSON.parse(line)).toMatchObject({ event: 'started', port })
  const listed = (await (await fetch(`http://localhost:${port}/cds-services`)).json()) as { services: readonly unknown[] }
  expect(listed.services).toHaveLength(2)
  const refused = await fetch(`http://localhost:${port}/cds-services/visit-close-chart`, { method: 'POST', body: 'x'.repeat(5_000_000) })
  expect([refused.status, await refused.text()]).toEqual([401, ''])
}, 20_000)

test.each([
  ['a wrong configuration', '{"publicUrl":"x"}', /^CDS_HOOKS_CONFIG: publicUrl: must be https/],
  ['no file', 'no-such-file.json', /no-such-file\.json/],
])(
  '%s ends it with one clear line',
  async (_, told, words) => {
    const { line, exit } = await start({ CDS_HOOKS_CONFIG: told })
    expect(line).toMatch(words)
    expect(line).not.toMatch(/at .*:\d+:\d+/)
    expect(await exit).toBe(1)
  },
  20_000,
)
