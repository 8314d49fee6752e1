import { connectRules, corsConfig } from './connect-rules.ts'
import { disconnecting, reconnecting } from './disconnecting.ts'
import { handshake } from './handshake.ts'
import { concurrency, limits, proxy } from './limits-and-order.ts'
import { csrf, csrfPerRoute, replySwitches, sessions } from './odds-and-ends.ts'
import type { Runners } from './runner.ts'
import { sailsSockets } from './sails-sockets.ts'
import { protocolCrashes, serverCrashes } from './server-crashes.ts'

/** Recordings, or the parts of them, that are no plain questions. */
export const BY_HAND: Readonly<Record<string, Runners>> = {
  handshake,
  'handshake-production': handshake,
  'connect-rules': connectRules,
  cors: corsConfig,
  limits,
  concurrency,
  proxy,
  csrf,
  'csrf-production': csrf,
  'csrf-per-route': csrfPerRoute,
  sessions,
  'reply-switches': replySwitches,
  disconnect: disconnecting,
  reconnect: reconnecting,
  'sails-sockets': sailsSockets,
  'server-crashes': serverCrashes,
  'protocol-errors': protocolCrashes,
  'protocol-errors-production': protocolCrashes,
}
