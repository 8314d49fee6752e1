import type { Settings } from './options.ts'
import { pageOrigin, parseAddress } from './platform.ts'

const DEFAULT_PATH = '/__getcookie'
/** Milliseconds after which we connect without the cookie. */
const COOKIE_TIMEOUT_MS = 10_000
/** Function that the script calls, by the wire protocol. */
const CALLBACK_NAME = '_sailsIoJSConnect'

/**
 * Address of the script that sets a cookie for another origin's server, or undefined when none is to be loaded:
 * same origin, switched off, or no document (Node, workers).
 */
export function cookieScriptUrl(settings: Settings): string | undefined {
  const { url, useCORSRouteToGetCookie: route = true } = settings
  const origin = pageOrigin()
  if (route === false || origin === undefined || typeof document === 'undefined') return undefined
  const target = parseAddress(url)
  if (target.origin === origin) return undefined
  const address = target.href.replace(/\/$/, '')
  return address + (typeof route === 'string' ? route : DEFAULT_PATH)
}

/**
 * Loads the cookie script and calls back once it has run. Also calls back when it cannot be loaded: the server may
 * not offer it, and the connection then tells more than we could.
 */
export function fetchCookie(scriptUrl: string, done: (hasRun: boolean) => void): void {
  const script = document.createElement('script')
  const timer = setTimeout(() => finish(false), COOKIE_TIMEOUT_MS)
  let isDone = false

  function finish(hasRun: boolean): void {
    if (isDone) return
    isDone = true
    clearTimeout(timer)
    script.remove()
    done(hasRun)
  }

  whenCalled(script, () => finish(true))
  script.addEventListener('load', () => finish(true))
  script.addEventListener('error', () => finish(false))
  script.src = scriptUrl
  document.head.append(script)
}

/** Several sockets may wait for scripts of several servers, and all of them call the same global function. */
function whenCalled(script: HTMLScriptElement, run: () => void): void {
  const before: unknown = Reflect.get(globalThis, CALLBACK_NAME)
  Reflect.set(globalThis, CALLBACK_NAME, () => {
    const caller = document.currentScript
    if (caller === null || caller === script) run()
    else if (typeof before === 'function') before()
  })
}
