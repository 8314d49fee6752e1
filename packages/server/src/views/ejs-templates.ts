import { readFileSync } from 'node:fs'

import { loadLater } from '../load-later.ts'
import type { ViewFile } from './view-files.ts'

/** What templates see, by name. Without prototype, so that only what it has is seen. */
export type TemplateLocals = Record<string, unknown>

/** A template, compiled. */
export interface Template {
  /** Whether it uses `await`, so that its text is a promise. */
  readonly isAsync: boolean
  readonly run: (locals: TemplateLocals) => string | Promise<string>
}

/** The part of EJS that is used. */
interface Ejs {
  compile(source: string, options: Record<string, unknown>): Template['run']
}

interface CachedTemplate extends Template {
  readonly source: string
}

const ejs = loadLater((require): Ejs => require('ejs'))

/** Code of a template that waits. `await (…)` would also be the call of a function, were the template not async. */
const AWAITS = /<%(?:(?!%>)[^])*?\bawait\b/
const AWAITS_PARENTHESIS = /<%(?:(?!%>)[^])*?\bawait\s*\(/

/**
 * The EJS templates of one app. A template that is not to be cached is read each time and compiled again when its
 * text has changed.
 */
export class EjsTemplates {
  readonly #compiled = new Map<string, CachedTemplate>()

  /** @throws what reading the file or compiling the text throws */
  get({ absPath }: ViewFile, isCached: boolean): Template {
    const known = this.#compiled.get(absPath)
    if (known !== undefined && isCached) return known
    const source = readFileSync(absPath, 'utf8').replace(/^\uFEFF/, '')
    if (known?.source === source) return known
    const template = { source, ...compile(source, absPath) }
    this.#compiled.set(absPath, template)
    return template
  }
}

function compile(source: string, filename: string): Template {
  // Locals go to the template as they are: they have no prototype, and copying them would read those that are made on
  // first use.
  const options = { filename, unsafePrototypeLocals: true }
  const awaits = (): Template => ({
    isAsync: true,
    run: ejs().compile(source, { ...options, async: true }),
  })
  if (AWAITS_PARENTHESIS.test(source)) return awaits()
  try {
    return { isAsync: false, run: ejs().compile(source, options) }
  } catch (error) {
    if (!(error instanceof SyntaxError) || !AWAITS.test(source)) throw error
    return awaits()
  }
}
