import { attribute, escapeHtml } from './blocks.ts'
import type { TemplateLocals } from './ejs-templates.ts'
import type { ViewsSettings } from './views-settings.ts'

/** What `exposeLocalsToBrowser()` takes. */
export interface ExposeOptions {
  /** Names of the locals to expose. @default all of them, or none with `views.expose: 'named'` */
  keys?: readonly string[]
  /** Name on `window`. @default 'SAILS_LOCALS' */
  namespace?: string
  /** Of the page's Content-Security-Policy, for inline scripts. */
  nonce?: string
  /** Leaves texts as HTML in which `<` is an entity. @default false */
  dontUnescapeOnClient?: boolean
}

/** Locals that are objects of the server. */
const OF_THE_SERVER = new Set([
  ...['_', '_locals', '__dirname', 'layout', 'req', 'res', 'sails', 'session', 'view'],
  ...['blocks', 'scripts', 'stylesheets', 'body', 'settings', 'cache'],
])

/** Characters of JSON that could end a script, or a line in one. */
const UNSAFE = /[<>&\u2028\u2029]/g

/**
 * Makes the helper `exposeLocalsToBrowser()`: a script that puts locals on `window`. Whatever they hold stays data: the
 * script has no `<` in it.
 */
export function createExpose(
  locals: TemplateLocals,
  expose: ViewsSettings['expose'],
): (options?: ExposeOptions) => string {
  return ({ keys, namespace = 'SAILS_LOCALS', nonce, dontUnescapeOnClient = false } = {}) => {
    const named = keys ?? (expose === 'all' ? Object.keys(locals) : [])
    const shown = Object.fromEntries(
      named
        .filter((name) => Object.hasOwn(locals, name) && !OF_THE_SERVER.has(name))
        .map((name): [string, unknown] => [name, locals[name]])
        .filter(
          ([name, value]) => typeof value !== 'function' && !(name === '_csrf' && value === ''),
        ),
    )
    const json = toScript(dontUnescapeOnClient ? escapeTexts(shown) : shown)
    return `<script${attribute('nonce', nonce)}>window[${toScript(namespace)}] = ${json};</script>`
  }
}

function toScript(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function escapeTexts(value: object): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, one: unknown) =>
      typeof one === 'string' ? escapeHtml(one) : one,
    ),
  )
}
