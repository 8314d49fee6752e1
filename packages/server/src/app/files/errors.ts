import { HalyardError } from '../../errors.ts'

/** A file of the app cannot be loaded: it throws, it does not parse, or something that it needs is missing. */
export class FileLoadError extends HalyardError {
  override readonly name = 'FileLoadError'
  /** Path of the file. */
  readonly file: string

  /** @param place The file with the line that the error comes from, relative to the app. */
  constructor(file: string, place: string, cause: unknown) {
    super('E_FILE_LOAD', `${place} could not be loaded: ${reasonOf(cause)}`, { cause })
    this.file = file
  }
}

/** Of esbuild, which tsx compiles with, what is wrong, without the places around it: `a.ts:2:13: ERROR: Expected …`. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const texts = [...cause.message.matchAll(/:\d+: ERROR: (.+)/g)].map(([, text]) => text)
  return texts.length === 0 ? cause.message : texts.join('; ')
}

/** Two files of one folder give the same name, at least to those who do not tell cases apart. */
export class DuplicateFileError extends HalyardError {
  override readonly name = 'DuplicateFileError'

  constructor(first: string, second: string) {
    super(
      'E_DUPLICATE_FILE',
      `${first} and ${second} have the same name, extension and upper or lower case aside. Keep one, or rename it.`,
    )
  }
}

/** The app has TypeScript, and nothing here can run it. */
export class NoTypeScriptError extends HalyardError {
  override readonly name = 'NoTypeScriptError'

  constructor(file: string) {
    super(
      'E_NO_TYPESCRIPT',
      `${file} is TypeScript, which Node ${process.versions.node} does not run by itself. ` +
        'Install tsx in the app (npm install --save-dev tsx), use Node 22.18 or later, or compile the app to JavaScript.',
    )
  }
}
