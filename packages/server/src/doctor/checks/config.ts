import { nearestName } from '../../nearest-name.ts'
import { SESSION_KEYS } from '../../session/session-settings.ts'
import { KNOWN_KEYS as SOCKETS_KEYS } from '../../transports/socket/known-config-keys.ts'
import type { AppSources, SourceFile } from '../app-sources.ts'
import type { Finding } from '../finding.ts'
import { type Entry, entriesOf, entryOf, isComplete, isFunction } from '../syntax.ts'
import type { Check } from './check.ts'

/** Settings of Sails 0.12 and of express that have no effect, and what is written instead. */
const REMOVED: Readonly<Record<string, readonly [weight: Finding['weight'], text: string]>> = {
  connections: ['differs', 'is the older name of `datastores`, which sails-hook-orm still takes.'],
  csrf: [
    'stops',
    'has no effect since Sails 1.0: write `security: { csrf: true }`. Forms are unprotected until then.',
  ],
  cors: ['stops', 'has no effect since Sails 1.0: write `security: { cors: { … } }`.'],
  express: ['stops', 'has no effect: write `http.middleware`.'],
}

/** Settings that Sails no longer has, and those that are refused here. */
export const checkConfig: Check = (app) => {
  const files = app.sources('config').filter(({ name }) => !name.startsWith('locales/'))
  return files.flatMap((source) => [
    ...[...source.exports.named.values()].flatMap((entry) => checkTop(entry, source)),
    ...checkKeys(source, 'session', SESSION_KEYS, 'D-SESSION-KEYS'),
    ...checkKeys(source, 'sockets', [...SOCKETS_KEYS], 'D-SOCKETS-KEYS'),
    ...checkGlobals(source),
    ...checkHttp(source),
    ...checkViews(source),
    ...checkAdapter(source, app),
  ])
}

function checkTop({ name, line }: Entry, { file }: SourceFile): Finding[] {
  const removed = Object.hasOwn(REMOVED, name) ? REMOVED[name] : undefined
  if (removed === undefined) return []
  return [{ weight: removed[0], file, line, text: `config.${name} ${removed[1]}` }]
}

function checkKeys(
  { file, exports }: SourceFile,
  section: string,
  known: readonly string[],
  see: string,
): Finding[] {
  const settings = exports.named.get(section)?.value
  // A store of the app's own choice takes settings of its own.
  if (section === 'session' && entryOf(settings, 'adapter') !== undefined) return []
  return entriesOf(settings).flatMap(({ name, line }): Finding[] => {
    const meant = known.includes(name) ? undefined : nearestName(name, known)
    const text = `config.${section}.${name} is no setting. Did you mean "${meant}"? It is refused at lift.`
    return meant === undefined ? [] : [{ weight: 'stops', file, line, text, see }]
  })
}

function checkGlobals({ file, exports }: SourceFile): Finding[] {
  const globals = exports.named.get('globals')
  if (globals === undefined || !isComplete(globals.value)) return []
  const names = new Set(entriesOf(globals.value).map(({ name }) => name))
  const missing = ['sails', 'models', '_', 'async'].filter((name) => !names.has(name))
  if (missing.length === 0) return []
  const text = `config.globals must say ${missing.join(', ')}, as with Sails: false, true or the library.`
  return [{ weight: 'stops', file, line: globals.line, text, see: 'E_BAD_GLOBAL_CONFIG' }]
}

function checkHttp({ file, exports }: SourceFile): Finding[] {
  const http = exports.named.get('http')?.value
  const custom = entryOf(http, 'customMiddleware')
  if (!isFunction(custom?.value) || custom === undefined) return []
  const text =
    'config.http.customMiddleware is not called. Put the middleware into http.middleware and its order.'
  return [{ weight: 'stops', file, line: custom.line, text, see: 'D-CUSTOM-MIDDLEWARE' }]
}

function checkViews({ file, exports }: SourceFile): Finding[] {
  const engine = entryOf(exports.named.get('views')?.value, 'engine')
  if (engine === undefined) return []
  const text =
    'config.views.engine gives only the extension since Sails 1.0. Write views.extension and views.getRenderFn.'
  return [{ weight: 'differs', file, line: engine.line, text }]
}

/** A session store must be installed in the app, where Sails may have brought it along. */
function checkAdapter({ file, exports }: SourceFile, app: AppSources): Finding[] {
  const adapter = entryOf(exports.named.get('session')?.value, 'adapter')
  const name = adapter?.value.type === 'Literal' ? adapter.value.value : undefined
  if (adapter === undefined || typeof name !== 'string' || !app.exists('node_modules')) return []
  if (/^[./]/.test(name) || app.exists(`node_modules/${name}`)) return []
  const text = `The session store ${name} is not installed: npm install ${name}`
  return [{ weight: 'stops', file, line: adapter.line, text, see: 'E_SESSION_ADAPTER' }]
}
