import { isPlainObject } from '@halyard/protocol'
import type { Server, Socket } from 'socket.io'

import { type Hook, type HookDefinition, defineHook } from '../../hook/hook-definition.ts'
import type { HookHost } from '../../hook/hook-host.ts'
import { socketSessionsOf } from '../../hook/socket-sessions.ts'
import { compileTrustProxy } from '../../request/trust-proxy.ts'
import { createAdapterBroadcast } from '../../rooms/broadcast-to-members.ts'
import { createMembership } from '../../rooms/membership.ts'
import { createRooms } from '../../rooms/rooms.ts'
import { type AdminBus, openAdminBus } from './admin-bus.ts'
import { runAfterDisconnect, runOnConnect } from './after-disconnect.ts'
import { closeConnections } from './close-connections.ts'
import { type ConnectionGate, createConnectionGate } from './connection-gate.ts'
import { createIoServer } from './create-io-server.ts'
import { joinProcesses } from './join-processes.ts'
import { type OriginRules, findTrustedOrigins } from './origin-check.ts'
import { createPreparedBroadcast } from './prepared-broadcast.ts'
import { type ServeFast, createServeFast } from './serve-fast.ts'
import { createDropSlowClient, watchSlowClients } from './slow-clients.ts'
import { type SocketConfig, readSocketConfig } from './socket-config.ts'
import { SOCKET_DEFAULTS } from './socket-defaults.ts'
import { type SocketTransport, createSocketTransport } from './socket-transport.ts'

/**
 * Serves the app over Socket.IO: virtual requests, and rooms as `sails.sockets`. Public as `sails.hooks.sockets`:
 * `broadcastAdminMessage`, `blastAdminMessage`, and `membership` for hooks that keep rooms of their own.
 * @see Sails reference: sails.config.sockets
 */
export const socketsHook: Hook = defineHook((host) => {
  let config: SocketConfig
  const ends: (() => void | Promise<void>)[] = []

  const hook: HookDefinition = {
    after: ['session', 'http'],
    defaults: { sockets: { ...SOCKET_DEFAULTS } },

    configure() {
      config = readConfig(host)
    },

    async initialize() {
      const gate = createGate(host, config, () => io)
      const io = createIoServer(host.httpServer, config, gate)
      ends.push(() => closeConnections(io))
      if (config.adapter !== undefined) {
        ends.unshift(await joinProcesses(io, config.adapter, processesOptions(host, config)))
      }
      const isAlone = config.adapter === undefined
      const admin = openAdminBus(host, io, isAlone, config.roomAckTimeoutMs)
      ends.push(() => admin.close())
      const transport = serveConnections(host, io, config, ends)
      Object.assign(host, { io, sockets: createAppRooms(host, io, config, admin, transport) })
      Object.assign(hook, {
        letsPage: gate.letsPage,
        broadcastAdminMessage: admin.broadcastAdminMessage,
        blastAdminMessage: admin.blastAdminMessage,
        membership: createMembership(io, admin.bus, config.roomAckTimeoutMs),
      })
    },

    async teardown() {
      await endAll(ends)
    },
  }
  return hook
})

/** One after the other, the last first: each may need what was opened before it. */
async function endAll(ends: (() => void | Promise<void>)[]): Promise<void> {
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

function isProduction(host: HookHost): boolean {
  return host.config['environment'] === 'production' || process.env['NODE_ENV'] === 'production'
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

function serveConnections(
  host: HookHost,
  io: Server,
  config: SocketConfig,
  ends: (() => void | Promise<void>)[],
): SocketTransport {
  const transport = createSocketTransport(host, config)
  const drop = createDropSlowClient(config.maxWaitingBytes, host.log)
  ends.push(watchSlowClients(io, config.maxWaitingBytes, drop))
  const serveFast: ServeFast | undefined = isFastPathAllowed(config)
    ? createServeFast(transport, {
        maxBytes: config.maxHttpBufferSize,
        maxWaitingBytes: config.maxWaitingBytes,
        onSlowClient: drop,
        onUnknownConnection: () =>
          host.log.verbose(
            'A connection looks different from what the fast path knows, so it goes the ordinary way.',
          ),
      })
    : undefined

  io.on('connection', (socket) => {
    try {
      socketSessionsOf(host)?.bindSocket(socket)
      callLifecycle(host, config, socket)
      const connection = transport.accept(socket)
      serveFast?.(connection)
    } catch (error) {
      // Thrown on, it would end the process.
      host.log.error(`Socket ${socket.id} could not be served:`, error)
      socket.disconnect(true)
    }
  })
  return transport
}

/** To be caught up on after a pause, events must pass Socket.IO's adapter. */
function isFastPathAllowed(config: SocketConfig): boolean {
  return config.fastPath && config.handedOn['connectionStateRecovery'] === undefined
}

function callLifecycle(host: HookHost, config: SocketConfig, socket: Socket): void {
  const { onConnect, afterDisconnect } = config
  if (onConnect !== undefined) runOnConnect(host, onConnect, socket)
  if (afterDisconnect === undefined) return
  socket.on('disconnect', () => runAfterDisconnect(host, afterDisconnect, socket))
}

function createAppRooms(
  host: HookHost,
  io: Server,
  config: SocketConfig,
  admin: AdminBus,
  transport: SocketTransport,
): ReturnType<typeof createRooms> {
  const isAlone = config.adapter === undefined
  const broadcast =
    isAlone && isFastPathAllowed(config)
      ? createPreparedBroadcast(io, (id) => transport.find(id)?.link)
      : createAdapterBroadcast(io)
  return createRooms({
    io,
    broadcast,
    bus: admin.bus,
    ackTimeoutMs: config.roomAckTimeoutMs,
    duplicates: config.duplicates,
    warn: (...values) => host.log.warn(...values),
  })
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
