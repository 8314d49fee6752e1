import type { Server, Socket } from 'socket.io'

import type { HookHost } from '../../hook/hook-host.ts'
import { socketSessionsOf } from '../../hook/socket-sessions.ts'
import { createAdapterBroadcast } from '../../rooms/broadcast-to-members.ts'
import { type Membership, createMembership } from '../../rooms/membership.ts'
import { type Rooms, createRooms } from '../../rooms/rooms.ts'
import { type AdminBus, openAdminBus } from './admin-bus.ts'
import { runAfterDisconnect, runOnConnect } from './after-disconnect.ts'
import { createPreparedBroadcast } from './prepared-broadcast.ts'
import { type ServeFast, createServeFast } from './serve-fast.ts'
import { createDropSlowClient, watchSlowClients } from './slow-clients.ts'
import type { SocketConfig } from './socket-config.ts'
import { type SocketTransport, createSocketTransport } from './socket-transport.ts'

/** Ends something that was opened. */
export type End = () => void | Promise<void>

/** What an app has of its sockets once they are open. */
export interface OpenSockets extends Pick<AdminBus, 'broadcastAdminMessage' | 'blastAdminMessage'> {
  readonly io: Server
  readonly rooms: Rooms
  readonly membership: Membership
}

/**
 * Serves an app's requests and rooms on a Socket.IO server.
 * @param ends Gets what ends them, the last to be run first.
 */
export function openSockets(
  host: HookHost,
  io: Server,
  config: SocketConfig,
  ends: End[],
): OpenSockets {
  const isAlone = config.adapter === undefined
  const admin = openAdminBus(host, io, isAlone, config.roomAckTimeoutMs)
  ends.push(() => admin.close())
  const transport = serveConnections(host, io, config, ends)
  return {
    io,
    rooms: createAppRooms(host, io, config, admin, transport),
    membership: createMembership(io, admin.bus, config.roomAckTimeoutMs),
    broadcastAdminMessage: admin.broadcastAdminMessage,
    blastAdminMessage: admin.blastAdminMessage,
  }
}

function serveConnections(
  host: HookHost,
  io: Server,
  config: SocketConfig,
  ends: End[],
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
): Rooms {
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
