import { compileHelper, findActionParts } from './compile-helper.ts'
import type { HelperSettings } from './create-helper.ts'
import { HelperConflictError, InvalidHelperError } from './errors.ts'
import {
  type HelperPack,
  type PackInfo,
  addHelper,
  addPack,
  createPack,
  isPack,
} from './helper-pack.ts'

/** `sails.helpers`, and how helpers get there. */
export interface HelperTree {
  readonly root: HelperPack
  /**
   * Adds a helper, and the packs around it.
   * @param path Names from the root on, with that of the helper at the end.
   * @param source File or setting that it comes from.
   * @param replaces Whether it may take the place of another helper.
   * @throws {HelperConflictError} when its place is taken, {InvalidHelperError} for mistakes of the definition
   */
  add(
    path: readonly string[],
    identity: string,
    definition: unknown,
    source: string,
    replaces?: boolean,
  ): void
  /** Adds a pack. @throws as {@link add} */
  addPack(path: readonly string[], info: PackInfo): void
  /** Whether a place is taken. */
  has(path: readonly string[]): boolean
}

/** Makes an empty `sails.helpers`. */
export function createHelperTree(settings: Pick<HelperSettings, 'runtime' | 'usage'>): HelperTree {
  const root = createPack('sails.helpers', {}, settings)
  const openPack = (path: readonly string[], source: string): HelperPack => {
    let pack = root
    for (const [index, key] of path.entries()) {
      const name = path.slice(0, index + 1).join('.')
      if (!isTaken(pack, key)) addPack(pack, key, createPack(`sails.helpers.${name}`, {}, settings))
      const inner = pack[key]
      if (!isPack(inner)) throw new HelperConflictError(name, source)
      pack = inner
    }
    return pack
  }
  return {
    root,
    add(path, identity, definition, source, replaces = false) {
      const name = path.join('.')
      if (path.includes('')) throw new InvalidHelperError(name, source, [UNNAMED])
      const helper = compileHelper(definition, { name, identity, source })
      const pack = openPack(path.slice(0, -1), source)
      const isFree = !isTaken(pack, path.at(-1)) || (replaces && !isPack(pack[path.at(-1) ?? '']))
      if (!isFree) throw new HelperConflictError(name, source)
      warnOfActionParts(helper.definition, source)
      addHelper(pack, helper)
    },
    addPack(path, info) {
      const name = path.join('.')
      const outer = openPack(path.slice(0, -1), name)
      addPack(outer, path.at(-1) ?? '', createPack(`sails.helpers.${name}`, info, settings))
    },
    has(path) {
      let found: unknown = root
      for (const key of path) {
        if (!isPack(found) || !isTaken(found, key)) return false
        found = found[key]
      }
      return true
    },
  }

  function warnOfActionParts(
    definition: Parameters<typeof findActionParts>[0],
    source: string,
  ): void {
    const parts = findActionParts(definition)
    if (parts.length === 0) return
    settings.runtime.log.warn(
      `The helper of ${source} has ${parts.join(', ')}, which only actions have; left out.`,
    )
  }
}

const UNNAMED = 'its file needs a name with letters or digits, and so do the folders around it'

/** Methods of packs themselves are no helpers, so a helper may have their names. */
function isTaken(pack: HelperPack, key = ''): boolean {
  return Object.prototype.propertyIsEnumerable.call(pack, key)
}
