import {
  ASSUMED_SDK_VERSION,
  OLDEST_SDK_VERSION,
  SDK_VERSION_KEY,
  isSupportedSdkVersion,
} from '@halyard/protocol'
import type { Socket } from 'socket.io'

import type { Connection } from '../../request/create-message-classes.ts'
import { UnsupportedSdkError } from './errors.ts'
import type { FastLink } from './fast-path.ts'
import type { HandshakeHeaders } from './parse-request-headers.ts'
import type { TokenBucket } from './token-bucket.ts'

/**
 * What we know of one connected socket: everything that is the same for all its requests is found out once.
 */
export class ConnectionState implements Connection, HandshakeHeaders {
  readonly transport = 'socket.io'
  readonly socket: Socket
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly remoteAddress: string
  readonly encrypted: boolean
  readonly cookie: string | undefined
  readonly origin: string | undefined
  readonly host: string | undefined
  readonly nosession: string | undefined
  /** Why no request of this socket is served. */
  readonly refusal: UnsupportedSdkError | undefined
  /** Requests that are not yet answered. */
  openRequests = 0
  /** The way past Socket.IO's packet handling; `undefined` for a socket that has none. */
  link: FastLink | undefined = undefined
  /** How fast the socket may ask; `undefined` without a limit. */
  readonly bucket: TokenBucket | undefined

  constructor(socket: Socket, bucket?: TokenBucket) {
    const { headers, address, secure, query } = socket.handshake
    this.socket = socket
    this.headers = headers
    this.remoteAddress = address
    this.encrypted = secure
    this.cookie = headers.cookie
    this.origin = headers.origin
    this.host = headers.host
    this.nosession = readNoSession(headers['nosession'], query['nosession'])
    this.refusal = checkSdkVersion(headers[SDK_VERSION_KEY] ?? query[SDK_VERSION_KEY])
    this.bucket = bucket
  }
}

/** Any header that is not empty, or `true` in the query, asks for a socket without session. */
function readNoSession(header: unknown, query: unknown): string | undefined {
  if (typeof header === 'string' && header !== '') return header
  return query === 'true' ? 'true' : undefined
}

function checkSdkVersion(value: unknown): UnsupportedSdkError | undefined {
  const version = typeof value === 'string' ? value : ASSUMED_SDK_VERSION
  if (isSupportedSdkVersion(version)) return undefined
  return new UnsupportedSdkError(version.slice(0, 40), OLDEST_SDK_VERSION)
}
