/** A helper, as the file of types names it. A class, to be told from a folder of helpers. */
export class HelperFile {
  /** Path relative to the app. */
  readonly file: string
  /** Names of its inputs in the order of arguments, where only the generator knows it. */
  readonly order: readonly string[] | undefined

  constructor(file: string, order: readonly string[] | undefined) {
    this.file = file
    this.order = order
  }
}

/** Helpers by name: `{ greet: HelperFile, user: { find: HelperFile } }`. */
export interface HelperFiles {
  readonly [name: string]: HelperFile | HelperFiles
}
