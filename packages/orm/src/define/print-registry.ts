/** A file that defines a model. */
export interface RegistryEntry {
  /** Lower-case name of the model. */
  readonly identity: string
  /** Name of the global, where models are globals. */
  readonly globalId: string
  /** What a module beside the registry would import: `'../api/models/User.ts'`. */
  readonly from: string
  /** Whether the file is CommonJS: `module.exports = {…}`. @default false */
  readonly isCommonJs?: boolean
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
    ...(globals ? [`import type { Model } from '${packageName}'`, ''] : []),
    `declare module '${packageName}' {`,
    '  interface ModelRegistry {',
    ...sorted.map((entry) => `    ${entry.identity}: ${typeOf(entry)}`),
    '  }',
    '}',
    ...(globals ? ['', ...printGlobals(sorted)] : []),
  ]
  return `${lines.join('\n')}\n\nexport {}\n`
}

function typeOf({ from, isCommonJs = false }: RegistryEntry): string {
  const module = `typeof import(${JSON.stringify(from)})`
  return isCommonJs ? module : `(${module})['default']`
}

function printGlobals(models: readonly RegistryEntry[]): string[] {
  return [
    'declare global {',
    ...models.map(({ globalId, identity }) => `  var ${globalId}: Model<'${identity}'>`),
    '}',
  ]
}
