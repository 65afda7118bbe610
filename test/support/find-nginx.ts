import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

export interface Nginx {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
  /** The list of media types that comes with it. */
  readonly types: string
}

const usual = ['/usr/sbin', '/usr/local/sbin', '/usr/local/nginx/sbin', '/opt/homebrew/bin', '/usr/local/bin']
const advice = 'Install nginx (Debian: apt-get install nginx-light), or name it in NGINX_PATH.'

/**
 * A real nginx: the one that `NGINX_PATH` names, an installed one, else that of the machine's Debian or Ubuntu release,
 * unpacked once below node_modules without being installed. Throws where none can be had: the test of the headers never
 * passes without one.
 */
export function findNginx(): Nginx {
  const { NGINX_PATH: named, PATH = '' } = process.env
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return installed(named)
    throw new Error(`NGINX_PATH names ${named}, which does not exist.`)
  }
  const name = process.platform === 'win32' ? 'nginx.exe' : 'nginx'
  const found = [...PATH.split(delimiter).filter((folder) => folder !== ''), ...usual]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))
  return found === undefined ? unpacked() : installed(found)
}

function installed(path: string): Nginx {
  const about = spawnSync(path, ['-V'], { encoding: 'utf8' }).stderr
  const conf = /--conf-path=(\S+)/.exec(about)?.[1] ?? 'conf/nginx.conf'
  const places = ['..', '../..'].map((up) => resolve(path, up, conf, '..', 'mime.types'))
  return { path, env: {}, types: places.find((place) => existsSync(place)) ?? resolve(conf, '..', 'mime.types') }
}

function unpacked(): Nginx {
  const folder = resolve(`node_modules/.cache/nginx-${process.arch}`)
  if (!existsSync(folder)) {
    mkdirSync(resolve('node_modules/.cache'), { recursive: true })
    const beside = mkdtempSync(`${folder}-`)
    try {
      unpackInto(beside)
      rmSync(join(beside, 'packages'), { recursive: true })
      // In one step, so that no other run ever sees half of it.
      renameSync(beside, folder)
    } catch (error) {
      if (existsSync(folder)) return unpacked()
      throw new Error(`No nginx was found, and Debian's could not be fetched (${said(error)}). ${advice}`, { cause: error })
    } finally {
      rmSync(beside, { recursive: true, force: true })
    }
  }
  const libraries = globSync(join(folder, 'usr/lib/*-linux-gnu'))
  return {
    path: join(folder, 'usr/sbin/nginx'),
    env: libraries.length === 0 ? {} : { LD_LIBRARY_PATH: libraries.join(delimiter) },
    types: join(folder, 'etc/nginx/mime.types'),
  }
}

function unpackInto(folder: string): void {
  const fetched = join(folder, 'packages')
  mkdirSync(fetched)
  download(['nginx', 'nginx-common'], fetched)
  unpackAll(fetched, folder)
  if (!execFileSync('ldd', [join(folder, 'usr/sbin/nginx')], { encoding: 'utf8' }).includes('not found')) return
  const [main] = globSync(join(fetched, 'nginx_*.deb'))
  const needed = execFileSync('dpkg-deb', ['--field', main ?? '', 'Depends'], { encoding: 'utf8' })
  download(
    [...needed.matchAll(/\b(?:lib(?!c6)[\w.+-]+|zlib1g)/g)].map(([name]) => name),
    fetched,
  )
  unpackAll(fetched, folder)
}

/** Fetches packages of the machine's own release; where its lists are missing, reads them into a folder of ours first. */
function download(names: readonly string[], folder: string): void {
  const get = (options: readonly string[]) => execFileSync('apt-get', [...options, 'download', ...names], { cwd: folder, stdio: 'pipe' })
  try {
    get([])
  } catch {
    const state = join(folder, 'state')
    for (const needed of ['state/lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, needed), { recursive: true })
    const own = ['-o', `Dir::State=${state}`, '-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', `Dir::Cache=${join(folder, 'cache')}`]
    execFileSync('apt-get', [...own, 'update'], { stdio: 'pipe' })
    get(own)
  }
}

function unpackAll(packages: string, folder: string): void {
  for (const file of globSync(join(packages, '*.deb'))) execFileSync('dpkg-deb', ['--extract', file, folder])
}

function said(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n').find((line) => line.trim() !== '') ?? '').trim() : String(error)
}
