import type { AnyNode } from 'acorn'

import { toActionIdentity } from '../../actions/action-identity.ts'
import { HalyardError } from '../../errors.ts'
import { nearestName } from '../../nearest-name.ts'
import { findDuplicateAddresses } from '../../router/find-duplicates.ts'
import { parseAddress } from '../../router/parse-address.ts'
import type { AppSources, SourceFile } from '../app-sources.ts'
import type { Finding } from '../finding.ts'
import { type KnownActions, readActions } from '../known-actions.ts'
import { type Entry, entriesOf, entryOf, textOf } from '../syntax.ts'
import type { Check } from './check.ts'

/** Addresses that are wrong or there twice, and targets that lead nowhere: Sails leaves such routes out. */
export const checkRoutes: Check = (app) => {
  const actions = readActions(app)
  return app.sources('config').flatMap((source) => {
    const routes = entriesOf(source.exports.named.get('routes')?.value)
    return [
      ...checkDuplicates(routes, source),
      ...routes.flatMap((route) => [
        ...checkAddress(route, source),
        ...targetsOf(route.value).flatMap((target) =>
          checkTarget(target, { route, source, app, actions }),
        ),
      ]),
    ]
  })
}

interface RouteContext {
  readonly route: Entry
  readonly source: SourceFile
  readonly app: AppSources
  readonly actions: KnownActions
}

function checkDuplicates(routes: readonly Entry[], { file }: SourceFile): Finding[] {
  return findDuplicateAddresses(routes.map(({ name }) => name)).map(({ code, message }) => {
    const line = routes.findLast(({ name }) => message.includes(`"${name}"`))?.line
    return {
      weight: 'stops',
      file,
      ...(line === undefined ? {} : { line }),
      text: message,
      see: code,
    }
  })
}

function checkAddress({ name, line }: Entry, { file }: SourceFile): Finding[] {
  try {
    parseAddress(name)
    return []
  } catch (error) {
    if (!(error instanceof HalyardError)) throw error
    return [{ weight: 'stops', file, line, text: error.message, see: error.code }]
  }
}

/** Elements of an array are targets of their own. */
function targetsOf(target: AnyNode): AnyNode[] {
  if (target.type !== 'ArrayExpression') return [target]
  return target.elements.filter((element) => element !== null)
}

function checkTarget(target: AnyNode, context: RouteContext): Finding[] {
  const view = textOf(entryOf(target, 'view')?.value)
  if (view !== undefined) return checkView(view, context)
  const blueprint = entryOf(target, 'blueprint')
  if (blueprint !== undefined) {
    return [
      finding(
        context,
        'leads to a blueprint, which went with Sails 1.0. Name the action: "user/find".',
        'E_BLUEPRINT_TARGET',
      ),
    ]
  }
  const policy = textOf(entryOf(target, 'policy')?.value)
  if (policy !== undefined) return checkPolicy(policy, context)
  const written = textOf(target) ?? writtenAction(target)
  return written === undefined ? [] : checkAction(written, context)
}

/** `{ action }`, `{ controller, action }` or `{ target }`, when it is written out. */
function writtenAction(target: AnyNode): unknown {
  const [action, controller, inner] = ['action', 'controller', 'target'].map((name) =>
    textOf(entryOf(target, name)?.value),
  )
  if (inner !== undefined) return inner
  if (action === undefined) return undefined
  return controller === undefined ? action : { controller, action }
}

function checkAction(written: unknown, context: RouteContext): Finding[] {
  if (typeof written === 'string' && /^(?:https?:|\/)/.test(written)) return []
  try {
    const identity = toActionIdentity(written)
    const { identities, mayBeMore } = context.actions
    if (identities.has(identity)) return []
    const meant = nearestName(identity, identities)
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
    const text = `leads to the action "${identity}", which no file has.${hint} Sails leaves such a route out; it stops the lift here.`
    const found = finding(context, text, 'E_UNKNOWN_ROUTE_ACTION')
    return [mayBeMore ? { ...found, weight: 'differs' } : found]
  } catch (error) {
    if (!(error instanceof HalyardError)) throw error
    return [finding(context, `cannot be read: ${error.message}`, error.code)]
  }
}

function checkView(view: string, context: RouteContext): Finding[] {
  const views = context.app.names('views', [
    '.ejs',
    '.html',
    '.pug',
    '.jade',
    '.hbs',
    '.handlebars',
    '.njk',
    '.liquid',
    '.eta',
    '.mustache',
  ])
  if (views.some((name) => name.toLowerCase() === view.toLowerCase().replace(/\.\w+$/, '')))
    return []
  return [
    finding(
      context,
      `shows the view "${view}", which is not below views/.`,
      'E_UNKNOWN_ROUTE_VIEW',
    ),
  ]
}

function checkPolicy(policy: string, context: RouteContext): Finding[] {
  const names = context.app.sources('api/policies').map(({ name }) => name.toLowerCase())
  if (names.includes(policy.toLowerCase())) return []
  return [
    finding(
      context,
      `has the policy "${policy}", which is not in api/policies.`,
      'E_UNKNOWN_ROUTE_POLICY',
    ),
  ]
}

function finding({ route, source }: RouteContext, text: string, see: string): Finding {
  return {
    weight: 'stops',
    file: source.file,
    line: route.line,
    text: `The route "${route.name}" ${text}`,
    see,
  }
}
