import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'

/** A template. */
export interface ViewFile {
  /** Below the views folder, with `/` and extension: `pages/home.ejs`. */
  readonly path: string
  readonly absPath: string
}

/**
 * The files of the views folder. Names are only ever looked up among them, so that no name, wherever it comes from,
 * leads out of the folder.
 */
export class ViewFiles {
  readonly #folder: string
  readonly #extension: string
  /** Whether the folder is read once. */
  readonly #isFixed: boolean
  #paths: ReadonlyMap<string, readonly string[]> | undefined

  /** @param extension With its dot; may be empty. */
  constructor(folder: string, extension: string, isFixed: boolean) {
    this.#folder = folder
    this.#extension = extension
    this.#isFixed = isFixed
  }

  /** The file of a view: `<view>.<extension>`, else `<view>/index.<extension>`. */
  find(view: string): ViewFile | undefined {
    return this.#firstOf(this.candidates(view))
  }

  /** Paths below the views folder where a view may be. An extension that is not ours is a part of the name. */
  candidates(view: string): string[] {
    const name = this.#withoutExtension(view).replace(/[/\\]+$/, '')
    return [name + this.#extension, `${name}/index${this.#extension}`]
  }

  /**
   * The file of a partial: relative to the template that asks, or to the views folder if the name begins with `/`.
   * `row` is `_row`, `row` or `row/index`. Other files than views are found by their whole name.
   */
  findPartial(name: string, from: ViewFile): ViewFile | undefined {
    const full = this.#relativeTo(from, name)
    const { dir, base } = path.posix.parse(this.#withoutExtension(full))
    const underscored = path.posix.join(dir, `_${base}${this.#extension}`)
    return this.#firstOf([underscored, ...this.candidates(full), full])
  }

  /** The file of a layout: below the views folder, or relative to the template that asks. */
  findLayout(name: string, from: ViewFile): ViewFile | undefined {
    const candidates = [...this.candidates(name), ...this.candidates(this.#relativeTo(from, name))]
    return this.#firstOf(candidates)
  }

  /** Which views there are, as a tree: `{ pages: { home: true } }`. */
  tree(): Record<string, unknown> {
    const tree: Record<string, unknown> = {}
    for (const file of [...this.#read().values()].flat()) {
      if (!file.endsWith(this.#extension)) continue
      const names = this.#withoutExtension(file).split('/')
      const leaf = names.pop() ?? ''
      let branch = tree
      for (const name of names) branch = childOf(branch, name)
      branch[leaf] ??= true
    }
    return tree
  }

  #relativeTo(from: ViewFile, name: string): string {
    const slashed = name.replaceAll('\\', '/')
    return slashed.startsWith('/')
      ? slashed
      : path.posix.join(path.posix.dirname(from.path), slashed)
  }

  #withoutExtension(name: string): string {
    const extension = this.#extension
    return extension !== '' && name.endsWith(extension) ? name.slice(0, -extension.length) : name
  }

  /** In development a file may have come, or gone, since the folder was read. */
  #firstOf(candidates: readonly string[]): ViewFile | undefined {
    const found = this.#lookUp(candidates)
    if (this.#isFixed || (found !== undefined && existsSync(found.absPath))) return found
    this.#paths = undefined
    return this.#lookUp(candidates)
  }

  #lookUp(candidates: readonly string[]): ViewFile | undefined {
    for (const candidate of candidates) {
      const file = this.#match(path.posix.normalize(candidate.replaceAll('\\', '/')))
      if (file !== undefined) return { path: file, absPath: path.join(this.#folder, file) }
    }
    return undefined
  }

  /** The file as it is written, else the only one that differs in upper and lower case alone. */
  #match(file: string): string | undefined {
    const name = file.replace(/^\/+/, '')
    const alike = this.#read().get(name.toLowerCase()) ?? []
    return alike.includes(name) || alike.length > 1 ? alike.find((one) => one === name) : alike[0]
  }

  #read(): ReadonlyMap<string, readonly string[]> {
    this.#paths ??= readFolder(this.#folder)
    return this.#paths
  }
}

/** Paths of the files in a folder and those below it, by their lower-case form. */
function readFolder(folder: string): Map<string, string[]> {
  const paths = new Map<string, string[]>()
  const add = (file: string): void => {
    const key = file.toLowerCase()
    paths.set(key, [...(paths.get(key) ?? []), file])
  }
  if (existsSync(folder)) walk(folder, '', [realpathSync(folder)], add)
  return paths
}

/** @param above Real paths of the folders that were entered: a link to one of them is not followed. */
function walk(
  folder: string,
  prefix: string,
  above: readonly string[],
  add: (file: string) => void,
): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const absPath = path.join(folder, entry.name)
    const found = entry.isSymbolicLink() ? statSync(absPath, { throwIfNoEntry: false }) : entry
    if (found?.isFile() === true) add(prefix + entry.name)
    if (found?.isDirectory() !== true) continue
    const real = realpathSync(absPath)
    if (!above.includes(real)) walk(absPath, `${prefix}${entry.name}/`, [...above, real], add)
  }
}

/** A view and a folder may have one name: the folder stands for both, as in Sails. */
function childOf(branch: Record<string, unknown>, name: string): Record<string, unknown> {
  const child = branch[name]
  if (typeof child === 'object' && child !== null) return child as Record<string, unknown>
  const fresh: Record<string, unknown> = {}
  branch[name] = fresh
  return fresh
}
