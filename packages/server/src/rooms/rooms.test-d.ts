import type { Socket } from 'socket.io'

import type { Rooms } from './rooms.ts'

interface OverHttp {
  readonly isSocket: undefined
  readonly url: string
  readonly socket: object
}
interface OverSocket {
  readonly isSocket: true
  readonly url: string
  readonly socket: Socket
}
declare const rooms: Rooms
declare const overHttp: OverHttp
declare const overSocket: OverSocket
declare const fromAnAction: OverHttp | OverSocket

void rooms.broadcast('room', { a: 1 })
void rooms.broadcast(['one', 'two'], 'event', { a: 1 }, overSocket)
void rooms.broadcast('room', 'event', 'text', 'id of a socket')
void rooms.broadcast('room', { a: 1 }, fromAnAction)
void rooms.blast('event', undefined, fromAnAction)
void rooms.join([overSocket, 'id of a socket', overSocket.socket], 'room')
void rooms.leaveAll('room', { keep: ['other'] }, (error) => error)
void rooms.leaveAll('room', (error) => error)

// @ts-expect-error a request over HTTP has no socket to leave out
void rooms.broadcast('room', 'event', { a: 1 }, overHttp)
// @ts-expect-error nor one to join
void rooms.join(overHttp, 'room')
// @ts-expect-error rooms have names
void rooms.join(overSocket, 7)
