import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'

test('the script for the public launcher holds against the sandbox in its manner, and takes its charge back', async () => {
  const args = ['test/e2e-public/run.ts', '--quirks', '--write']
  const output = await new Promise<string>((done) => {
    execFile(process.execPath, args, (error, stdout, stderr) => done(`${stdout}${stderr}exit ${String(error?.code ?? 0)}`))
  })
  expect(output).toContain('14 of 14 held')
  expect(output).toContain('exit 0')
})
