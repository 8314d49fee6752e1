import { ANY_SEGMENT } from './path-pattern.ts'
import type { PathPattern } from './path-pattern.ts'

/** What a tree holds: something with a pattern and a place in the bound order. */
export interface Ordered {
  readonly order: number
  readonly pattern: PathPattern
}

/** Finds the routes that may match a path by going down its segments. */
export interface SegmentTree<Item extends Ordered> {
  add(item: Item): void
  /**
   * Items whose edges the path follows, in bound order. One that does not begin with a slash follows none.
   * @param key The path in lower case, without the slash at its end.
   */
  find(key: string): readonly Item[]
}

interface Node<Item> {
  readonly fixed: Map<string, Node<Item>>
  any: Node<Item> | undefined
  /** Match a path that ends here. */
  readonly exact: Item[]
  /** May match a path that ends here or goes on. */
  readonly open: Item[]
}

export function createSegmentTree<Item extends Ordered>(): SegmentTree<Item> {
  const root = createNode<Item>()
  return {
    add: (item) => {
      const node = descend(root, item)
      const list = item.pattern.isExact ? node.exact : node.open
      list.push(item)
    },
    find: (key) => {
      if (key !== '' && !key.startsWith('/')) return root.open
      const lists: Item[][] = []
      collect(root, key, 0, lists)
      return merge(lists)
    },
  }
}

function createNode<Item>(): Node<Item> {
  return { fixed: new Map(), any: undefined, exact: [], open: [] }
}

function descend<Item extends Ordered>(root: Node<Item>, item: Item): Node<Item> {
  let node = root
  for (const edge of item.pattern.edges) {
    if (edge === ANY_SEGMENT) {
      node = node.any ??= createNode()
      continue
    }
    const child = node.fixed.get(edge) ?? createNode()
    node.fixed.set(edge, child)
    node = child
  }
  return node
}

/** @param position Of the slash that begins the next segment; the key's length at its end. */
function collect<Item>(node: Node<Item>, key: string, position: number, lists: Item[][]): void {
  if (node.open.length > 0) lists.push(node.open)
  if (position === key.length) {
    if (node.exact.length > 0) lists.push(node.exact)
    return
  }
  if (node.fixed.size === 0 && node.any === undefined) return

  const slash = key.indexOf('/', position + 1)
  const end = slash === -1 ? key.length : slash
  const segment = key.slice(position + 1, end)
  const child = node.fixed.get(segment)
  if (child !== undefined) collect(child, key, end, lists)
  if (node.any !== undefined && segment !== '') collect(node.any, key, end, lists)
}

function merge<Item extends Ordered>(lists: Item[][]): readonly Item[] {
  if (lists.length < 2) return lists[0] ?? []
  return lists.flat().toSorted((one, other) => one.order - other.order)
}
