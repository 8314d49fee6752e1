import type { AppStyle } from '../app-style.ts'
import { toCamelCase, toWords } from './part-names.ts'

/** An attribute of a new model. */
export interface Attribute {
  readonly name: string
  readonly type: string
}

/** @param view The view that the action shows. */
export function actionText(name: string, style: AppStyle, view?: string): string {
  const exits = view === undefined ? '{}' : `{\n    success: { viewTemplatePath: '${view}' },\n  }`
  return exportsDefinition(name, style, { define: 'defineAction', exits, body: 'return {}' })
}

export function classicActionText(name: string, style: AppStyle): string {
  const [head, signature] = style.isTypeScript
    ? ["import type { Request, Response } from 'halyard'\n\n", '_req: Request, res: Response']
    : ['', 'req, res']
  const [, base = name] = /([^/]+)$/.exec(name) ?? []
  return `${head}/** ${toWords(name)}. */
${exports(style)}async function ${toCamelCase(base)}(${signature}) {
  return res.json({})
}
`
}

export function helperText(name: string, style: AppStyle): string {
  return exportsDefinition(name, style, { define: 'defineHelper', body: 'return {}' })
}

export function modelText(attributes: readonly Attribute[], style: AppStyle): string {
  const lines = attributes.map(({ name, type }) => `    ${name}: { type: '${type}' },\n`)
  const body = lines.length === 0 ? '{}' : `{\n${lines.join('')}  }`
  return `${exports(style)}{\n  attributes: ${body},\n}\n`
}

export function viewText(name: string): string {
  return `<h1>${toWords(name.slice(name.lastIndexOf('/') + 1))}</h1>\n`
}

/** Values are escaped by `<%= %>`: names in mails come from people. */
export function emailText(): string {
  return `<!doctype html>
<html lang="en">
  <body>
    <p>Hello <%= locals.name ?? '' %>,</p>
  </body>
</html>
`
}

export function scriptText(name: string, style: AppStyle): string {
  return exportsDefinition(name, style, { body: "return 'done'" })
}

export function controllerText(actions: readonly string[], style: AppStyle): string {
  const [type, annotation] = style.isTypeScript
    ? ["import type { Request, Response } from 'halyard'\n\n", ['_req: Request', 'res: Response']]
    : ['', ['req', 'res']]
  const members = actions.map(
    (action) => `  async ${action}(${annotation.join(', ')}) {\n    res.ok()\n  },\n`,
  )
  return `${type}${exports(style)}{\n${members.join('\n')}}\n`
}

/** Refuses those who are not logged in: one that lets everybody pass would be forgotten. */
export function policyText(name: string, style: AppStyle): string {
  const signature = style.isTypeScript
    ? 'req: Request, res: Response, next: Next'
    : 'req, res, next'
  const head = style.isTypeScript
    ? "import type { Next, Request, Response } from 'halyard'\n\n"
    : ''
  return `${head}/** ${toWords(name)}: refuses whoever has not logged in. */
${exports(style)}function ${toCamelCase(name)}(${signature}) {
  if (req.session?.['userId'] === undefined) return res.forbidden()
  return next()
}
`
}

export function responseText(name: string, style: AppStyle): string {
  const parameters = style.isTypeScript
    ? 'this: { req: Request; res: Response }, data?: unknown'
    : 'data'
  const head = style.isTypeScript ? "import type { Request, Response } from 'halyard'\n\n" : ''
  return `${head}${exports(style)}function ${name}(${parameters}) {
  const { res } = this
  res.status(400)
  if (data === undefined) return res.send()
  return res.json(data)
}
`
}

export function hookText(name: string, style: AppStyle): string {
  const body = `({
  defaults: {},

  async initialize() {
    sails.log.verbose('The hook ${name} is there.')
  },

  /** Closes what initialize has opened. */
  async teardown() {},

  routes: { before: {}, after: {} },
})`
  if (style.isTypeScript) {
    return `import { defineHook } from 'halyard'\n\n${exports(style)}defineHook((sails) => ${body})\n`
  }
  return `${exports(style)}(sails) => ${body}\n`
}

/** What of a definition differs from part to part. */
interface DefinitionText {
  /** Gives it its types in TypeScript. */
  readonly define?: string
  readonly exits?: string
  readonly body: string
}

function exportsDefinition(
  name: string,
  style: AppStyle,
  { define, exits = '{}', body }: DefinitionText,
): string {
  const isTyped = style.isTypeScript && define !== undefined
  // Strict settings refuse a parameter that nothing reads.
  const signature = style.isTypeScript ? '' : 'inputs'
  const definition = `{
  friendlyName: '${toWords(name)}',

  description: '',

  inputs: {},

  exits: ${exits},

  async fn(${signature}) {
    ${body}
  },
}`
  if (!isTyped) return `${exports(style)}${definition}\n`
  return `import { ${define} } from 'halyard'\n\n${exports(style)}${define}(${definition})\n`
}

function exports({ isEsm }: AppStyle): string {
  return isEsm ? 'export default ' : 'module.exports = '
}
