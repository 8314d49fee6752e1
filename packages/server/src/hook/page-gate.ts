import type { IncomingHttpHeaders } from 'node:http'

import type { HookHost } from './hook-host.ts'

/** What of an HTTP request tells where it comes from. */
export interface PageRequest {
  readonly headers: IncomingHttpHeaders
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/** What the sockets hook offers to those who let pages act over HTTP for a socket: `sails.hooks.sockets`. */
export interface PageGate {
  /**
   * Whether a request comes from a page that is trusted with the sockets' sessions: of our own host, or of an origin
   * that the configuration names. Stricter than who may connect: a request without origin does not pass, and
   * `allowForeignOrigins` does not count, nor does `beforeConnect`.
   */
  readonly letsPage: (req: PageRequest) => boolean
}

/** The sockets hook's gate; `undefined` when the hook is off or replaced by one without it. */
export function pageGateOf(host: HookHost): PageGate | undefined {
  const hook: unknown = host.hooks['sockets']
  return hasPageGate(hook) ? hook : undefined
}

function hasPageGate(hook: unknown): hook is PageGate {
  if (typeof hook !== 'object' || hook === null) return false
  return typeof Reflect.get(hook, 'letsPage') === 'function'
}
