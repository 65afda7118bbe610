import type { LaunchTimes } from './launch.ts'

const [width, barHeight, left] = [640, 14, 110]

/** A plot of the launches as SVG: for each kind of launch the app's bar above the floor's. */
export function drawLaunches(times: readonly LaunchTimes[]): string {
  const longest = Math.max(...times.flatMap(({ app, floor }) => [app, floor]))
  const wide = (ms: number) => Math.round(((width - left - 90) * ms) / longest)
  const height = times.length * 44 + 28
  const rows = times.map(({ name, app, floor }, index) => {
    const y = 8 + index * 44
    return [
      `<text x="0" y="${y + 19}">${name}</text>`,
      `<rect x="${left}" y="${y}" width="${wide(app)}" height="${barHeight}" fill="#0b5c57"/>`,
      `<text x="${left + wide(app) + 6}" y="${y + 11}">${app} ms, app</text>`,
      `<rect x="${left}" y="${y + 17}" width="${wide(floor)}" height="${barHeight}" fill="#9aa5a1"/>`,
      `<text x="${left + wide(floor) + 6}" y="${y + 28}">${floor} ms, floor</text>`,
    ].join('\n')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Launch to draft, app and floor" font-family="system-ui, sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="#ffffff"/>
<g fill="#17211f">
${rows.join('\n')}
<text x="0" y="${height - 6}" font-size="10">Launch to draft, milliseconds of the machine that measured; only the ratio of each pair means something elsewhere.</text>
</g>
</svg>
`
}
