import { blueprintsHook } from '../blueprints/blueprints-hook.ts'
import { helpersHook } from '../helpers/helpers-hook.ts'
import type { Hook } from '../hook/hook-definition.ts'
import { i18nHook } from '../i18n/i18n-hook.ts'
import { ormHook } from '../orm/orm-hook.ts'
import { policiesHook } from '../policies/policies-hook.ts'
import { pubsubHook } from '../pubsub/pubsub-hook.ts'
import { responsesHook } from '../responses/responses-hook.ts'
import { servicesHook } from '../services/services-hook.ts'
import { sessionHook } from '../session/session-hook.ts'
import { httpHook } from '../transports/http/http-hook.ts'
import { socketsHook } from '../transports/socket/socket-hook.ts'
import { viewsHook } from '../views/views-hook.ts'
import { securityHook } from './security-hook.ts'

/**
 * What Sails calls the hooks `logger` and `request` is a part of every app: nothing is left to do, but others may wait
 * for `hook:logger:loaded`.
 */
const builtInPart: Hook = () => ({})

/**
 * The hooks that every app has unless it switches them off, in the order in which they are prepared: that of Sails, whose
 * routes of hooks stand in this order too.
 */
export const BUILT_IN_HOOKS: Readonly<Record<string, Hook>> = {
  logger: builtInPart,
  request: builtInPart,
  orm: ormHook,
  views: viewsHook,
  blueprints: blueprintsHook,
  responses: responsesHook,
  helpers: helpersHook,
  pubsub: pubsubHook,
  policies: policiesHook,
  services: servicesHook,
  security: securityHook,
  i18n: i18nHook,
  session: sessionHook,
  http: httpHook,
  sockets: socketsHook,
}
