import type { AppStyle } from '../app-style.ts'
import { BadPartNameError } from '../errors.ts'
import { isPartName, toKebabPath } from './part-names.ts'

/** A file to write. */
export interface GeneratedFile {
  /** Relative to the app, with `/`. */
  readonly file: string
  readonly text: string
}

/** A new part of an app. */
export interface GeneratedPart {
  /** The first is the part itself, others belong to it: its test, its view. */
  readonly files: readonly GeneratedFile[]
  /** What to do next. */
  readonly hint?: string
}

/** Makes one kind of part. */
export interface Generator {
  /** What stands behind the part's name: `<name> [action ...]`. */
  readonly usage: string
  /** @throws {BadPartNameError} {BadAttributeError} */
  write(names: readonly string[], style: AppStyle): GeneratedPart
}

/** The path of a file of code, in the app's language. */
export function toCodeFile(folder: string, name: string, { isTypeScript }: AppStyle): string {
  return `${folder}/${name}.${isTypeScript ? 'ts' : 'js'}`
}

/**
 * A name that may have folders, in kebab-case. Several words are one name: `View profile page`.
 * @throws {BadPartNameError}
 */
export function readPath(type: string, names: readonly string[]): string {
  const given = names.join(' ')
  const name = toKebabPath(given)
  if (!isPartName(name)) throw new BadPartNameError(type, given)
  return name
}

/** A name without folders. @throws {BadPartNameError} */
export function readName(type: string, names: readonly string[]): string {
  const name = readPath(type, names)
  if (name.includes('/')) throw new BadPartNameError(type, names.join(' '))
  return name
}

/** Splits `user/find-one` into the folder, with its slash, and the name in it. */
export function splitPath(name: string): readonly [folder: string, base: string] {
  const slash = name.lastIndexOf('/') + 1
  return [name.slice(0, slash), name.slice(slash)]
}
