import { isPlainObject } from '@halyard/protocol'

import { showValue } from '../errors.ts'
import { type Hook, type HookDefinition, defineHook } from '../hook/hook-definition.ts'
import type { HookHost } from '../hook/hook-host.ts'
import { InvalidPubsubConfigError } from './errors.ts'
import { addModelMethods } from './model-methods.ts'
import { type Pubsub, createPubsub } from './pubsub.ts'
import { createRecordView } from './record-view.ts'

/** Most rooms of records that one socket is in. */
const DEFAULT_MAX_SUBSCRIPTIONS = 10_000

/**
 * Resourceful pubsub: `Model.subscribe()`, `.unsubscribe()`, `.publish()` and `.getRoomName()` on every model, and the
 * messages of blueprints. There is none without sockets or models.
 * @see Sails concepts: realtime, resourceful pubsub
 */
export const pubsubHook: Hook = defineHook((host) => {
  const hook: HookDefinition = {
    after: ['sockets', 'orm'],
    defaults: { pubsub: { maxSubscriptions: DEFAULT_MAX_SUBSCRIPTIONS } },

    configure() {
      readMaxSubscriptions(host)
    },

    initialize() {
      if (host.hooks['sockets'] === undefined) return
      const begin = (): void => {
        const pubsub = createPubsub(host, {
          view: createRecordView(host.models),
          maxSubscriptions: readMaxSubscriptions(host),
          singleIdMessages: readSwitch(host, 'singleIdMessages'),
        })
        hook['pubsub'] = pubsub
        for (const model of Object.values(host.models)) addModelMethods(model, pubsub, host.log)
      }
      begin()
      host.on('hook:orm:reloaded', begin)
    },
  }
  return hook
})

/** The pubsub of an app; `undefined` when it has no sockets, or the hook is off. */
export function pubsubOf(host: HookHost): Pubsub | undefined {
  return host.hooks['pubsub']?.['pubsub'] as Pubsub | undefined
}

function readMaxSubscriptions(host: HookHost): number {
  const section = host.config['pubsub']
  const value: unknown = isPlainObject(section) ? section['maxSubscriptions'] : undefined
  if (value === undefined) return DEFAULT_MAX_SUBSCRIPTIONS
  if (typeof value === 'number' && value > 0) return value
  throw new InvalidPubsubConfigError('maxSubscriptions', showValue(value))
}

function readSwitch(host: HookHost, name: string): boolean {
  const { compat } = host.config
  return isPlainObject(compat) && compat[name] === true
}
