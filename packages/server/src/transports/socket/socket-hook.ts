import { isPlainObject } from '@halyard/protocol'
import type { Server } from 'socket.io'

import { type Hook, type HookDefinition, defineHook } from '../../hook/hook-definition.ts'
import type { HookHost } from '../../hook/hook-host.ts'
import { isProduction } from '../../hook/is-production.ts'
import { compileTrustProxy } from '../../request/trust-proxy.ts'
import { closeConnections } from './close-connections.ts'
import { type ConnectionGate, createConnectionGate } from './connection-gate.ts'
import { createIoServer } from './create-io-server.ts'
import { defineOnDemand } from './define-on-demand.ts'
import { joinProcesses } from './join-processes.ts'
import { openOnFirstUse } from './open-on-first-use.ts'
import { type End, type OpenSockets, openSockets } from './open-sockets.ts'
import { type OriginRules, findTrustedOrigins } from './origin-check.ts'
import { type SocketConfig, readSocketConfig } from './socket-config.ts'
import { SOCKET_DEFAULTS } from './socket-defaults.ts'

/**
 * Serves the app over Socket.IO: virtual requests, and rooms as `sails.sockets`. Public as `sails.hooks.sockets`:
 * `broadcastAdminMessage`, `blastAdminMessage`, and `membership` for hooks that keep rooms of their own.
 * Socket.IO is loaded at its first use or shortly after the lift, see {@link openOnFirstUse}; an app of several
 * processes loads it at once, to find the others.
 * @see Sails reference: sails.config.sockets
 */
export const socketsHook: Hook = defineHook((host) => {
  let config: SocketConfig
  const ends: End[] = []
  let isOver = false

  const hook: HookDefinition = {
    after: ['session', 'http'],
    defaults: { sockets: { ...SOCKET_DEFAULTS } },

    configure() {
      config = readConfig(host)
    },

    async initialize() {
      const gate = createGate(host, config, () => io)
      let io: Server
      const createIo = (): Server => {
        io = createIoServer(host.httpServer, config, gate)
        ends.push(() => closeConnections(io))
        // Somebody reads `sails.io` of an app that was lowered: it finds a closed one.
        if (isOver) queueMicrotask(() => void endAll(ends))
        return io
      }
      const open = await prepare(host, config, createIo, ends)
      Object.assign(hook, { letsPage: gate.letsPage })
      defineOnDemand(host, { io: () => open().io, sockets: () => open().rooms })
      defineOnDemand(hook, {
        broadcastAdminMessage: () => open().broadcastAdminMessage,
        blastAdminMessage: () => open().blastAdminMessage,
        membership: () => open().membership,
      })
    },

    async teardown() {
      isOver = true
      await endAll(ends)
    },
  }
  return hook
})

/** @returns what opens the sockets, if they are not open yet */
async function prepare(
  host: HookHost,
  config: SocketConfig,
  createIo: () => Server,
  ends: End[],
): Promise<() => OpenSockets> {
  if (config.adapter === undefined) {
    return openOnFirstUse(host, config.path, ends, () =>
      openSockets(host, createIo(), config, ends),
    )
  }
  const io = createIo()
  ends.unshift(await joinProcesses(io, config.adapter, processesOptions(host, config)))
  const opened = openSockets(host, io, config, ends)
  return () => opened
}

/** One after the other, the last first: each may need what was opened before it. */
async function endAll(ends: End[]): Promise<void> {
  const end = ends.pop()
  if (end === undefined) return
  await end()
  await endAll(ends)
}

function readConfig(host: HookHost): SocketConfig {
  return readSocketConfig(host.config['sockets'], {
    isProduction: isProduction(host),
    ignoreUnknownKeys: host.config['unknownConfigKeys'] === 'ignore',
    warn: (message) => host.log.warn(message),
  })
}

function createGate(host: HookHost, config: SocketConfig, io: () => Server): ConnectionGate {
  const { security, http } = host.config
  const originRules: OriginRules = {
    onlyAllowOrigins: config.onlyAllowOrigins,
    requireOrigin: config.requireOrigin,
    allowForeignOrigins: config.allowForeignOrigins,
    trustedOrigins: findTrustedOrigins(isPlainObject(security) ? security['cors'] : undefined),
    allowLoopback: !isProduction(host),
    trustProxy: compileTrustProxy(isPlainObject(http) ? http['trustProxy'] : undefined),
  }
  return createConnectionGate(host, config, originRules, {
    all: () => io().engine.clientsCount,
    of: (address) => countConnections(io(), address),
  })
}

function countConnections(io: Server, address: string): number {
  let count = 0
  for (const socket of io.sockets.sockets.values())
    if (socket.handshake.address === address) count++
  return count
}

function processesOptions(
  host: HookHost,
  config: SocketConfig,
): Parameters<typeof joinProcesses>[2] {
  const { appPath } = host.config
  return {
    appPath: typeof appPath === 'string' ? appPath : process.cwd(),
    ackTimeoutMs: config.roomAckTimeoutMs,
    log: host.log,
  }
}
