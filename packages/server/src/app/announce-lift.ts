import { Server as SecureServer } from 'node:tls'

import { isPlainObject } from '@halyard/protocol'

import type { HookHost } from '../hook/hook-host.ts'

/**
 * Tells in the log where the app is to be found and how long it took to get there. `config.log.noShip` keeps it quiet.
 * @param tookMs Milliseconds from `lift()` on.
 * @param slow Parts that took long.
 */
export function announceLift(host: HookHost, tookMs: number, slow: readonly string[]): void {
  const { log, environment } = host.config
  if (isPlainObject(log) && log['noShip'] === true) return
  const place = describePlace(host)
  const where = place === undefined ? '' : ` at ${place}`
  host.log.info(`Lifted${where} in ${Math.round(tookMs)} ms (${String(environment)}).`)
  if (slow.length > 0) host.log.info(`What took long: ${slow.join(', ')}.`)
}

function describePlace({ httpServer, config }: HookHost): string | undefined {
  const address = httpServer?.address()
  if (typeof address !== 'object' || address === null) return undefined
  const scheme = httpServer instanceof SecureServer ? 'https' : 'http'
  const { explicitHost } = config
  const host = typeof explicitHost === 'string' ? explicitHost : 'localhost'
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}
