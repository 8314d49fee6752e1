import { PARSE_ERROR_EVENT, type Reply, VERBS, type Verb, isVerb } from '@halyard/protocol'
import type { Socket } from 'socket.io'

import { RequestError } from '../../errors.ts'
import type { HookHost } from '../../hook/hook-host.ts'
import { ShuttingDownError } from '../../pipeline/errors.ts'
import { ConnectionState } from './connection-state.ts'
import { BadVirtualRequestError, TooManyRequestsError, UnknownVerbError } from './errors.ts'
import { REFUSED_FRAME } from './limited-parser.ts'
import { parseVirtualRequest } from './parse-virtual-request.ts'
import { toParseErrorReply, toRefusal } from './refusal-reply.ts'
import { type ReplySwitches, applySwitches } from './reply-switches.ts'
import { type RateLimit, TokenBucket } from './token-bucket.ts'

/**
 * Sends the answer to one request. Throws when it is no JSON; nothing has been sent then, and it can be called again.
 */
export type Acknowledge = (reply: object) => void

/** What bounds the requests of a socket. */
export interface TransportSettings extends ReplySwitches {
  /** Requests of one socket that may be open at once. */
  readonly maxOpenRequests: number
  /** How many objects and arrays of a request's data may lie in each other. */
  readonly maxDepth: number
  /** How fast one socket may ask; `undefined` for no limit. */
  readonly rateLimit: RateLimit | undefined
}

/** Hears the verbs of connected sockets and runs them as requests. */
export interface SocketTransport {
  /** Begins to serve a socket that has just connected. */
  accept(socket: Socket): ConnectionState
  /**
   * Runs one request. Never throws: whatever is wrong with it is answered.
   * @param acknowledge Sends the answer; `undefined` when the client wants none.
   */
  handle(
    connection: ConnectionState,
    verb: Verb,
    payload: unknown,
    acknowledge: Acknowledge | undefined,
  ): void
  /** What is known of a connected socket. */
  find(socketId: string): ConnectionState | undefined
  /** The listener that every socket has for all events; the fast path looks for others beside it. */
  readonly onAnyEvent: (...args: unknown[]) => void
}

/** Makes the transport of one app. */
export function createSocketTransport(
  host: HookHost,
  settings: TransportSettings,
): SocketTransport {
  const connections = new Map<string, ConnectionState>()
  const { log } = host

  const handle: SocketTransport['handle'] = (connection, verb, payload, acknowledge) => {
    try {
      checkCapacity(connection)
      const init = parseVirtualRequest(connection, verb, payload, settings.maxDepth)
      run(connection, host.messages.createVirtualRequest(init), acknowledge)
    } catch (error) {
      refuse(connection.socket, error, acknowledge)
    }
  }

  const checkCapacity = (connection: ConnectionState): void => {
    if (connection.refusal !== undefined) throw connection.refusal
    if (host.phase === 'draining' || host.phase === 'lowered') throw new ShuttingDownError()
    if (connection.openRequests >= settings.maxOpenRequests) {
      throw new TooManyRequestsError(
        `This socket has ${connection.openRequests} requests open, and more are not taken. Wait for their answers.`,
      )
    }
    if (connection.bucket?.take(performance.now()) === false) {
      throw new TooManyRequestsError('This socket asks too fast. Wait a moment.')
    }
  }

  const run = (
    connection: ConnectionState,
    req: ReturnType<HookHost['messages']['createVirtualRequest']>,
    acknowledge: Acknowledge | undefined,
  ): void => {
    let isAnswered = false
    const deliver = (reply: Reply): void => {
      if (isAnswered) return
      // Throws for what is no JSON; the response then comes again, with a 500.
      if (connection.socket.connected) acknowledge?.(applySwitches(reply, settings))
      isAnswered = true
      connection.openRequests--
    }
    connection.openRequests++
    try {
      host.runRequest(req, host.messages.createVirtualResponse(req, deliver))
    } catch (error) {
      log.error('A socket request could not be run:', error)
      deliver({ body: 'Internal Server Error', headers: {}, statusCode: 500 })
    }
  }

  const refuse = (socket: Socket, error: unknown, acknowledge: Acknowledge | undefined): void => {
    const refusal = error instanceof RequestError ? error : undefined
    if (refusal === undefined) log.error('A message of a socket could not be handled:', error)
    else log.verbose(`Refused a message of socket ${socket.id}:`, refusal.message)

    if (acknowledge !== undefined) acknowledge(applySwitches(toAnswer(refusal), settings))
    else if (refusal?.status === 400) socket.emit(PARSE_ERROR_EVENT, toParseErrorReply(refusal))
  }

  const hearVerb = (verb: Verb) =>
    function hear(this: Socket, ...args: unknown[]): void {
      const connection = connections.get(this.id)
      if (connection === undefined) return
      const acknowledge = takeAcknowledge(args)
      if (args.length === 1) handle(connection, verb, args[0], acknowledge)
      else refuse(this, wrongArguments(args), acknowledge)
    }

  const onAnyEvent = function onAnyEvent(this: Socket, ...args: unknown[]): void {
    const acknowledge = takeAcknowledge(args)
    const [eventName, problem] = args
    if (eventName === REFUSED_FRAME) refuse(this, problem, acknowledge)
    else if (acknowledge !== undefined && !isHeard(this, eventName)) {
      refuse(this, new UnknownVerbError(String(eventName)), acknowledge)
    }
  }

  const listeners = VERBS.map((verb) => [verb, hearVerb(verb)] as const)

  return {
    onAnyEvent,
    handle,
    find: (socketId) => connections.get(socketId),
    accept(socket) {
      const { rateLimit } = settings
      const bucket = rateLimit && new TokenBucket(rateLimit, performance.now())
      const connection = new ConnectionState(socket, bucket)
      connections.set(socket.id, connection)
      socket.on('disconnect', () => connections.delete(socket.id))
      for (const [verb, listener] of listeners) socket.on(verb, listener)
      socket.onAny(onAnyEvent)
      return connection
    },
  }
}

function isHeard(socket: Socket, eventName: unknown): boolean {
  return typeof eventName === 'string' && (isVerb(eventName) || socket.listenerCount(eventName) > 0)
}

function takeAcknowledge(args: unknown[]): Acknowledge | undefined {
  const last = args.at(-1)
  if (!isAcknowledge(last)) return undefined
  args.pop()
  return last
}

// Socket.IO puts a function behind what the client has sent; no client can send one.
function isAcknowledge(value: unknown): value is Acknowledge {
  return typeof value === 'function'
}

function wrongArguments(args: readonly unknown[]): BadVirtualRequestError {
  return new BadVirtualRequestError(
    args.length === 0
      ? 'The request has no first argument. Send a dictionary with `url`.'
      : 'The second argument of a request must be a function, the acknowledgement, or be left out.',
  )
}

function toAnswer(refusal: RequestError | undefined): Reply {
  if (refusal === undefined) return { body: 'Internal Server Error', headers: {}, statusCode: 500 }
  return refusal.status === 400 ? toParseErrorReply(refusal) : toRefusal(refusal)
}
