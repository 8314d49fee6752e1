import type * as AcornTypeScript from '@sveltejs/acorn-typescript'
import type * as acorn from 'acorn'
import type { Options, Program } from 'acorn'

import { loadLater } from '../load-later.ts'

/** What of acorn is used, once its parser has learnt TypeScript. */
type Parse = (text: string, options: Options) => Program

const acornOf = loadLater((require): typeof acorn => require('acorn'))
const typeScriptOf = loadLater((require): typeof AcornTypeScript =>
  require('@sveltejs/acorn-typescript'),
)

/**
 * Parses JavaScript, as CommonJS or as an ES module, and TypeScript.
 * @throws {SyntaxError} with `loc`
 */
export function parseSource(text: string, file: string): Program {
  const isTypeScript = /\.[cm]?ts$/.test(file)
  const parse = isTypeScript ? parseTypeScript : acornOf().parse
  const isModule = isTypeScript || file.endsWith('.mjs') || /^\s*(?:import|export)\b/m.test(text)
  return parse(text, {
    ecmaVersion: 'latest',
    sourceType: isModule ? 'module' : 'commonjs',
    allowHashBang: true,
    allowReturnOutsideFunction: true,
    locations: true,
  })
}

const parseTypeScript: Parse = (text, options) =>
  acornOf().Parser.extend(typeScriptOf().tsPlugin()).parse(text, options)
