import { build, type Plugin, type Rolldown } from 'vite'
import { readBuildRecord } from './build-record.ts'

/** Writes version, commit and rule files into health.html, where no script is needed to read them. */
export function buildInPage(): Plugin {
  return {
    name: 'build-in-page',
    transformIndexHtml: { order: 'pre', handler: (html) => html.replace('<!-- build -->', () => describeBuild()) },
  }
}

/**
 * Builds health.html beside the app, in a build of its own with these plugins: sharing a chunk with it would put weight on
 * the way of a launch. `health.json` says the same to a monitor.
 */
export function healthPage(plugins: () => readonly Plugin[]): Plugin {
  return {
    name: 'health-page',
    apply: 'build',
    async generateBundle() {
      const built = (await build({
        configFile: false,
        logLevel: 'error',
        base: './',
        publicDir: false,
        plugins: [...plugins()],
        build: {
          write: false,
          target: 'es2023',
          modulePreload: { polyfill: false },
          rolldownOptions: {
            input: 'health.html',
            output: { entryFileNames: 'assets/health-[hash].js', chunkFileNames: 'assets/health-[name]-[hash].js' },
          },
        },
      })) as Rolldown.RolldownOutput
      for (const part of built.output.filter(({ fileName }) => /^(health\.html|assets\/.*)$/.test(fileName)))
        this.emitFile({ type: 'asset', fileName: part.fileName, source: part.type === 'chunk' ? part.code : part.source })
      this.emitFile({ type: 'asset', fileName: 'health.json', source: `${JSON.stringify(readBuildRecord(), null, 2)}\n` })
    },
  }
}

function describeBuild(): string {
  const { version, commit, rules } = readBuildRecord()
  const rows = rules.map(
    (rule) =>
      `<tr><td><a href="${rule.file}">${rule.file.replace('fhir-resources/', '')}</a></td><td>${rule.version}</td><td>${rule.date}</td></tr>`,
  )
  return `<section class="panel">
          <h2>This build</h2>
          <dl class="points">
            <div><dt>Version</dt><dd>${version}</dd></div>
            <div><dt>Commit</dt><dd>${commit ?? 'not known: built outside its repository'}</dd></div>
          </dl>
        </section>
        <section class="panel">
          <h2>Its rules</h2>
          <div class="wide" tabindex="0" role="region" aria-label="Rule files">
          <table>
            <thead><tr><th scope="col">File</th><th scope="col">Version</th><th scope="col">Date</th></tr></thead>
            <tbody>${rows.join('')}</tbody>
          </table>
          </div>
        </section>`
}
