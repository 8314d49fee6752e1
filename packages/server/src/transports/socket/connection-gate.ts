import type { IncomingMessage } from 'node:http'

import type { HookHost } from '../../hook/hook-host.ts'
import type { PageGate } from '../../hook/page-gate.ts'
import { type Refusal, askBeforeConnect } from './before-connect.ts'
import { type OriginRules, mayConnect } from './origin-check.ts'
import type { SocketConfig } from './socket-config.ts'

/** Decides who may connect, cheapest question first. */
export interface ConnectionGate extends PageGate {
  /** Whether the page may; refused ones are answered `Bad request`. */
  readonly letsOrigin: (req: IncomingMessage) => boolean
  /** Whether there is room, and the app wants it. */
  admit(req: IncomingMessage): Promise<Refusal>
}

/** How many connections there are. */
export interface ConnectionCounts {
  all(): number
  of(address: string): number
}

/** Makes the gate of one app. */
export function createConnectionGate(
  host: HookHost,
  config: SocketConfig,
  originRules: OriginRules,
  counts: ConnectionCounts,
): ConnectionGate {
  const { beforeConnect, maxConnections, maxConnectionsPerAddress } = config
  const pageRules = { ...originRules, allowForeignOrigins: false, requireOrigin: true }
  return {
    letsPage: (req) => mayConnect(req, pageRules),
    // An app with `beforeConnect` decides about origins itself, as in Sails.
    letsOrigin: (req) => beforeConnect !== undefined || mayConnect(req, originRules),
    async admit(req) {
      if (host.phase === 'draining' || host.phase === 'lowered') return 'E_SHUTTING_DOWN'
      const address = req.socket.remoteAddress ?? ''
      const isFull =
        (maxConnections !== undefined && counts.all() >= maxConnections) ||
        (maxConnectionsPerAddress !== undefined && counts.of(address) >= maxConnectionsPerAddress)
      if (isFull) return 'E_TOO_MANY_CONNECTIONS'
      return beforeConnect === undefined
        ? undefined
        : askBeforeConnect(beforeConnect, req, host.log)
    },
  }
}
