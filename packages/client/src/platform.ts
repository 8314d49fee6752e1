import { SDK_VERSION, type SdkMetadata, toHandshakeQuery } from '@halyard/protocol'

/** `io.sails.sdk`. */
export interface Sdk extends SdkMetadata {
  /** The three facts as they stand in the handshake's query string. */
  readonly versionString: string
}

/** Facts about this client and where it runs. */
export function describeSdk(): Sdk {
  const facts = { version: SDK_VERSION, platform: platform(), language: 'javascript' }
  return Object.freeze({ ...facts, versionString: toHandshakeQuery(facts) })
}

/** Origin of the page or worker we run in; undefined in Node and for pages without a server, such as `file:`. */
export function pageOrigin(): string | undefined {
  if (typeof location === 'undefined') return undefined
  return /^https?:$/.test(location.protocol) ? location.origin : undefined
}

/**
 * Reads a server's address as Socket.IO does: one without a scheme is a host, one with a single slash is the page's.
 * @throws {TypeError} when it is no address, or only a page could complete it and there is none.
 */
export function parseAddress(address: string): URL {
  const isWhole = /^([a-z]+:\/)?\//i.test(address)
  return new URL(isWhole ? address.replace(/^ws/i, 'http') : `//${address}`, pageOrigin())
}

/** Whether `window.SAILS_LOCALS`, which Sails' own layout sets, says that this is no development machine. */
export function isDeployed(): boolean {
  const locals = readGlobal('SAILS_LOCALS')
  const environment = isRecord(locals) ? locals['_environment'] : undefined
  return environment === 'production' || environment === 'staging'
}

function platform(): string {
  const process = readGlobal('process')
  const versions = isRecord(process) ? process['versions'] : undefined
  const isNode = isRecord(versions) && typeof versions['node'] === 'string'
  // Electron's pages have both; what they do with cookies and headers is what a browser does.
  return isNode && typeof document === 'undefined' ? 'node' : 'browser'
}

function readGlobal(name: string): unknown {
  return Reflect.get(globalThis, name)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
