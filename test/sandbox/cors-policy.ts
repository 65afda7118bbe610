import { cors } from 'hono/cors'

/** Lets the registered origins call from a browser and read these headers. */
export function corsFor(origins: readonly string[] | 'any', exposed: readonly string[]): ReturnType<typeof cors> {
  return cors({
    origin: (origin) => (origins === 'any' || origins.includes(origin) ? origin : null),
    allowMethods: ['GET', 'POST', 'PUT', 'OPTIONS'],
    allowHeaders: ['authorization', 'content-type', 'if-match', 'if-none-exist', 'prefer', 'accept'],
    exposeHeaders: [...exposed],
    maxAge: 600,
  })
}
