import { toControllerActions } from '../actions/controller-actions.ts'
import type { AppSources, SourceFile } from './app-sources.ts'
import { isComplete, pathOf, walk } from './syntax.ts'

const BLUEPRINT_ACTIONS = [
  'find',
  'findone',
  'create',
  'update',
  'destroy',
  'populate',
  'add',
  'remove',
  'replace',
]

/** An action that a file of the app has. */
export interface KnownAction {
  readonly identity: string
  readonly file: string
}

/** Which actions an app has, as far as its files say it. */
export interface KnownActions {
  readonly ofFiles: readonly KnownAction[]
  /** Identities in lower case, those of blueprints and built-in ones among them. */
  readonly identities: ReadonlySet<string>
  /** Whether there may be others: some are registered by code, or computed. */
  readonly mayBeMore: boolean
}

/** Reads the actions of an app from its sources. */
export function readActions(app: AppSources): KnownActions {
  const controllers = app.sources('api/controllers')
  const ofFiles = controllers.flatMap(actionsOf)
  const models = app.names('api/models', ['.js', '.cjs', '.mjs', '.ts'])
  const ofModels = models.flatMap((name) => {
    const identity = name.slice(name.lastIndexOf('/') + 1).toLowerCase()
    return BLUEPRINT_ACTIONS.map((action) => `${identity}/${action}`)
  })
  const identities = [
    ...ofFiles.map(({ identity }) => identity),
    ...ofModels,
    'security/grant-csrf-token',
  ]
  const isComputed = controllers.some(
    (source) => isController(source) && !isComplete(source.exports.whole),
  )
  return {
    ofFiles,
    identities: new Set(identities),
    mayBeMore: isComputed || registersActions(app),
  }
}

function actionsOf(source: SourceFile): KnownAction[] {
  const { name, file, exports } = source
  if (!isController(source)) return [{ identity: name.replaceAll('.', '/').toLowerCase(), file }]
  const members = Object.fromEntries([...exports.named.keys()].map((key) => [key, {}]))
  return toControllerActions(name, members).map(([identity]) => ({ identity, file }))
}

/** By its name; an old-style controller may have any name that Sails takes for one. */
function isController({ name }: SourceFile): boolean {
  return /(?:^|\/)[0-9A-Z]\w*Controller$/.test(name)
}

function registersActions(app: AppSources): boolean {
  return app
    .sources('api/hooks')
    .some(({ program }) =>
      [...walk(program)].some((node) => pathOf(node)?.endsWith('.registerAction') === true),
    )
}
