import type { AnyNode } from 'acorn'

import { BUILT_IN_HOOKS } from '../../app/built-in-hooks.ts'
import type { SourceFile } from '../app-sources.ts'
import type { Finding } from '../finding.ts'
import { entriesOf, isFunction, walk } from '../syntax.ts'
import type { Check } from './check.ts'

/** Hooks of the project that are none, that replace built-in ones, or that wait in two ways. */
export const checkHooks: Check = (app) =>
  app
    .sources('api/hooks')
    .filter(({ name }) => /^[^/]+(?:\/index)?$/.test(name))
    .flatMap((source) => [...checkShape(source), ...checkReplaced(source), ...checkWaiting(source)])

function checkShape({ file, exports: { whole } }: SourceFile): Finding[] {
  if (whole === undefined || whole.type !== 'ObjectExpression') return []
  const text =
    'A hook is a function that takes the app and returns a dictionary; this file exports the dictionary.'
  return [{ weight: 'stops', file, text, see: 'E_MALFORMED_HOOK' }]
}

function checkReplaced({ file, name }: SourceFile): Finding[] {
  const hook = name.replace(/\/index$/, '').toLowerCase()
  if (!Object.hasOwn(BUILT_IN_HOOKS, hook)) return []
  const text = `It takes the place of the built-in hook "${hook}", as with Sails, and must do all that one does.`
  return [{ weight: 'differs', file, text }]
}

/** An async function is done when its promise is, whether or not it has called back. */
function checkWaiting({ file, program }: SourceFile): Finding[] {
  return [...walk(program)].flatMap((node) =>
    entriesOf(node.type === 'ObjectExpression' ? node : undefined)
      .filter(({ name, value }) => name === 'initialize' && isAsyncWithCallback(value))
      .map(({ line }): Finding => {
        const text =
          'initialize() is async and takes a callback. It is done when the promise is or the callback is called, whichever comes first: keep one.'
        return { weight: 'differs', file, line, text }
      }),
  )
}

function isAsyncWithCallback(node: AnyNode): boolean {
  return isFunction(node) && 'async' in node && node.async && node.params.length > 0
}
