import path from 'node:path'

import { isPlainObject } from '@halyard/protocol'

/** The second argument of `partial()`, read. */
export interface PartialOptions {
  /** What the partial sees beside what its template sees. */
  readonly locals: Readonly<Record<string, unknown>>
  /** Names of items, or of an object, and their values. */
  readonly collection?: { readonly name: string; readonly items: object }
}

/**
 * Reads the forms that Sails has: locals, `{ collection }`, an array, `{ object }` or an instance of a class, each with
 * `as` for the name of the item, which otherwise is that of the file.
 */
export function readPartialOptions(name: string, options: unknown): PartialOptions {
  const itemName = toItemName(name)
  if (options === undefined || options === null) return { locals: {} }
  if (Array.isArray(options)) return { locals: {}, collection: { name: itemName, items: options } }
  if (!isPlainObject(options)) return { locals: { [itemName]: options } }
  const { collection, object, as, locals, ...more } = options
  const own = { ...(isPlainObject(locals) ? locals : {}), ...more }
  const given = typeof as === 'string' ? as : itemName
  if (typeof collection === 'object' && collection !== null) {
    return { locals: own, collection: { name: given, items: collection } }
  }
  return { locals: object === undefined ? own : { ...own, [given]: object } }
}

/** Locals for each time that the partial is rendered. */
export function toItems({ locals, collection }: PartialOptions): Record<string, unknown>[] {
  if (collection === undefined) return [locals]
  const { name, items } = collection
  const keys = Object.keys(items)
  return keys.map((key, index) => ({
    ...locals,
    [name]: Reflect.get(items, key),
    firstInCollection: index === 0,
    lastInCollection: index === keys.length - 1,
    indexInCollection: index,
    collectionLength: keys.length,
    ...(Array.isArray(items) ? {} : { keyInCollection: key, collectionKeys: keys }),
  }))
}

/** `blog/_forum-post.ejs` is `forumPost`. */
function toItemName(name: string): string {
  const [base = ''] = path.posix.basename(name.replaceAll('\\', '/')).split('.')
  const words = base.replace(/^_/, '').split(/[^A-Za-z0-9]+/)
  return words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
}
