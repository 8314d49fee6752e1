import type * as ProxyAddr from 'proxy-addr'

import { loadLater } from '../load-later.ts'
import { BadTrustProxyError } from './errors.ts'

const proxyAddr = loadLater((require): typeof ProxyAddr => require('proxy-addr'))

/** Tells whether to believe what an address says of the one before it; `hop` counts from 0, nearest first. */
export type TrustProxy = (address: string, hop: number) => boolean

/**
 * Makes a function of `config.http.trustProxy`: a boolean, a number of hops, addresses (list or comma-separated), or
 * the function itself. `undefined` is `false`.
 *
 * @throws {BadTrustProxyError} for `0`, `''`, `null`, `NaN` and whatever is no address.
 * @see Sails reference: sails.config.http, trustProxy
 */
export function compileTrustProxy(value: unknown): TrustProxy {
  if (value === undefined || value === false) return trustNobody
  if (value === true) return trustAll
  if (typeof value === 'number' && value >= 1) return (_address, hop) => hop < value
  if (typeof value === 'function') return (address, hop) => Boolean(value(address, hop))
  if (typeof value === 'string' && value !== '') return compileAddresses(value, value.split(','))
  if (isTextList(value)) return compileAddresses(value, value)
  throw new BadTrustProxyError(value)
}

function trustNobody(): boolean {
  return false
}

function trustAll(): boolean {
  return true
}

function compileAddresses(value: unknown, addresses: readonly string[]): TrustProxy {
  try {
    return proxyAddr().compile(addresses.map((address) => address.trim()))
  } catch (cause) {
    throw new BadTrustProxyError(value, { cause })
  }
}

function isTextList(value: unknown): value is string[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string')
  )
}
