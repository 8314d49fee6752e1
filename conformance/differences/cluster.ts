import { ABSENT, type Difference } from './difference.ts'

/** What calls in a cluster come to, as in `rooms.ts`. Of a broadcast the sockets of the own process count. */
const OUTCOMES: Readonly<Record<string, readonly unknown[]>> = {
  'blast reaches sockets of both processes': [1],
  'join(remote socket id, room, cb), then broadcast in the same tick: lost': [1, 0],
  'broadcast after the bus has delivered the join': [0],
  'join(local socket id): no bus message': [1, 1],
  'broadcast leaving out the local actor': [0],
  'broadcast to a remote socket id': [0],
  'addRoomMembersToRooms over both processes': [2, 1],
  'removeRoomMembersFromRooms over both processes': [2, 0, 1],
  'leave(remote socket id)': [1, 1],
  'leaveAll over both processes': [2, 0],
  'and process 1 reaches it': [0],
}

/** `sails.sockets.*` in two processes. */
export const cluster: readonly Difference[] = [
  ...Object.entries(OUTCOMES).map(([exchange, outcomes]) => ({
    id: 'D-ROOMS-PROMISES',
    files: 'cluster',
    exchanges: [exchange],
    ours: { outcomes, callbacks: ABSENT, callbackWasCalledInSameTick: ABSENT },
  })),
  {
    id: 'D-ROOMS-PROMISES',
    files: 'cluster',
    exchanges: ['join(remote socket id, room, cb), then broadcast in the same tick: lost'],
    ours: { events: [{ socket: 'B', event: 'x', data: { early: 1 } }] },
  },
  {
    id: 'D-ADMIN-BUS',
    files: 'cluster',
    when: ({ adminBus }) => adminBus !== undefined,
    ours: { adminBus: ABSENT, callbacks: ABSENT },
  },
  {
    id: 'D-ADMIN-BUS',
    files: 'cluster',
    exchanges: ['broadcastAdminMessage with an own event'],
    ours: { received: [{ event: 'custom', payload: { a: 1 } }], receivedBySender: [] },
  },
]
