import { isPlainObject } from '@halyard/protocol'

import { type HalyardError, throwProblems } from '../errors.ts'
import { InvalidViewsConfigError } from './errors.ts'

/** A template engine as Express and consolidate have it. Some return a promise instead of calling back. */
export type RenderFunction = (
  file: string,
  locals: Record<string, unknown>,
  callback: (error: unknown, html?: unknown) => void,
) => unknown

/** `sails.config.views`, read. */
export interface ViewsSettings {
  /** With its dot; empty when views are named with their extension. */
  readonly extension: string
  /** Path below the views folder; `false` for none. */
  readonly layout: string | false
  /** What every view has, unless something else gives it another value. */
  readonly locals: Readonly<Record<string, unknown>>
  /** Instead of EJS. */
  readonly renderFunction: RenderFunction | undefined
  /** Whether templates are read once. */
  readonly cache: boolean
  /** What `exposeLocalsToBrowser()` shows when it is not told. */
  readonly expose: 'all' | 'named'
}

/** Settings of `config.views`. */
export const VIEWS_KEYS: readonly string[] = [
  'cache',
  'expose',
  'extension',
  'getRenderFn',
  'layout',
  'locals',
]

/**
 * Reads `config.views`.
 * @param production Whether templates are read once unless `cache` says otherwise.
 * @throws {InvalidViewsConfigError} `E_INVALID_VIEW_CONFIG`; for more than one `LiftProblemsError`
 */
export function readViewsSettings(config: unknown, production: boolean): ViewsSettings {
  if (!isPlainObject(config)) throw new InvalidViewsConfigError('', config, 'a dictionary')
  const { extension, layout, locals = {}, getRenderFn, cache = production, expose } = config
  const problems: HalyardError[] = []
  const expect = (setting: string, found: unknown, isRight: boolean, expected: string): void => {
    if (!isRight) problems.push(new InvalidViewsConfigError(`.${setting}`, found, expected))
  }
  expect('extension', extension, isExtension(extension), "a text such as 'ejs', or false")
  expect('layout', layout, isLayout(layout), 'the path of a view, or false for none')
  expect('locals', locals, isPlainObject(locals), 'a dictionary')
  expect('cache', cache, typeof cache === 'boolean', 'true or false')
  const isChoice = expose === 'all' || expose === 'named'
  expect('expose', expose, isChoice, "'all' or 'named'")
  const renderFunction = readEngine(getRenderFn, problems)
  throwProblems(problems)
  return {
    extension: typeof extension === 'string' ? `.${extension.replace(/^\./, '')}` : '',
    layout: toLayout(layout),
    locals: isPlainObject(locals) ? locals : {},
    renderFunction,
    cache: cache === true,
    expose: expose === 'named' ? 'named' : 'all',
  }
}

function readEngine(getRenderFn: unknown, problems: HalyardError[]): RenderFunction | undefined {
  if (getRenderFn === undefined || getRenderFn === null) return undefined
  if (typeof getRenderFn === 'function') {
    const engine: unknown = getRenderFn()
    if (isRenderFunction(engine)) return engine
  }
  const expected = 'a function that returns a function (file, locals, callback)'
  problems.push(new InvalidViewsConfigError('.getRenderFn', getRenderFn, expected))
  return undefined
}

function isRenderFunction(value: unknown): value is RenderFunction {
  return typeof value === 'function'
}

function isExtension(extension: unknown): boolean {
  return (
    extension === false ||
    (typeof extension === 'string' && /^\.?[^\s./\\][^\s/\\]*$/.test(extension))
  )
}

function isLayout(layout: unknown): boolean {
  return ['string', 'boolean', 'undefined'].includes(typeof layout) || layout === null
}

/** As in Sails, `true` is the view `layout`. */
function toLayout(layout: unknown): string | false {
  if (layout === true) return 'layout'
  return typeof layout === 'string' && layout !== '' ? layout : false
}
