import { ForeignMessageError } from './errors.ts'
import { requestState } from './request-state.ts'
import type { Request } from './request.ts'

/** The other end of a connection, and what it claims to speak for. */
export interface Peer {
  readonly remoteAddress: string
  readonly encrypted: boolean
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

type Trust = (address: string, hop: number) => boolean

/** Who is at the other end: of the TCP connection, or of the handshake. */
export function peerOf(req: Request): Peer {
  const { connection } = requestState(req)
  if (connection !== undefined) return connection
  if (req.transport !== 'http') throw new ForeignMessageError('request')
  return {
    remoteAddress: req.socket.remoteAddress ?? '',
    encrypted: 'encrypted' in req.socket,
    headers: req.headers,
  }
}

/** Addresses from the nearest to the first one that is not trusted to speak for another. */
export function clientAddresses(peer: Peer, trust: Trust): string[] {
  const addresses = [peer.remoteAddress, ...forwardedAddresses(peer)]
  const end = addresses.findIndex((address, hop) => !trust(address, hop))
  return end === -1 ? addresses : addresses.slice(0, end + 1)
}

/** `http` or `https` as a trusted proxy says. */
export function claimedProtocol(peer: Peer, trust: Trust): string | undefined {
  const claim = firstValue(peer, 'x-forwarded-proto')
  if (claim === undefined || !trust(peer.remoteAddress, 0)) return undefined
  return claim.toLowerCase() === 'https' || claim.toLowerCase() === 'wss' ? 'https' : 'http'
}

/** Host with port, as a trusted proxy or the Host header says. */
export function claimedHost(peer: Peer, trust: Trust): string | undefined {
  const claim = firstValue(peer, 'x-forwarded-host')
  if (claim !== undefined && trust(peer.remoteAddress, 0)) return claim
  return firstValue(peer, 'host')
}

/** `[::1]:80` is `[::1]` and 80. */
export function splitHost(host: string): { name: string; port: number | undefined } {
  const colon = host.indexOf(':', host.startsWith('[') ? host.indexOf(']') : 0)
  if (colon === -1) return { name: host, port: undefined }
  const port = Number(host.slice(colon + 1))
  return { name: host.slice(0, colon), port: Number.isInteger(port) && port > 0 ? port : undefined }
}

function forwardedAddresses(peer: Peer): string[] {
  const header = peer.headers['x-forwarded-for']
  const text = Array.isArray(header) ? header.join(',') : header
  if (text === undefined) return []
  const addresses = text.split(',').map((address) => address.trim())
  return addresses.filter((address) => address !== '').toReversed()
}

function firstValue(peer: Peer, name: string): string | undefined {
  const header = peer.headers[name]
  const text = Array.isArray(header) ? header[0] : header
  const [first] = text?.split(',', 1) ?? []
  return first?.trim() || undefined
}
