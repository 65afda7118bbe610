import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vitest/config'
import { contentPolicy } from './src/deploy/content-policy.ts'
import { buildInPage, healthPage } from './src/deploy/health-page.ts'

/** The app's address while developing; on another site than the sandbox EHR, so that framing and storage behave as in a hospital. */
const address = { host: '127.0.0.1', port: 5173, strictPort: true }

/** Every state of the screen at every width and in every colour scheme: long, and run by itself. */
const everyState = 'test/e2e/states.spec.ts'
const inBrowser = { fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 }

/** One file for each step of the way to the draft: a request costs the browser more than its bytes. */
const firstFiles = [
  { name: 'first', test: /src\/main\.ts$/ },
  { name: 'reading', test: /src\/(fhir\/finish-sign-in|queries\/begin-reading)\.ts$/ },
  { name: 'screen', test: /src\/app\/show\.tsx$/ },
  { name: 'review', test: /src\/app\/ListedVisit\.tsx$/ },
]

export default defineConfig({
  base: './',
  plugins: [
    react(),
    compiledRules(),
    pureFhirclient(),
    policyInPage(),
    nextFiles(),
    compiledAhead(),
    buildInPage(),
    healthPage(() => [compiledRules(), policyInPage(), buildInPage()]),
  ],
  // fhirclient without its shims for old browsers and Node: valid only together with the empty modules below.
  define: { FHIRCLIENT_PURE: 'true' },
  resolve: { alias: [{ find: /^fhirclient$/, replacement: 'fhirclient/lib/entry/browser.js' }] },
  // The development server bundles dependencies apart, with plugins of its own.
  optimizeDeps: { rolldownOptions: { plugins: [pureFhirclient()] } },
  server: address,
  preview: address,
  build: {
    target: 'es2023',
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What two of them need lies in the earlier one.
          groups: firstFiles.map((file, index) => ({ ...file, priority: firstFiles.length - index })),
        },
      },
    },
    modulePreload: { polyfill: false, resolveDependencies: (_, files, { hostType }) => (hostType === 'html' ? files : []) },
  },
  test: {
    setupFiles: ['test/support/fail-on-noise.ts', 'test/faults/invariants.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          // A busy machine is slow; no test is about time.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { ...inBrowser, name: 'e2e', include: ['test/e2e/**/*.spec.ts'], exclude: [everyState] },
      },
      {
        extends: true,
        test: { ...inBrowser, name: 'states', include: [everyState] },
      },
    ],
  },
})

/** Writes into a built page the part of the policy that holds at every site: any https address may be called. */
function policyInPage(): Plugin {
  const content = contentPolicy(['https:', 'http://localhost:*', 'http://127.0.0.1:*'])
  return {
    name: 'content-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' }],
  }
}

/** What the first screen needs beside the first chunk, in the order in which it is needed. */
const firstScreen = ['/src/fhir/finish-sign-in.ts', '/src/app/show.tsx', '/src/app/ListedVisit.tsx', 'virtual:rule-book']

/** Names the files of the first screen in the page, so that `main.ts` has them fetched on the way out to the sign-in. */
function nextFiles(): Plugin {
  return {
    name: 'next-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const files = new Map<string, string>()
        const chunks = Object.values(bundle).filter((part) => part.type === 'chunk')
        const follow = (file: string) => {
          const chunk = chunks.find(({ fileName }) => fileName === file)
          if (chunk === undefined || chunk.name === 'first' || files.has(file)) return
          files.set(file, chunk.name)
          chunk.imports.forEach(follow)
          chunk.viteMetadata?.importedCss.forEach((style) => files.set(style, 'style'))
        }
        for (const module of firstScreen)
          chunks.filter(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module))).forEach(({ fileName }) => follow(fileName))
        return Array.from(files, ([file, name]) => ({
          tag: 'link',
          attrs: { 'data-next': name, href: `./${file}` },
          injectTo: 'head' as const,
        }))
      },
    },
  }
}

/**
 * Most of what these files hold runs until the draft: with V8's explicit compile hint the browser compiles it while it
 * loads, beside the page's own thread, and not on that thread at each first call.
 */
function compiledAhead(): Plugin {
  return {
    name: 'compiled-ahead',
    generateBundle: {
      // At the top of the file; Vite writes its own list of files there.
      order: 'post',
      handler(_, bundle) {
        for (const part of Object.values(bundle))
          if (part.type === 'chunk' && firstFiles.some(({ name }) => name === part.name))
            part.code = `//# allFunctionsCalledOnLoad\n${part.code}`
      },
    },
  }
}

/**
 * `virtual:rule-book`: fhir-resources as the parser read them, so that neither the parser nor the FHIR ceremony ships.
 * The files themselves lie beside the app, for whoever opens a rule from the screen, and with them the licences of what ships.
 */
function compiledRules(): Plugin {
  const id = 'virtual:rule-book'
  return {
    name: 'compiled-rules',
    generateBundle() {
      for (const file of ['LICENSE', 'NOTICE', ...globSync('fhir-resources/**/*.json')]) {
        this.emitFile({ type: 'asset', fileName: file.replaceAll('\\', '/'), source: readFileSync(file) })
      }
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(loaded) {
      if (loaded !== `\0${id}`) return undefined
      const { parseRuleBook } = await import('./src/core/parse-rule-book.ts')
      const files = globSync('fhir-resources/**/*.json')
      for (const file of files) this.addWatchFile(resolve(file))
      return `export const ruleBook = ${JSON.stringify(parseRuleBook(files.map((file) => JSON.parse(readFileSync(file, 'utf8')))))}`
    },
  }
}

/** The three functions of js-base64 that fhirclient calls, always for base64url (RFC 4648, 5), in jose's much smaller words. */
const base64url = `
import { decode as bytesIn, encode } from 'jose/base64url'
export const fromUint8Array = (bytes) => encode(bytes)
export const encodeURL = encode
export const decode = (text) => new TextDecoder().decode(bytesIn(text))`

/**
 * Leaves out what fhirclient brings for Node and old browsers, and its own FHIR client, which a sign-in ends with and the
 * app never calls; its `debug` also logs token answers.
 */
function pureFhirclient(): Plugin {
  const empty = /^(isomorphic-webcrypto|cross-fetch|abortcontroller-polyfill(\/.*)?)$/
  const client = /^\.\.?\/(Fhir)?Client$/
  const own = /[\\/]fhirclient[\\/]lib[\\/]/
  return {
    name: 'pure-fhirclient',
    enforce: 'pre',
    resolveId(source, importer) {
      if (empty.test(source)) return '\0empty'
      if (source === 'debug') return '\0silent-debug'
      if (source === 'js-base64') return '\0base64url'
      return client.test(source) && importer !== undefined && own.test(importer) ? '\0unused-client' : undefined
    },
    load(loaded) {
      if (loaded === '\0empty') return 'module.exports = {}'
      if (loaded === '\0base64url') return base64url
      if (loaded === '\0unused-client') return 'exports.default = class {}'
      if (loaded === '\0silent-debug') return 'const silent = () => {}\nsilent.extend = () => silent\nmodule.exports = () => silent'
      return undefined
    },
  }
}
