import { isPlainObject } from '@halyard/protocol'

import { putOnGlobal } from '../hook/global-names.ts'
import { type Hook, defineHook } from '../hook/hook-definition.ts'

/**
 * The hook `services`: what the files of `api/services` export, as `sails.services` by lower-case name, and as globals
 * by the files' own names where the app has globals and `config.globals.services` is not `false`. Files in folders
 * below belong to the services that use them.
 * @see Sails concepts: services
 */
export const servicesHook: Hook = defineHook((sails) => {
  let removeGlobals = (): void => undefined
  return {
    async initialize() {
      const modules = await sails.modules.load('services')
      const services = modules.filter(({ name }) => !name.includes('/'))
      for (const { name, exports } of services) {
        if (isPlainObject(exports)) bindToApp(exports, sails)
        if (canTakeNames(exports)) {
          Object.assign(exports, { identity: name.toLowerCase(), globalId: name })
        }
        sails.services[name.toLowerCase()] = exports
      }
      const { globals } = sails.config
      if (!isPlainObject(globals) || globals['services'] === false) return
      removeGlobals = putOnGlobal(
        Object.fromEntries(services.map(({ name, exports }) => [name, exports])),
      )
    },

    teardown: () => removeGlobals(),
  }
})

/** Methods can be passed around, and find the app as `this.sails`. */
function bindToApp(service: Record<string, unknown>, sails: object): void {
  for (const [name, member] of Object.entries(service)) {
    if (typeof member === 'function' && !isClass(member)) service[name] = member.bind(service)
  }
  service['sails'] = sails
}

/** Both names stand on a service in Sails, functions among them. */
function canTakeNames(exports: unknown): exports is object {
  const mayHaveMembers = typeof exports === 'function' || isPlainObject(exports)
  return mayHaveMembers && Object.isExtensible(exports)
}

function isClass(member: object): boolean {
  return Object.getOwnPropertyDescriptor(member, 'prototype')?.writable === false
}
