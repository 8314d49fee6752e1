import { inspect } from 'node:util'

import { type CompiledHelper, compileHelper } from './compile-helper.ts'
import { type CallableHelper, type HelperSettings, createHelper } from './create-helper.ts'
import type { HelperDefinition } from './helper-definition.ts'
import { toMethodName } from './helper-names.ts'
import { type HelperUsage, mergeUsage } from './helper-usage.ts'

/** What a pack is made of, as hooks bring them. */
export interface PackInfo {
  readonly name?: string
  readonly version?: string
  readonly description?: string
  readonly license?: string
  /** Definitions of helpers by identity: `send-email`. */
  readonly defs?: Readonly<Record<string, HelperDefinition>>
}

/** Helpers, and packs of helpers, by name. Its own methods are not enumerable. */
export interface HelperPack {
  /** Presets values of inputs, for calls of this pack's helpers that leave them out. */
  configure(presets: Readonly<Record<string, unknown>>): this
  /** The same helpers, called in another way. */
  customize(usage: Partial<HelperUsage>): HelperPack
  /** Adds helpers, or replaces those with the same name. @throws {InvalidHelperError} */
  registerDefs(defs: NonNullable<PackInfo['defs']>): void
  toJSON(): PackInfo
  readonly [name: string]: unknown
}

/**
 * Makes a pack of helpers.
 * @param name Where it is found, for messages: `sails.helpers.strings`.
 * @throws {InvalidHelperError} for a definition with mistakes
 */
export function createPack(
  name: string,
  info: PackInfo,
  { runtime, usage }: Pick<HelperSettings, 'runtime' | 'usage'>,
): HelperPack {
  const presets: Record<string, unknown> = {}
  const settings = { runtime, usage, presets }
  const compiled = new Map<string, CompiledHelper>()
  const add = (helper: CompiledHelper): void => {
    const key = toMethodName(helper.identity)
    compiled.set(key, helper)
    const value = createHelper(helper, settings)
    Object.defineProperty(pack, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  const pack = withMembers({
    [ADD]: add,
    configure: (given: Readonly<Record<string, unknown>>) => {
      for (const [key, value] of Object.entries(given)) {
        if (value !== undefined) presets[key] = value
      }
      return pack
    },
    customize: (changes: Partial<HelperUsage>) => {
      const other = createPack(name, info, { runtime, usage: mergeUsage(usage, changes) })
      other.configure(presets)
      for (const helper of compiled.values()) addHelper(other, helper)
      for (const [key, inner] of Object.entries(pack)) {
        if (isPack(inner)) addPack(other, key, inner.customize(changes))
      }
      return other
    },
    registerDefs: (defs: NonNullable<PackInfo['defs']>) => {
      for (const [identity, definition] of Object.entries(defs)) {
        const key = `${name}.${toMethodName(identity)}`.replace('sails.helpers.', '')
        add(compileHelper(definition, { name: key, identity, source: name }))
      }
    },
    toJSON: () => ({ ...info, name, defs: toDefinitions(pack) }),
    toString: () => `[Helpers: ${name}]`,
    [inspect.custom]: () => describeTree(name, pack),
  })
  pack.registerDefs(info.defs ?? {})
  return pack
}

/** Puts a helper into a pack. */
export function addHelper(pack: HelperPack, helper: CompiledHelper): void {
  const add: unknown = Reflect.get(pack, ADD)
  if (typeof add === 'function') add(helper)
}

/** Puts a pack into another one. */
export function addPack(pack: HelperPack, key: string, inner: HelperPack): void {
  Object.defineProperty(pack, key, {
    value: inner,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

/** Whether a member of a pack is itself one. */
export function isPack(value: unknown): value is HelperPack {
  return typeof value === 'object' && value !== null && ADD in value
}

/** By this, code of ours adds to a pack; helpers may have any name. */
const ADD = Symbol('add')

function withMembers(members: Record<PropertyKey, unknown>): HelperPack {
  const pack = {}
  for (const key of Reflect.ownKeys(members)) {
    const value: unknown = Reflect.get(members, key)
    Object.defineProperty(pack, key, { value, configurable: true, writable: true })
  }
  return pack as HelperPack
}

function toDefinitions(pack: HelperPack): Record<string, HelperDefinition> {
  const helpers = Object.values(pack).filter(isCallable)
  return Object.fromEntries(
    helpers.map((helper) => {
      const definition = helper.toJSON()
      return [String(definition['identity']), definition]
    }),
  )
}

/** One line for each helper: `user.findOne(id, name)`. */
function describeTree(name: string, pack: HelperPack): string {
  const list = (inner: HelperPack, prefix: string): string[] =>
    Object.entries(inner).flatMap(([key, value]) => {
      if (isPack(value)) return list(value, `${prefix}${key}.`)
      return isCallable(value) ? [`  ${prefix}${key}(${describeInputs(value)})`] : []
    })
  return [`${name}:`, ...list(pack, '').toSorted()].join('\n')
}

function describeInputs(helper: CallableHelper): string {
  const { args, inputs } = helper.toJSON()
  return (args ?? Object.keys(inputs ?? {})).join(', ')
}

function isCallable(value: unknown): value is CallableHelper {
  return typeof value === 'function' && 'toJSON' in value
}
