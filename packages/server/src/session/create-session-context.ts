import type { HookHost } from '../hook/hook-host.ts'
import { CookieSignatures } from '../request/cookie-signatures.ts'
import { CookieExchange } from './cookie-exchange.ts'
import { SocketBindings } from './session-binding.ts'
import type { SessionContext } from './session-context.ts'
import { LiveSessionCookie } from './session-cookie.ts'
import type { SessionRecords } from './session-records.ts'
import type { SessionSettings } from './session-settings.ts'
import { SidCookie } from './sid-cookie.ts'

/**
 * Ends that others may want to know of: `sails.on('session:ended', (id, sockets) => ...)` gets the sockets of this
 * process that were signed out, for their rooms to be left.
 */
const ENDED_EVENT = 'session:ended'

/** Puts together what the sessions of one app share. */
export function createSessionContext(
  host: HookHost,
  settings: SessionSettings,
  records: SessionRecords,
): SessionContext {
  const sidCookie = new SidCookie(settings.name, new CookieSignatures(settings.secrets))
  const bindings = new SocketBindings(sidCookie)
  return {
    settings,
    cookieText: JSON.stringify(new LiveSessionCookie(settings.cookie)),
    records,
    sidCookie,
    bindings,
    exchange: new CookieExchange(records, host.log),
    log: host.log,
    answerError: (error, req, res) => host.answerError(error, req, res),
    ended(id, by) {
      host.emit(ENDED_EVENT, id, bindings.release(id, by))
    },
    warnOfInsecureRequest: once(() => host.log.warn(INSECURE_REQUEST)),
  }
}

const INSECURE_REQUEST =
  'The session cookie was not sent: it is Secure, and the request did not come over TLS. Behind a proxy that ends ' +
  'TLS set `config.http.trustProxy`; to use plain HTTP set `config.session.cookie.secure` to false.'

function once(task: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    task()
  }
}
