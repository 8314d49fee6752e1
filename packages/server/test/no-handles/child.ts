import { once } from 'node:events'

import { type Config, type Request, type Response, Sails } from '../../src/index.ts'
import { portOf } from '../http/lift-app.ts'

/** What a child tells when it has lowered its apps. */
export interface Left {
  /** What keeps a process alive: servers, connections, timers. */
  resources: string[]
  /** Listeners on `process`, by event, that were not there before. */
  listeners: string[]
}

const config: Config = {
  port: 0,
  explicitHost: '127.0.0.1',
  log: { level: 'silent' },
  requestTimeoutMs: 30_000,
  sockets: { transports: ['websocket', 'polling'] },
  routes: {
    'GET /session': (req: Request, res: Response) => {
      if (req.session !== undefined) req.session['visits'] = 1
      res.json('visited')
    },
    'GET /slow': (_req: Request, res: Response) => void setTimeout(() => res.json('slow'), 50),
    'GET /never': () => undefined,
  },
}

const SCENARIOS: Record<string, () => Promise<void>> = {
  /** The parent's clients are connected, and asking, while the app lowers. */
  async 'with clients'() {
    await serveParent(config)
  },

  async 'with clients and Redis'() {
    await serveParent({
      ...config,
      sockets: { ...config.sockets, adapter: '@socket.io/redis-adapter', host: '127.0.0.1' },
      session: { adapter: 'connect-redis', host: '127.0.0.1' },
    })
  },

  async 'after a failed lift'() {
    const app = new Sails()
    await app.lift(config)
    const second = new Sails().lift({ ...config, port: portOf(app) })
    await second.catch(() => undefined)
    await new Sails().lift({ ...config, port: -1 }).catch(() => undefined)
    await new Sails()
      .lift({ ...config, bootstrap: () => Promise.reject(new Error('no')) })
      .catch(() => undefined)
    await app.lower()
  },

  async 'after many apps'() {
    for (let turn = 0; turn < 12; turn++) {
      const app = new Sails()
      // One after the other, as a test suite does it.
      // oxlint-disable-next-line no-await-in-loop
      await app.lift(config)
      // oxlint-disable-next-line no-await-in-loop
      await app.request('/session')
      // oxlint-disable-next-line no-await-in-loop
      await app.lower()
    }
  },

  async 'side by side'() {
    const apps = Array.from({ length: 5 }, () => new Sails())
    await Promise.all(apps.map(async (app) => app.lift(config)))
    await Promise.all(apps.map(async (app) => app.request('/slow')))
    await Promise.all(apps.map(async (app) => app.lower()))
  },
}

async function serveParent(settings: Config): Promise<void> {
  const app = new Sails()
  await app.lift(settings)
  process.send?.({ port: portOf(app) })
  await once(process, 'message')
  await app.lower({ delay: 200 })
}

async function main(): Promise<void> {
  const before = countListeners()
  await SCENARIOS[process.argv[2] ?? '']?.()
  // Node lists a handle for some turns after it has said that it is closed.
  // oxlint-disable-next-line no-await-in-loop
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
  const listeners = Object.entries(countListeners())
    .filter(([event, count]) => count > (before[event] ?? 0))
    .map(([event]) => event)
  const left: Left = { resources: process.getActiveResourcesInfo(), listeners }
  process.send?.({ left })
  process.disconnect?.()
}

/** IPC listens too, while the parent speaks to us. */
function countListeners(): Record<string, number> {
  const events = process.eventNames().filter((event) => event !== 'message')
  return Object.fromEntries(events.map((event) => [String(event), process.listenerCount(event)]))
}

void main()
