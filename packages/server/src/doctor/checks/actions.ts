import type { AppSources, SourceFile } from '../app-sources.ts'
import type { Finding } from '../finding.ts'
import { readActions } from '../known-actions.ts'
import { entryOf, isFunction } from '../syntax.ts'
import type { Check } from './check.ts'

/** Actions that two files have, files that are none by their names, and what actions2 say that has no effect. */
export const checkActions: Check = (app) => [
  ...checkConflicts(app),
  ...app
    .sources('api/controllers')
    .flatMap((source) => [...checkName(source), ...checkDefinition(source)]),
]

function checkConflicts(app: AppSources): Finding[] {
  const first = new Map<string, string>()
  return readActions(app).ofFiles.flatMap(({ identity, file }): Finding[] => {
    const other = first.get(identity)
    if (other === undefined) {
      first.set(identity, file)
      return []
    }
    const text = `The action "${identity}" is in ${other} too. Keep one of them.`
    return [{ weight: 'stops', file, text, see: 'E_CONFLICT' }]
  })
}

function checkName({ name, file }: SourceFile): Finding[] {
  const base = name.slice(name.lastIndexOf('/') + 1)
  if (/^[a-z][a-z0-9-]*$/.test(base) || /^[0-9A-Z]\w*Controller$/.test(base)) return []
  const text =
    'The file is left out, as with Sails: actions are named like find-one.js, controllers like UserController.js.'
  return [{ weight: 'differs', file, text }]
}

function checkDefinition({ file, exports }: SourceFile): Finding[] {
  const fn = entryOf(exports.whole, 'fn')
  const parameters =
    fn !== undefined && isFunction(fn.value) && 'params' in fn.value ? fn.value.params : []
  const [only, ...others] = parameters
  const takesExits = only?.type === 'Identifier' && ['exits', 'env', 'meta'].includes(only.name)
  if (fn === undefined || !takesExits || others.length > 0) return []
  const text =
    'A function with one parameter gets the inputs, whatever the parameter is called. Declare two: (inputs, exits).'
  return [{ weight: 'stops', file, line: fn.line, text, see: 'D-EXITS-BY-COUNT' }]
}
