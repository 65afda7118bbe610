import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWindow, openWorld, type World } from '#test/support/world.ts'
import { bringAbout, states } from './states.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
afterAll(() => world.close())

const looks = [320, 400, 1280].flatMap((width) =>
  ([{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const).map((media) => ({ width, media })),
)

describe('every state is there, cut off nowhere, and without a fault that axe knows', () => {
  test.each(states)('$name', async (state) => {
    const window = await openWindow(world, { width: state.manner === undefined ? 400 : 1280, height: 700 })
    const { page } = window
    try {
      await bringAbout(state, world, window)
      const found: string[] = []
      for (const { width, media } of state.manner === undefined ? looks : looks.filter((look) => look.width === 1280)) {
        await page.emulateMedia({ colorScheme: null, forcedColors: null, ...media })
        await page.setViewportSize({ width, height: 700 })
        const root = state.manner === undefined ? page : (page.frame({ url: (url) => url.href.startsWith(world.app.url) }) ?? page)
        const overflow = await root.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (overflow > 0) found.push(`${overflow} px too wide at ${width}`)
        const axe = new AxeBuilder({ page })
        // While the chart is being read there is no verdict yet to be the page's heading.
        if (['reading', 'slow'].includes(state.name)) axe.disableRules(['page-has-heading-one'])
        const { violations } = await (state.manner === undefined ? axe : axe.include(['#app', 'main'])).analyze()
        for (const { id, nodes } of violations) {
          found.push(`${id} at ${width} ${JSON.stringify(media)}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
        }
      }
      expect(found).toEqual([])
    } finally {
      await window.context.close()
    }
  })
})
