import type { Reply } from '@halyard/protocol'

import type { Log } from '../../hook/log.ts'

/** Which parts of an answer are sent. @see Sails reference: sails.config.sockets */
export interface ReplySwitches {
  readonly sendStatusCode: boolean
  readonly sendResponseHeaders: boolean
}

/** Sends one answer to the client that asked. Throws when it cannot be put into JSON, and can then be called again. */
export type Acknowledge = (reply: object) => void

const UNSENDABLE: Reply = { body: 'Internal Server Error', headers: {}, statusCode: 500 }

/**
 * Acknowledges a request with its answer. One that is no JSON (circular, a BigInt, a getter that throws) becomes a
 * 500, and the log says why.
 */
export function sendReply(
  acknowledge: Acknowledge,
  reply: Reply,
  switches: ReplySwitches,
  log: Log,
): void {
  try {
    acknowledge(applySwitches(reply, switches))
  } catch (error) {
    log.error('The answer to a socket request is no JSON, so the client got a 500 instead:', error)
    acknowledge(applySwitches(UNSENDABLE, switches))
  }
}

function applySwitches(reply: Reply, switches: ReplySwitches): Reply {
  if (switches.sendStatusCode && switches.sendResponseHeaders) return reply
  const { statusCode, headers, ...rest } = reply
  return {
    ...rest,
    ...(switches.sendResponseHeaders && headers !== undefined ? { headers } : {}),
    ...(switches.sendStatusCode && statusCode !== undefined ? { statusCode } : {}),
  }
}
