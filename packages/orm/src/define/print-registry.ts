/** A file that defines a model, as its default export or as `module.exports`. */
export interface RegistryEntry {
  /** Lower-case name of the model. */
  readonly identity: string
  /** Name of the file without its ending, and of the global where models are globals. */
  readonly globalId: string
  /** What a module beside the registry imports: `../api/models/User.ts`. */
  readonly from: string
}

/** What else the registry declares. */
export interface RegistryOptions {
  /** Whether models are globals: `User.find()`. @default false */
  readonly globals?: boolean
  /** Name that the app imports this package by. @default '@halyard/orm' */
  readonly packageName?: string
}

/**
 * The text of the file that tells TypeScript the models of an app: it extends `ModelRegistry`, so that `Model<'user'>`
 * and `belongsTo('user')` know them. The same models give the same text, whatever their order.
 */
export function printModelRegistry(
  models: readonly RegistryEntry[],
  { globals = false, packageName = '@halyard/orm' }: RegistryOptions = {},
): string {
  const sorted = models.toSorted((one, other) => (one.identity < other.identity ? -1 : 1))
  const lines = [
    '// Made from the models of the app. Changes are lost.',
    ...(globals ? [`import type { Model } from ${quote(packageName)}`, ''] : []),
    ...sorted.map(({ globalId, from }) => `import type ${globalId} from ${quote(from)}`),
    '',
    `declare module ${quote(packageName)} {`,
    '  interface ModelRegistry {',
    ...sorted.map(({ globalId, identity }) => `    ${identity}: typeof ${globalId}`),
    '  }',
    '}',
    ...(globals ? ['', ...printGlobals(sorted)] : []),
  ]
  return `${lines.join('\n')}\n`
}

function printGlobals(models: readonly RegistryEntry[]): string[] {
  return [
    'declare global {',
    ...models.map(({ globalId, identity }) => `  var ${globalId}: Model<'${identity}'>`),
    '}',
  ]
}

/** A path as formatters write it. */
function quote(path: string): string {
  return `'${path.replaceAll(/['\\]/g, (character) => `\\${character}`)}'`
}
