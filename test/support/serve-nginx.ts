import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nginxSnippet } from '#deploy/nginx-snippet.ts'
import type { Config } from '#fhir/config.ts'
import { findNginx } from './find-nginx.ts'
import { selfSigned } from './self-signed.ts'

export interface Site {
  /** Address of the app, with trailing slash, and the same with TLS ended by nginx. */
  readonly url: string
  readonly tlsUrl: string
  /** What nginx wrote into its access log so far. */
  readonly log: () => string
  /** Puts another file into the site, as an administrator does. */
  write(file: string, text: string): void
  close(): Promise<void>
}

/** The build with this configuration behind a real nginx on 127.0.0.1, as the snippet that we make configures it. */
export async function serveNginx(config: Config, port: number, tlsPort: number): Promise<Site> {
  const { path, env, types } = findNginx()
  const folder = mkdtempSync(join(tmpdir(), 'gait-charge-nginx-'))
  const root = join(folder, 'site')
  cpSync('dist', root, { recursive: true })
  mkdirSync(join(folder, 'logs'))
  const { certificate, key } = selfSigned()
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text)
  write('site/config.json', JSON.stringify(config))
  write('snippet.conf', nginxSnippet(config, root))
  write('certificate.pem', certificate)
  write('key.pem', key)
  write('nginx.conf', around(types, port, tlsPort))
  const nginx = spawn(path, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'logs/error.log'], { env: { ...process.env, ...env } })
  let said = ''
  nginx.stderr.on('data', (text) => (said += String(text)))
  const ended = once(nginx, 'exit')
  const url = `http://127.0.0.1:${port}/`
  await Promise.race([listening(url), ended.then(() => Promise.reject(new Error(`nginx did not start: ${said}`)))])
  return {
    url,
    tlsUrl: `https://127.0.0.1:${tlsPort}/`,
    log: () => readFileSync(join(folder, 'logs/access.log'), 'utf8'),
    write: (file, text) => write(join('site', file), text),
    close: async () => {
      nginx.kill()
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

/** What an administrator has around the snippet. One process, so that it ends with the test. */
function around(types: string, port: number, tlsPort: number): string {
  if (!existsSync(types)) throw new Error(`nginx came without ${types}.`)
  const ways = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((way) => `${way}_temp_path ${way};`)
  return `daemon off;
master_process off;
pid nginx.pid;
events {}
http {
  include "${types}";
  access_log logs/access.log;
  ${ways.join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    listen 127.0.0.1:${tlsPort} ssl;
    ssl_certificate certificate.pem;
    ssl_certificate_key key.pem;
    include snippet.conf;
  }
}
`
}

async function listening(url: string): Promise<void> {
  for (;;) {
    const isThere = await fetch(url).then(() => true, () => false) // prettier-ignore
    if (isThere) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
