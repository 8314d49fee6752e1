import type { IncomingMessage } from 'node:http'

import type { Log } from '../../hook/log.ts'
import type { ConfiguredFunction } from './socket-config.ts'

/** What a refused client reads when the app gave no word of its own. */
const FORBIDDEN = 'Forbidden'
/** What it reads when `beforeConnect` has failed. */
const FAILED = 'E_BEFORE_CONNECT'
/** How long `beforeConnect` has, in milliseconds; a client does not wait longer. */
const TIMEOUT_MS = 20_000
/** A word that an app may show to a client. Longer texts tell too much, and go to the log. */
const SHORT_CODE = /^[\w.:-]{1,64}$/

/** `undefined` lets the client in; a text refuses it and is the body of the answer. */
export type Refusal = string | undefined

/**
 * Asks the app's `beforeConnect` whether a client may connect. It answers by `proceed(error, allowed)`, or declares
 * one parameter and returns whether, or throws. A client reads only short codes: what `proceed` got, the `code` of
 * an error that begins with `E_`, or `Forbidden`.
 *
 * @see Sails reference: sails.config.sockets, beforeConnect
 */
export async function askBeforeConnect(
  beforeConnect: ConfiguredFunction,
  handshake: IncomingMessage,
  log: Log,
): Promise<Refusal> {
  let timer: NodeJS.Timeout | undefined
  const lateness = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${TIMEOUT_MS} ms`)), TIMEOUT_MS)
  })
  try {
    const isAllowed = await Promise.race([call(beforeConnect, handshake), lateness])
    return isAllowed ? undefined : FORBIDDEN
  } catch (error) {
    log.verbose('beforeConnect refused a client:', error)
    return toShortCode(error)
  } finally {
    clearTimeout(timer)
  }
}

function call(beforeConnect: ConfiguredFunction, handshake: IncomingMessage): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const proceed = (error: unknown, allowed: unknown): void => {
      if (error === undefined || error === null || error === '') resolve(allowed === true)
      else reject(error)
    }
    const ask = async (): Promise<void> => {
      const answer = await beforeConnect(handshake, proceed)
      // A function that takes `proceed` answers by it, whatever it returns.
      if (beforeConnect.length < 2) resolve(answer === true)
    }
    ask().catch(reject)
  })
}

function toShortCode(error: unknown): string {
  if (typeof error === 'string') return SHORT_CODE.test(error) ? error : FORBIDDEN
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && code.startsWith('E_') && SHORT_CODE.test(code) ? code : FAILED
}
