import type { ActionRegistry } from '../../actions/action-registry.ts'
import { isController, toControllerActions } from '../../actions/controller-actions.ts'
import { type HalyardError, toProblems } from '../../errors.ts'
import type { AppModule } from '../../hook/app-modules.ts'
import type { HookHost } from '../../hook/hook-host.ts'

const ACTION_FILE = /^[a-z][a-z0-9-]*$/
const CONTROLLER_FILE = /^[0-9A-Z][0-9A-Za-z_]*Controller$/

/** An action of a file. */
export interface FileAction {
  /** As the file's name has it; actions are registered in lower case. */
  readonly identity: string
  /** What the file says of it. */
  readonly definition: unknown
  /** Path relative to the app. */
  readonly file: string
  /** Name of the controller's member that it is; none when the file is the action. */
  readonly member?: string
}

/**
 * Registers the actions and controllers of `api/controllers`. They replace those that hooks have registered. Files that
 * are neither by their name or by what they export are mentioned together in the log, as in Sails.
 * @returns all that cannot be loaded or registered
 * @see Sails concepts: actions and controllers
 */
export async function registerFileActions(
  host: HookHost,
  actions: ActionRegistry,
): Promise<HalyardError[]> {
  const problems: HalyardError[] = []
  const modules = await host.modules.load('controllers', problems)
  const strange: string[] = []
  const found = modules.flatMap((module) => {
    const own = toFileActions(module)
    if (own === undefined) strange.push(module.file)
    return own ?? []
  })
  for (const { name, exports } of modules) {
    if (isController(exports))
      actions.setControllerConfig(name.replaceAll('.', '/'), exports['_config'])
  }
  if (strange.length > 0) warnOfStrangeFiles(host, strange)
  return [...problems, ...registerAll(found, actions)]
}

function registerAll(found: readonly FileAction[], actions: ActionRegistry): HalyardError[] {
  const replaceable = new Set(actions.identities())
  const problems: HalyardError[] = []
  for (const { identity, definition, file: source } of found) {
    try {
      const force = replaceable.delete(identity.toLowerCase())
      actions.register(definition, identity, { source, force })
    } catch (error) {
      problems.push(...toProblems(error))
    }
  }
  return problems
}

/** The actions of a file; `undefined` for one that is neither an action nor a controller. */
export function toFileActions({ name, file, exports }: AppModule): FileAction[] | undefined {
  const slash = name.lastIndexOf('/') + 1
  const folder = name.slice(0, slash).replaceAll('.', '/')
  const base = name.slice(slash)
  if (CONTROLLER_FILE.test(base)) {
    if (!isController(exports)) return undefined
    const actions = toControllerActions(folder + base, exports)
    return actions.map(([identity, definition, member]) => ({ identity, definition, file, member }))
  }
  const isAction = typeof exports === 'function' || isDefinition(exports)
  if (!ACTION_FILE.test(base) || !isAction) return undefined
  return [{ identity: folder + base, definition: exports, file }]
}

function isDefinition(exports: unknown): boolean {
  return typeof exports === 'object' && exports !== null && !isController(exports)
}

function warnOfStrangeFiles(host: HookHost, files: readonly string[]): void {
  host.log.warn(
    'These files are no actions and are left out. Name an action such as find-one.js and export a function or a ' +
      'definition with fn; name a controller such as UserController.js and export a dictionary of actions:' +
      files.map((file) => `\n  - ${file}`).join(''),
  )
}
