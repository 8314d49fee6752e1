import { isPlainObject } from '@halyard/protocol'

import { HalyardError, throwProblems } from '../errors.ts'
import { type Hook, type HookDefinition, defineHook } from '../hook/hook-definition.ts'
import type { RequestApp } from '../request/request-app.ts'
import { InvalidHelperConfigError } from './errors.ts'
import type { HelperDefinition } from './helper-definition.ts'
import { toKeyPath } from './helper-names.ts'
import type { PackInfo } from './helper-pack.ts'
import { type HelperTree, createHelperTree } from './helper-tree.ts'
import { parseHelperUsage } from './helper-usage.ts'

/** What other hooks reach as `sails.hooks.helpers`, to bring helpers along. */
export interface HelpersHook extends HookDefinition {
  /** Adds a helper, unless one is there: `furnishHelper('strings.slugify', { … })`. @throws {InvalidHelperError} */
  furnishHelper(identity: string, definition: HelperDefinition): void
  /** Adds a pack of helpers, unless one is there: `furnishPack('strings', { defs: { … } })`. @throws {InvalidHelperError} */
  furnishPack(slug: string, info?: PackInfo): void
  /** Puts other helpers in the place of all, or makes those of files and configuration anew beside those of hooks. */
  reload(
    helpers?: Readonly<Record<string, unknown>> | HelpersCallback,
    callback?: HelpersCallback,
  ): Promise<void> | undefined
}

/** Told when helpers are there again. */
type HelpersCallback = (error?: unknown) => void

/** A helper before it is made. */
interface FoundHelper {
  /** Path below the folder of helpers: `user-stuff/find-one`. */
  readonly identity: string
  readonly definition: unknown
  readonly source: string
}

/**
 * The hook `helpers`: what the files of `api/helpers` and `config.helpers.moduleDefinitions` define, as
 * `sails.helpers`. Models are there when those files run, so that a file may say `isIn: Object.values(Card.Types)`.
 * @see Sails concepts: helpers
 */
export const helpersHook: Hook = defineHook((sails): HelpersHook => {
  let tree: HelperTree

  /** Not an assignment: the type of `sails.helpers` is what the app says of its own files. */
  const show = (helpers: object): void => void Object.assign(sails, { helpers })

  const openTree = (): void => {
    const { usageOpts } = readConfig(sails.config['helpers'])
    const showsCallers = process.env['NODE_ENV'] !== 'production'
    const runtime = { sails: sails as unknown as RequestApp, log: sails.log, showsCallers }
    tree = createHelperTree({ runtime, usage: parseHelperUsage(usageOpts) })
    show(tree.root)
  }

  const loadHelpers = async (replaces: boolean): Promise<void> => {
    const modules = await sails.modules.load('helpers')
    const files = modules.map(({ name, file, exports }) => [name, exports, file] as const)
    const { moduleDefinitions } = readConfig(sails.config['helpers'])
    const given = Object.entries(moduleDefinitions).map(
      ([identity, definition]) => [identity, definition, SETTING] as const,
    )
    // A definition of the configuration stands in for the file of the same name.
    const found = new Map(
      [...files, ...given].map(([identity, definition, source]) => [
        identity,
        { identity, definition, source },
      ]),
    )
    throwProblems(addAll(tree, found.values(), replaces))
  }

  const reload = async (helpers?: Readonly<Record<string, unknown>>): Promise<void> => {
    show(helpers ?? tree.root)
    if (helpers === undefined) await loadHelpers(true)
  }

  return {
    after: ['orm'],
    defaults: { helpers: { usageOpts: { arginStyle: 'serial', execStyle: 'natural' } } },

    configure: openTree,

    initialize: async () => loadHelpers(false),

    furnishHelper(identity, definition) {
      const path = toKeyPath(identity, '.')
      if (tree.has(path)) return
      tree.add(path, identity.split('.').at(-1) ?? '', definition, 'furnishHelper()')
    },

    furnishPack(slug, info = {}) {
      const path = toKeyPath(slug, '.')
      if (!tree.has(path)) tree.addPack(path, info)
    },

    reload(helpers, callback) {
      if (typeof helpers === 'function') return this.reload(undefined, helpers)
      const work = reload(helpers)
      if (callback === undefined) return work
      work.then(() => callback(), callback)
      return undefined
    },
  }
})

const SETTING = 'config.helpers.moduleDefinitions'

interface CheckedConfig {
  readonly usageOpts: unknown
  readonly moduleDefinitions: Readonly<Record<string, unknown>>
}

function readConfig(config: unknown): CheckedConfig {
  if (!isPlainObject(config))
    throw new InvalidHelperConfigError('config.helpers must be a dictionary.')
  const { usageOpts, moduleDefinitions = {} } = config
  if (isPlainObject(moduleDefinitions)) return { usageOpts, moduleDefinitions }
  throw new InvalidHelperConfigError(`${SETTING} must be a dictionary of helpers by identity.`)
}

function addAll(
  tree: HelperTree,
  helpers: Iterable<FoundHelper>,
  replaces: boolean,
): HalyardError[] {
  const problems: HalyardError[] = []
  for (const { identity, definition, source } of helpers) {
    try {
      const name = identity.split('/').at(-1) ?? ''
      tree.add(toKeyPath(identity, '/'), name, definition, source, replaces)
    } catch (error) {
      if (!(error instanceof HalyardError)) throw error
      problems.push(error)
    }
  }
  return problems
}
