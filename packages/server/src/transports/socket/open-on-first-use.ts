import type { HookHost } from '../../hook/hook-host.ts'
import { openOnFirstConnection } from './open-on-first-connection.ts'
import type { End } from './open-sockets.ts'

/** Milliseconds after the lift at which sockets are opened though nobody has asked for them. */
const WARM_UP_AFTER_MS = 200

/**
 * Opens an app's sockets when somebody needs them: a client, or code that reads `sails.io` or `sails.sockets`. Loading
 * Socket.IO takes a third of the time from start to first answer. So that the first client does not wait for it
 * either, it is loaded shortly after the lift in any case.
 *
 * @param path Path of Socket.IO's requests.
 * @param ends Gets what ends the waiting.
 * @returns opens them; after the first time it only gives what it has opened
 */
export function openOnFirstUse<Opened>(
  host: Pick<HookHost, 'once' | 'off' | 'httpServer'>,
  path: string,
  ends: End[],
  open: () => Opened,
): () => Opened {
  let opened: { readonly value: Opened } | undefined
  let timer: NodeJS.Timeout | undefined
  const stops: (() => void)[] = []

  const stop = (): void => {
    clearTimeout(timer)
    host.off('lifted', warmUpSoon)
    for (const end of stops.splice(0)) end()
  }
  const openOnce = (): Opened => {
    if (opened === undefined) {
      stop()
      opened = { value: open() }
    }
    return opened.value
  }
  const warmUpSoon = (): void => {
    timer = setTimeout(openOnce, WARM_UP_AFTER_MS).unref()
  }

  host.once('lifted', warmUpSoon)
  if (host.httpServer !== undefined) {
    stops.push(openOnFirstConnection(host.httpServer, path, openOnce))
  }
  ends.push(stop)
  return openOnce
}
