// Serves the folder `samskab` as docs/backends/quick-start.md asks a server to.

import { readdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'

const FOLDER = new URL('samskab/', import.meta.url)
const NOSNIFF = { 'X-Content-Type-Options': 'nosniff' }
// A page on another site may not read a 304 without these, and Hono takes from it what it is not told to leave.
const RETAINED = ['access-control-allow-origin', 'access-control-expose-headers', 'x-content-type-options']

process.on('uncaughtException', (error) => {
  console.error(`serve: ${error.message}`)
  process.exit(2)
})

const { port, origin } = parseArgs({
  options: { port: { type: 'string', default: '8302' }, origin: { type: 'string' } },
}).values

/** The files' texts by the paths at which they are asked for. */
const files = new Map()

const app = new Hono()
app.use(cors({ origin: '*', exposeHeaders: ['ETag', 'Content-Language', 'Retry-After'] }))
app.use(etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...RETAINED] }))
app.get('*', (context, next) => {
  const text = files.get(context.req.path)
  if (text === undefined) return next()
  return context.body(text, 200, {
    ...NOSNIFF,
    'Content-Type': 'application/json',
    'Cache-Control': 'public, no-cache',
  })
})
app.notFound((context) =>
  context.body(files.get('/samskab/problems/404.json'), 404, {
    ...NOSNIFF,
    'Content-Type': 'application/problem+json',
    'Content-Language': 'nb',
    'Cache-Control': 'no-store',
  }),
)

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(port) }, (address) => {
  read(origin ?? `http://localhost:${address.port}`)
  console.log(`listening on http://localhost:${address.port}`)
})

/** Reads the folder. Where the files name the origin that they are written for, they name this one instead. */
function read(here) {
  const text = (name) => readFileSync(new URL(name, FOLDER), 'utf8')
  const home = new URL(JSON.parse(text('service.json')).base).origin
  const names = readdirSync(FOLDER, { recursive: true }).filter((name) => name.endsWith('.json'))
  for (const name of names) files.set(`/samskab/${name}`, text(name).replaceAll(home, here))
  files.set('/.well-known/samskab', files.get('/samskab/service.json'))
}
