import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

export interface Browser {
  readonly path: string
  /** What the browser needs in its environment besides ours. */
  readonly env: Readonly<Record<string, string>>
}

const installed: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable', 'chromium', 'chromium-browser'].flatMap(
    (name) => ['/usr/bin', '/usr/local/bin', '/snap/bin'].map((folder) => join(folder, name)),
  ),
  darwin: ['Google Chrome', 'Microsoft Edge', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap((name) =>
    ['C:\\Program Files', 'C:\\Program Files (x86)'].map((folder) => `${folder}\\${name}`),
  ),
}

/**
 * A real browser: the one that `CHROME_PATH` names, an installed Chrome, Edge or Chromium, else the one that npm brings.
 * Throws one sentence where none can be had.
 */
export async function findBrowser(): Promise<Browser> {
  const { CHROME_PATH: named } = process.env
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return { path: named, env: {} }
    throw new Error(`CHROME_PATH names ${named}, which does not exist.`)
  }
  const found = installed[process.platform]?.find((path) => existsSync(path))
  if (found !== undefined) return { path: found, env: {} }
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked()
  throw new Error('No browser was found: install Chrome, Edge or Chromium, or name one in CHROME_PATH.')
}

/** The Chromium inside @sparticuz/chromium, unpacked once a version; its own start-up flags are never used. */
async function unpacked(): Promise<Browser> {
  const { version } = createRequire(import.meta.url)(resolve('node_modules/@sparticuz/chromium/package.json')) as { version: string }
  const folder = resolve(`node_modules/.cache/chromium-${version}`)
  if (!existsSync(folder)) {
    mkdirSync(resolve('node_modules/.cache'), { recursive: true })
    const beside = mkdtempSync(`${folder}-`)
    await unpackInto(beside)
    // In one step, so that no other run ever sees half a browser.
    try {
      renameSync(beside, folder)
    } catch (error) {
      if (!existsSync(folder)) throw error
      rmSync(beside, { recursive: true })
    }
  }
  const path = join(folder, 'chromium')
  const libraries = lacksLibraries(path) ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } : {}
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }
  return { path, env: { ...libraries, ...fonts } }
}

async function unpackInto(folder: string): Promise<void> {
  const before = { ...process.env }
  // The package unpacks into the temporary folder, and its libraries only where it believes to run on Lambda.
  process.env['TMPDIR'] = folder
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs24.x'
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
  } finally {
    for (const name of ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME']) {
      const value = before[name]
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

function lacksLibraries(path: string): boolean {
  return execFileSync('ldd', [path], { encoding: 'utf8' }).includes('not found')
}
