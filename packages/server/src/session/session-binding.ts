import type { Socket as SocketIoSocket } from 'socket.io'

import { BrowserCookie } from './browser-cookie.ts'
import type { SidCookie } from './sid-cookie.ts'

/** The session of one socket: found in its handshake, kept for its life. */
export interface SocketBinding {
  readonly socket: SocketIoSocket
  /** Whether the client asked for no session in its handshake. */
  readonly isDisabled: boolean
  /** Session of the socket's requests; `undefined` until one begins. */
  id: string | undefined
  /** Whether the store may have an entry: not so for an id that was made up here and not written yet. */
  mayBeStored: boolean
  /** The browser whose cookie follows the session; `undefined` for other clients. */
  readonly browser: BrowserCookie | undefined
}

/**
 * Which socket has which session. A socket's session changes when an action regenerates or destroys it, not when a
 * request says so: only the handshake has a cookie.
 */
export class SocketBindings {
  readonly #sidCookie: SidCookie
  readonly #bySocket = new WeakMap<SocketIoSocket, SocketBinding>()
  readonly #bySession = new Map<string, Set<SocketBinding>>()

  constructor(sidCookie: SidCookie) {
    this.#sidCookie = sidCookie
  }

  /** The socket's binding; the first call makes it. */
  of(socket: SocketIoSocket): SocketBinding {
    return this.#bySocket.get(socket) ?? this.#bind(socket)
  }

  /** Gives a socket another session, or none until the next one begins. */
  move(binding: SocketBinding, id: string | undefined, mayBeStored = false): void {
    this.#unlist(binding)
    binding.id = id
    binding.mayBeStored = mayBeStored
    this.#list(binding)
  }

  /**
   * Signs sockets out of a session that is no more.
   * @param except The one whose request ended the session; it has been given its new one already.
   * @returns the sockets that were signed out
   */
  release(id: string, except?: SocketBinding): SocketIoSocket[] {
    const bindings = [...(this.#bySession.get(id) ?? [])].filter((binding) => binding !== except)
    for (const binding of bindings) this.move(binding, undefined)
    return bindings.map(({ socket }) => socket)
  }

  #bind(socket: SocketIoSocket): SocketBinding {
    const id = this.#sidCookie.read(cookieOf(socket))
    const browser = BrowserCookie.of(socket, this.#sidCookie.read(socket.handshake.headers.cookie))
    const isDisabled = isOptedOut(socket)
    const binding = { socket, isDisabled, id, mayBeStored: id !== undefined, browser }
    this.#bySocket.set(socket, binding)
    this.#list(binding)
    socket.once('disconnect', () => this.#unlist(binding))
    return binding
  }

  #list(binding: SocketBinding): void {
    if (binding.id === undefined || !binding.socket.connected) return
    const others = this.#bySession.get(binding.id)
    if (others === undefined) this.#bySession.set(binding.id, new Set([binding]))
    else others.add(binding)
  }

  #unlist(binding: SocketBinding): void {
    if (binding.id === undefined) return
    const others = this.#bySession.get(binding.id)
    others?.delete(binding)
    if (others?.size === 0) this.#bySession.delete(binding.id)
  }
}

/**
 * The handshake's cookie header; programs without cookies may hand the same text over in Socket.IO's `auth`. A cookie
 * in the URL is not looked at: it would end in logs.
 */
function cookieOf({ handshake }: SocketIoSocket): string | undefined {
  if (handshake.headers.cookie !== undefined) return handshake.headers.cookie
  const given: unknown = handshake.auth['cookie']
  return typeof given === 'string' ? given : undefined
}

function isOptedOut({ handshake }: SocketIoSocket): boolean {
  return Boolean(handshake.headers['nosession']) || handshake.query['nosession'] === 'true'
}
