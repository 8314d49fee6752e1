import type { AnyNode } from 'acorn'

/** A property of a dictionary, as written. */
export interface Entry {
  readonly name: string
  readonly value: AnyNode
  /** From 1. */
  readonly line: number
}

/** A node and all below it. */
export function* walk(node: AnyNode): Generator<AnyNode> {
  yield node
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* walk(child)
}

/** Line of a node, from 1. */
export function lineOf(node: AnyNode): number {
  return node.loc?.start.line ?? 1
}

/** Properties of a dictionary that have a name in the source; none for anything else. */
export function entriesOf(node: AnyNode | undefined): Entry[] {
  const dictionary = unwrap(node)
  if (dictionary?.type !== 'ObjectExpression') return []
  return dictionary.properties.flatMap((property) => {
    if (property.type !== 'Property') return []
    const name = property.computed ? undefined : nameOf(property.key)
    return name === undefined ? [] : [{ name, value: property.value, line: lineOf(property) }]
  })
}

/** Whether all properties of a dictionary are in the source: none is spread into it, or computed. */
export function isComplete(node: AnyNode | undefined): boolean {
  const dictionary = unwrap(node)
  if (dictionary?.type !== 'ObjectExpression') return false
  return dictionary.properties.every(
    ({ type, ...rest }) => type === 'Property' && !('computed' in rest && rest.computed),
  )
}

/** Property of a dictionary by its name. */
export function entryOf(node: AnyNode | undefined, name: string): Entry | undefined {
  return entriesOf(node).find((entry) => entry.name === name)
}

/** A text that is written out; `undefined` for anything else. */
export function textOf(node: AnyNode | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? undefined
  }
  return undefined
}

/** `sails.hooks.http` for that expression; `undefined` where a part is computed. */
export function pathOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'ThisExpression') return 'this'
  if (node.type === 'ChainExpression') return pathOf(node.expression)
  if (node.type !== 'MemberExpression' || node.computed) return undefined
  const object = pathOf(node.object)
  const property = nameOf(node.property)
  return object === undefined || property === undefined ? undefined : `${object}.${property}`
}

/** Whether an expression makes a function. */
export function isFunction(node: AnyNode | undefined): boolean {
  return (
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionDeclaration'
  )
}

/** What a call wraps that only gives types (`defineAction({...})`), or a cast. */
export function unwrap(node: AnyNode | undefined): AnyNode | undefined {
  if (
    node?.type === 'CallExpression' &&
    node.arguments.length === 1 &&
    pathOf(node.callee) !== 'require'
  ) {
    return unwrap(node.arguments[0])
  }
  if (node !== undefined && /^TS(?:As|Satisfies|NonNull)Expression$/.test(node.type)) {
    const { expression } = node as unknown as { expression: AnyNode }
    return unwrap(expression)
  }
  return node
}

function nameOf(key: AnyNode): string | undefined {
  return key.type === 'Identifier' ? key.name : textOf(key)
}

function isNode(value: unknown): value is AnyNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  )
}
