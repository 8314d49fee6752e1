import type { Reply } from '@halyard/protocol'

/** Which parts of an answer are sent. @see Sails reference: sails.config.sockets */
export interface ReplySwitches {
  readonly sendStatusCode: boolean
  readonly sendResponseHeaders: boolean
}

/** The answer without the parts that are switched off. */
export function applySwitches(reply: Reply, switches: ReplySwitches): Reply {
  if (switches.sendStatusCode && switches.sendResponseHeaders) return reply
  const { statusCode, headers, ...rest } = reply
  return {
    ...rest,
    ...(switches.sendResponseHeaders && headers !== undefined ? { headers } : {}),
    ...(switches.sendStatusCode && statusCode !== undefined ? { statusCode } : {}),
  }
}
