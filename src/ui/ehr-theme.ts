/** What the app takes over of an EHR's look; a token that is absent stays the app's own. */
export interface EhrTheme {
  readonly scheme?: 'light' | 'dark'
  readonly accent?: { readonly color: string; readonly ink: '#000000' | '#ffffff' }
  readonly radius?: string
  readonly textSize?: string
}

/** The surfaces that text in the accent stands on, as `first.css` has them. */
export const surfaces = { light: ['#f5f6f4', '#ffffff'], dark: ['#14181a', '#1c2225'] } as const

/** WCAG 2.2, 1.4.3. */
const leastContrast = 4.5

/**
 * Takes of a SMART style what is safe to take: six-digit colours with enough contrast and lengths within reason.
 * The app keeps its own paper and ink; a readable pair of the EHR decides whether it is light or dark.
 */
export function themeIn(style: Readonly<Record<string, unknown>>): EhrTheme {
  const scheme = schemeOf(colorIn(style['color_background']), colorIn(style['color_text']))
  const accent = colorIn(style['color_highlight'])
  const behind = scheme === null ? [...surfaces.light, ...surfaces.dark] : surfaces[scheme]
  const isReadable = accent !== null && behind.every((surface) => contrast(accent, surface) >= leastContrast)
  const radius = pixelsIn(style['dim_border_radius'], 0, 16)
  const textSize = pixelsIn(style['dim_font_size'], 12, 20)
  return {
    ...(scheme === null ? {} : { scheme }),
    ...(isReadable ? { accent: { color: accent, ink: contrast(accent, '#ffffff') >= leastContrast ? '#ffffff' : '#000000' } } : {}),
    ...(radius === null ? {} : { radius }),
    ...(textSize === null ? {} : { textSize }),
  }
}

/** Lays the theme over the tokens of the page. */
export function wear({ scheme, accent, radius, textSize }: EhrTheme, { style }: HTMLElement): void {
  const properties: Readonly<Record<string, string | undefined>> = {
    'color-scheme': scheme,
    '--accent': accent?.color,
    '--accent-ink': accent?.ink,
    '--radius': radius,
    '--text': textSize,
  }
  for (const [name, value] of Object.entries(properties)) if (value !== undefined) style.setProperty(name, value)
}

function schemeOf(background: string | null, text: string | null): 'light' | 'dark' | null {
  if (background === null || text === null || contrast(background, text) < leastContrast) return null
  return luminance(background) > luminance(text) ? 'light' : 'dark'
}

function colorIn(value: unknown): string | null {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value.toLowerCase() : null
}

function pixelsIn(value: unknown, least: number, most: number): string | null {
  const pixels = typeof value === 'string' ? /^(\d{1,2})px$/.exec(value)?.[1] : undefined
  return pixels !== undefined && Number(pixels) >= least && Number(pixels) <= most ? `${Number(pixels)}px` : null
}

/** WCAG contrast of two six-digit colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
