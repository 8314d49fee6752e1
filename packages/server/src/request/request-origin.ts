import { clientAddresses, claimedHost, claimedProtocol, peerOf, splitHost } from './peer.ts'
import { requestState } from './request-state.ts'
import type { Request, RequestMembers } from './request.ts'

/** How many labels of a host name are the site's own: `api.example.com` has the subdomain `api`. */
const SITE_LABELS = 2

/** Ports that a base URL leaves out. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, ws: 80, https: 443 }

type Names =
  | 'protocol'
  | 'secure'
  | 'ip'
  | 'ips'
  | 'hostname'
  | 'host'
  | 'subdomains'
  | 'port'
  | 'baseUrl'

/**
 * Members of every request that tell where it came from. What a proxy adds is believed as far as `http.trustProxy`
 * says; for a socket all of it comes from the handshake, which a page cannot change with each request.
 */
export const requestOrigin: Pick<RequestMembers, Names> & ThisType<Request> = {
  get protocol() {
    return this.transport === 'socket.io' ? 'ws' : protocolOf(this)
  },
  get secure() {
    return protocolOf(this) === 'https'
  },
  get ip() {
    const addresses = clientAddresses(peerOf(this), trustOf(this))
    return addresses.at(-1) ?? ''
  },
  get ips() {
    return clientAddresses(peerOf(this), trustOf(this)).slice(1).toReversed()
  },
  get hostname() {
    return hostOf(this)?.name
  },
  get host() {
    return hostOf(this)?.name
  },
  get subdomains() {
    const { hostname } = this
    if (hostname === undefined || isAddress(hostname)) return []
    return hostname.split('.').toReversed().slice(SITE_LABELS)
  },
  get port() {
    return hostOf(this)?.port ?? DEFAULT_PORTS[this.protocol === 'ws' ? 'ws' : protocolOf(this)]
  },
  get baseUrl() {
    const { protocol, port } = this
    const name = hostOf(this)?.name ?? 'localhost'
    return `${protocol}://${name}${port === DEFAULT_PORTS[protocol] ? '' : `:${port}`}`
  },
}

function protocolOf(req: Request): string {
  const peer = peerOf(req)
  return claimedProtocol(peer, trustOf(req)) ?? (peer.encrypted ? 'https' : 'http')
}

function hostOf(req: Request): { name: string; port: number | undefined } | undefined {
  const host = claimedHost(peerOf(req), trustOf(req))
  return host === undefined ? undefined : splitHost(host)
}

function trustOf(req: Request): (address: string, hop: number) => boolean {
  return requestState(req).runtime.settings.trustProxy
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
}
