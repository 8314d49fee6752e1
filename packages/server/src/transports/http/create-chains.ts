import { isPlainObject } from '@halyard/protocol'

import type { HookHost } from '../../hook/hook-host.ts'
import { createCompress } from './compress/compress.ts'
import { createEarlySession, leaveSessionToApp } from './early-session.ts'
import { favicon } from './favicon.ts'
import { type AnyMiddleware, takesError } from './http-middleware.ts'
import type { HttpSettings } from './http-settings.ts'
import { type Chain, toChain } from './middleware-chain.ts'
import { type BuiltIns, type StackEntry, parseMiddleware } from './middleware-stack.ts'
import { createBodyParser } from './parse-body.ts'
import { poweredBy } from './powered-by.ts'
import type { RawBodies } from './raw-bodies.ts'
import type { Chains } from './request-listener.ts'
import { createStaticFiles } from './static/static-files.ts'
import type { Uploads } from './uploads/create-uploads.ts'

/** What takes the bodies of requests. */
export interface BodyParts {
  readonly uploads: Uploads
  readonly rawBodies: RawBodies
}

/**
 * Makes the chains around the router from `config.http.middleware`.
 * @returns the chains, and what adds middleware to the one before the router
 * @throws {InvalidHttpConfigError} as `parseMiddleware` does
 */
export function createChains(
  host: HookHost,
  settings: HttpSettings,
  parts: BodyParts,
): { chains: Readonly<Chains>; add: (middleware: AnyMiddleware) => void } {
  const builtIns = createBuiltIns(host, settings, parts)
  const stack = parseMiddleware(withOlderKeys(host.config['http']), builtIns, host.log.debug)
  if (!stack.before.some(isBuiltInSession)) leaveSessionToApp(host)

  let before = loadSessionInTime(stack.before, host)
  const chains: Chains = {
    before: link(before),
    after: link(stack.after.filter((entry) => !takesErrors(entry))),
    failed: link(stack.after.filter(takesErrors)),
  }
  function add(middleware: AnyMiddleware): void {
    const added: StackEntry = { name: middleware.name, middleware, isOwn: true }
    before = loadSessionInTime([...before, added], host)
    chains.before = link(before)
  }
  return { chains, add }
}

/** What cookies and sessions need, the request and the pipeline do when somebody reads them. */
function createBuiltIns(
  host: HookHost,
  settings: HttpSettings,
  { uploads, rawBodies }: BodyParts,
): BuiltIns {
  const { compressionThreshold } = settings
  return {
    cookieParser: undefined,
    session: undefined,
    bodyParser: createBodyParser(settings.body, uploads, rawBodies),
    compress:
      compressionThreshold === undefined
        ? undefined
        : createCompress(host.messages, compressionThreshold),
    poweredBy,
    www: createStaticFiles(settings.files),
    favicon,
  }
}

/** `http.bodyParser` and `http.cookieParser` are Sails' older places for two of the functions. */
function withOlderKeys(http: unknown): Record<string, unknown> {
  const { bodyParser, cookieParser, middleware } = isPlainObject(http) ? http : {}
  return {
    ...(typeof bodyParser === 'function' || bodyParser === false ? { bodyParser } : {}),
    ...(typeof cookieParser === 'function' ? { cookieParser } : {}),
    ...(isPlainObject(middleware) ? middleware : {}),
  }
}

/** Middleware of the app's that comes after the session must find it, so it is loaded before the pipeline would. */
function loadSessionInTime(entries: readonly StackEntry[], host: HookHost): readonly StackEntry[] {
  const at = entries.findIndex((entry) => isBuiltInSession(entry) && entry.middleware === undefined)
  if (at === -1 || !entries.slice(at).some(({ isOwn }) => isOwn)) return entries
  const session: StackEntry = {
    name: 'session',
    middleware: createEarlySession(host),
    isOwn: false,
  }
  return entries.toSpliced(at, 1, session)
}

function isBuiltInSession({ name, isOwn }: StackEntry): boolean {
  return name === 'session' && !isOwn
}

function takesErrors({ middleware }: StackEntry): boolean {
  return middleware !== undefined && takesError(middleware)
}

function link(entries: readonly StackEntry[]): Chain {
  return toChain(entries.flatMap(({ middleware }) => middleware ?? []))
}
