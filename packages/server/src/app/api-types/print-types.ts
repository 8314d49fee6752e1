import path from 'node:path'

import { pathParams } from '../../router/param-names.ts'
import type { ApiPart, ApiTarget } from './api-part.ts'
import { HelperFile, type HelperFiles } from './helper-file.ts'

/** What a file of types tells of an app. */
export interface ApiFacts {
  readonly routes: readonly ApiPart[]
  /** Identities of actions. */
  readonly actions: readonly string[]
  /** Names of policies. */
  readonly policies: readonly string[]
  readonly helpers: HelperFiles
  /** Files of models by identity; none where another package makes the models. */
  readonly models: Readonly<Record<string, string>>
  /** Files of `config/` with settings of the app's own. */
  readonly customFiles: readonly string[]
}

/** Where the file is, and how the app names the framework. */
export interface PrintOptions {
  /** Folder of the file, relative to the app. */
  readonly folder: string
  /** `halyard`, or the name that it is installed under. */
  readonly framework: string
}

const HEAD = `// Written by \`halyard types\` from the routes and actions of this app, and kept up to date by \`halyard lift\`.
// Changes that you make here are lost.
/* eslint-disable */
`

/** The text of the file of types. The same app always gives the same text. */
export function printTypes(facts: ApiFacts, options: PrintOptions): string {
  const names = new Set<string>()
  const toModule = (file: string): string =>
    `typeof import(${quote(toSpecifier(file, options.folder))})`
  const use = (name: string): string => {
    names.add(name)
    return name
  }
  const routes = facts.routes.map(
    ({ address, path: route, target }) =>
      `${quote(address)}: ${printTarget(target, toParams(route), { toModule, use })}`,
  )
  const helpers = printHelpers(facts.helpers, { toModule, use })
  const custom = printCustom(facts.customFiles, { toModule, use })
  const models = printModels(facts.models, { toModule, use })
  const imports = [...names].toSorted().join(', ')
  return `${HEAD}${imports === '' ? '' : `import type { ${imports} } from '${options.framework}'\n`}
/** The routes of the app, by address. */
export ${printInterface('Api', routes)}
declare global {
  namespace Halyard {
    interface Routes extends Api {}
${[
  ...indent(printInterface('Actions', facts.actions.map(toMark))),
  ...indent(printInterface('Policies', facts.policies.map(toMark))),
  ...indent(printInterface('Helpers', helpers)),
  ...indent(custom),
].join('')}  }
}
${models}`
}

function printInterface(name: string, members: readonly string[]): string {
  if (members.length === 0) return `interface ${name} {}\n`
  return `interface ${name} {\n${members.map((member) => `  ${member}\n`).join('')}}\n`
}

function indent(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/).map((line) => `    ${line}`)
}

/** A member that is only there for its name. */
function toMark(name: string): string {
  return `${toKey(name)}: unknown`
}

interface Printing {
  readonly toModule: (file: string) => string
  /** Says that a type of the framework is needed. */
  readonly use: (name: string) => string
}

function printTarget(target: ApiTarget, params: string, { toModule, use }: Printing): string {
  const call = (name: string, ...given: readonly string[]): string => {
    const all = [...given, params].filter((one) => one !== '')
    return all.length === 0 ? use(name) : `${use(name)}<${all.join(', ')}>`
  }
  if (target.kind === 'page') return call('PageRoute')
  if (target.kind === 'unknown') return call('UntypedRoute')
  if (target.kind === 'configured') {
    const keys = target.keys.map((key) => (typeof key === 'string' ? quote(key) : String(key)))
    return call('ConfiguredRoute', toModule(target.file), `[${keys.join(', ')}]`)
  }
  if (target.member === undefined) return call('ActionRoute', toModule(target.file))
  return call('ControllerRoute', toModule(target.file), quote(target.member))
}

function printHelpers(helpers: HelperFiles, printing: Printing): string[] {
  return Object.entries(helpers).flatMap(([name, helper]) => {
    if (helper instanceof HelperFile) return [`${toKey(name)}: ${printHelper(helper, printing)}`]
    const members = printHelpers(helper, printing).map((member) => `  ${member}`)
    return [`${toKey(name)}: {`, ...members, '}']
  })
}

function printHelper({ file, order }: HelperFile, { toModule, use }: Printing): string {
  const definition = `${use('ModuleOf')}<${toModule(file)}>`
  const names = order === undefined ? '' : `, [${order.map(quote).join(', ')}]`
  return `${use('HelperOf')}<${definition}${names}>`
}

/** Settings of all files together. */
function printCustom(files: readonly string[], { toModule, use }: Printing): string {
  if (files.length === 0) return ''
  const types = files.map((file) => `${use('CustomOf')}<${toModule(file)}>`)
  return `interface CustomConfig extends ${types.join(', ')} {}\n`
}

/** What @halyard/orm knows the models of an app by. */
function printModels(models: ApiFacts['models'], { toModule, use }: Printing): string {
  const members = Object.entries(models).map(
    ([identity, file]) => `${toKey(identity)}: ${use('ModuleOf')}<${toModule(file)}>`,
  )
  if (members.length === 0) return ''
  const registry = indent(printInterface('ModelRegistry', members))
    .join('')
    .replaceAll(/^ {2}/gm, '')
  return `declare module '@halyard/orm' {\n${registry}}\n`
}

function toKey(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : quote(name)
}

/** `'id' | 'page?'`; nothing for a path without placeholders. */
function toParams(route: string): string {
  const names = pathParams(route).map(({ name, isOptional }) =>
    quote(isOptional ? `${name}?` : name),
  )
  return names.join(' | ')
}

/** Modules are named by what they become, as every way to resolve them understands: `.ts` is `.js`. */
function toSpecifier(file: string, folder: string): string {
  const relative = path.relative(folder, file).split(path.sep).join('/')
  const specifier = relative.startsWith('.') ? relative : `./${relative}`
  return specifier.replace(/\.([cm]?)ts$/, '.$1js')
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
