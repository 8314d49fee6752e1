import type { SourceFile } from '../app-sources.ts'
import type { Finding } from '../finding.ts'
import { type Entry, entriesOf, entryOf, isFunction, textOf } from '../syntax.ts'
import type { Check } from './check.ts'

/** Types of attributes since Sails 1.0. */
const TYPES = new Set(['string', 'number', 'boolean', 'json', 'ref'])

/** Settings of models that went with Sails 1.0. */
const REMOVED: Readonly<Record<string, string>> = {
  connection: 'is called `datastore`.',
  autoPK: 'went: declare the attribute `id`.',
  autoCreatedAt:
    'went: declare the attribute `createdAt: { type: "number", autoCreatedAt: true }`.',
  autoUpdatedAt:
    'went: declare the attribute `updatedAt: { type: "number", autoUpdatedAt: true }`.',
}

/** What models say that Sails 1 does not take either; it stops the ORM's hook. */
export const checkModels: Check = (app) =>
  app
    .sources('api/models')
    .flatMap((source) => [
      ...[...source.exports.named.values()].flatMap((setting) => checkSetting(setting, source)),
      ...entriesOf(source.exports.named.get('attributes')?.value).flatMap((attribute) =>
        checkAttribute(attribute, source),
      ),
    ])

function checkSetting({ name, line }: Entry, { file }: SourceFile): Finding[] {
  const removed = Object.hasOwn(REMOVED, name) ? REMOVED[name] : undefined
  return removed === undefined
    ? []
    : [{ weight: 'stops', file, line, text: `The model setting \`${name}\` ${removed}` }]
}

function checkAttribute({ name, value, line }: Entry, { file }: SourceFile): Finding[] {
  const stops = (text: string): Finding[] => [
    { weight: 'stops', file, line, text: `The attribute "${name}" ${text}` },
  ]
  if (isFunction(value)) {
    return stops('is a method; records have none since Sails 1.0. Use a helper, or customToJSON.')
  }
  const type = textOf(value) ?? textOf(entryOf(value, 'type')?.value)
  if (type === undefined || TYPES.has(type)) return []
  return stops(
    `has the type "${type}", which went with Sails 1.0. Use one of ${[...TYPES].join(', ')}.`,
  )
}
