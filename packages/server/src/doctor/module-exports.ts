import type { AnyNode, Program } from 'acorn'

import { type Entry, entriesOf, lineOf, pathOf, unwrap } from './syntax.ts'

/** What a file exports, as far as its source says it. */
export interface ModuleExports {
  /** `module.exports = …`, or the default export. */
  readonly whole: AnyNode | undefined
  /** What is exported by name, members of a dictionary that is exported as a whole among them. */
  readonly named: ReadonlyMap<string, Entry>
}

/** Reads the exports of a CommonJS or ES module. Names of the file's own constants stand for their values. */
export function readExports(program: Program): ModuleExports {
  const constants = readConstants(program)
  const resolve = (node: AnyNode): AnyNode =>
    node.type === 'Identifier' ? (constants.get(node.name) ?? node) : node
  const named = new Map<string, Entry>()
  let whole: AnyNode | undefined
  for (const { path, value, line } of findExports(program)) {
    const resolved = resolve(unwrap(value) ?? value)
    if (path === '') whole = resolved
    else named.set(path, { name: path, value: resolved, line })
  }
  for (const entry of entriesOf(whole))
    named.set(entry.name, { ...entry, value: resolve(entry.value) })
  return { whole, named }
}

interface Export {
  /** Empty for the whole module. */
  readonly path: string
  readonly value: AnyNode
  readonly line: number
}

function findExports({ body }: Program): Export[] {
  return body.flatMap((statement): Export[] => {
    if (statement.type === 'ExportDefaultDeclaration') {
      return [{ path: '', value: statement.declaration, line: lineOf(statement) }]
    }
    if (statement.type === 'ExportNamedDeclaration') return declaredBy(statement.declaration)
    return statement.type === 'ExpressionStatement' ? assignedBy(statement.expression) : []
  })
}

function declaredBy(declaration: AnyNode | null | undefined): Export[] {
  if (declaration?.type === 'FunctionDeclaration' && declaration.id !== null) {
    return [{ path: declaration.id.name, value: declaration, line: lineOf(declaration) }]
  }
  if (declaration?.type !== 'VariableDeclaration') return []
  return declaration.declarations.flatMap(({ id, init }) =>
    id.type === 'Identifier' && init ? [{ path: id.name, value: init, line: lineOf(id) }] : [],
  )
}

/** `module.exports = x`, `module.exports.name = x`, `exports.name = x`. */
function assignedBy(expression: AnyNode): Export[] {
  if (expression.type !== 'AssignmentExpression') return []
  const target = pathOf(expression.left)?.match(/^(?:module\.)?exports(?:\.(\w+))?$/)
  if (!target) return []
  return [{ path: target[1] ?? '', value: expression.right, line: lineOf(expression) }]
}

function readConstants({ body }: Program): Map<string, AnyNode> {
  const constants = new Map<string, AnyNode>()
  for (const statement of body) {
    if (statement.type !== 'VariableDeclaration') continue
    for (const { id, init } of statement.declarations) {
      if (id.type === 'Identifier' && init) constants.set(id.name, unwrap(init) ?? init)
    }
  }
  return constants
}
