import type { AppStyle } from './app-style.ts'
import { toCamelCase, toWords } from './part-names.ts'

export function actionText(name: string, style: AppStyle): string {
  return exportsDefinition(name, style, 'defineAction', 'return {}')
}

export function scriptText(name: string, style: AppStyle): string {
  return exportsDefinition(name, style, undefined, "return 'done'")
}

export function controllerText(actions: readonly string[], style: AppStyle): string {
  const [type, annotation] = style.isTypeScript
    ? ["import type { Request, Response } from 'halyard'\n\n", ['req: Request', 'res: Response']]
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

function exportsDefinition(
  name: string,
  style: AppStyle,
  define: string | undefined,
  body: string,
): string {
  const definition = `{
  friendlyName: '${toWords(name)}',

  description: '',

  inputs: {},

  exits: {},

  async fn(inputs) {
    ${body}
  },
}`
  if (style.isTypeScript && define !== undefined) {
    return `import { ${define} } from 'halyard'\n\n${exports(style)}${define}(${definition})\n`
  }
  const typed = style.isTypeScript
    ? definition.replace('fn(inputs)', 'fn(inputs: Record<string, unknown>)')
    : definition
  return `${exports(style)}${typed}\n`
}

function exports({ isEsm }: AppStyle): string {
  return isEsm ? 'export default ' : 'module.exports = '
}
