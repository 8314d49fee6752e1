import { COOKIE_PATH, isPlainObject } from '@halyard/protocol'

import { HalyardError, showValue, throwProblems } from '../errors.ts'
import { type Hook, type HookDefinition, defineHook } from '../hook/hook-definition.ts'
import type { HookHost } from '../hook/hook-host.ts'
import type { SocketSessions } from '../hook/socket-sessions.ts'
import { createClaimEndpoint, createClaimPreflight } from './cookie-claim.ts'
import { createCookieEndpoint } from './cookie-endpoint.ts'
import { createSessionContext } from './create-session-context.ts'
import { InvalidSessionConfigError } from './errors.ts'
import { type OpenStore, openStore } from './open-store.ts'
import { createSessionStep, defineSessionMembers } from './request-members.ts'
import type { SessionContext } from './session-context.ts'
import { type Environment, developmentSecret, readSecrets } from './session-secret.ts'
import { type SessionSettings, readSessionSettings } from './session-settings.ts'
import { readSocketSession } from './socket-session.ts'
import { createStoreApi } from './store-api.ts'

/**
 * Sessions for every door: `req.session`, kept in a store under an id that a signed cookie carries, or that is bound
 * to a socket at connect.
 *
 * @see Sails reference: sails.config.session
 */
export const sessionHook: Hook = defineHook((host) => {
  let settings: SessionSettings
  let hasSecret = true
  let opened: OpenStore | undefined
  const hook: HookDefinition = {
    defaults: { session: { adapter: 'memory' } },

    configure() {
      const given = host.config['session']
      hasSecret = isPlainObject(given) && Boolean(given['secret'])
      settings = configureSessions(host)
    },

    async initialize() {
      if (!hasSecret) tellOfSecret(host)
      const config = sessionConfig(host)
      opened = await openStore(host, config, settings)
      const { store, records } = opened
      config['store'] = store
      const context = createSessionContext(host, settings, records)
      defineSessionMembers(host.messages, context, store)
      host.setStep('session', createSessionStep(context))
      Object.assign(hook, socketSessions(context), createStoreApi(store, context.sidCookie))
      hook.routes = cookieRoutes(host, context)
    },

    teardown() {
      opened?.close()
    },
  }
  return hook
})

/** Checks the configuration and writes what it came to back to it, where other parts of the app look for it. */
function configureSessions(host: HookHost): SessionSettings {
  const given = host.config['session']
  if (given !== undefined && !isPlainObject(given)) {
    throw new InvalidSessionConfigError(
      `config.session is ${showValue(given)}. Use a dictionary of settings.`,
    )
  }
  const config = sessionConfig(host)
  const environment = environmentOf(host)
  const found: HalyardError[] = []
  const secrets = findSecrets(host, environment, found)
  const { settings, problems } = readSessionSettings(config, secrets, environment === 'production')
  throwProblems([...found, ...problems])
  if (config['key'] !== undefined) {
    host.log.debug('`config.session.key` is an old name; write `session.name`.')
  }
  Object.assign(config, { name: settings.name, secret: config['secret'] ?? secrets[0] })
  return settings
}

function findSecrets(
  host: HookHost,
  environment: Environment,
  problems: HalyardError[],
): readonly [string, ...string[]] {
  try {
    const secrets = readSecrets(sessionConfig(host)['secret'])
    return secrets ?? [developmentSecret(host.config['appPath'], environment)]
  } catch (error) {
    if (!(error instanceof HalyardError)) throw error
    problems.push(error)
    return ['']
  }
}

/** Once the app is known to be right: what is wrong with one is to be read first. */
function tellOfSecret({ log }: HookHost): void {
  log.debug(
    'No session secret is set: a random one is used. In production the app does not start without ' +
      '`config.session.secret`.',
  )
}

function environmentOf(host: HookHost): Environment {
  const names = new Set([process.env['NODE_ENV'], host.config['environment']])
  if (names.has('production')) return 'production'
  return names.has('test') ? 'test' : 'development'
}

/** `config.session`, made if there is none. */
function sessionConfig(host: HookHost): Record<string, unknown> {
  const config = host.config['session']
  if (isPlainObject(config)) return config
  const made = {}
  host.config['session'] = made
  return made
}

function socketSessions(context: SessionContext): SocketSessions {
  return {
    bindSocket(socket) {
      context.bindings.of(socket)
    },
    async sessionFor(socket) {
      return readSocketSession(context, socket)
    },
    signOut(sessionId) {
      context.ended(sessionId)
    },
  }
}

function cookieRoutes(host: HookHost, context: SessionContext): Required<HookDefinition>['routes'] {
  const { sockets, security } = host.config
  const isGranted = !isPlainObject(sockets) || sockets['grant3rdPartyCookie'] !== false
  // A claim proves more than a token would. Said only where it matters: a table with the option is asked for it.
  const isGuarded = isPlainObject(security) && Boolean(security['csrf'])
  const claim = createClaimEndpoint(host, context)
  return {
    after: {
      ...(isGranted ? { [`GET ${COOKIE_PATH}`]: createCookieEndpoint(context) } : {}),
      [`POST ${COOKIE_PATH}`]: isGuarded ? { fn: claim, csrf: false } : claim,
      [`OPTIONS ${COOKIE_PATH}`]: createClaimPreflight(host),
    },
  }
}
