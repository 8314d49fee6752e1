/** The words behind a script's name, by what they mean. */
export interface ScriptWords {
  /** `--name=value`, `--flag` and `--no-flag`, by name; texts as they were written. */
  readonly options: ReadonlyMap<string, string>
  /** Words that are no options, in order. */
  readonly values: readonly string[]
  /** What stands behind `--`: settings of the app. */
  readonly settings: readonly string[]
}

const OPTION = /^--(no-)?([^=]+)(?:=([^]*))?$/

/** Takes the words behind a script's name apart. An option's value follows `=`, so that values need no guessing. */
export function splitScriptWords(words: readonly string[]): ScriptWords {
  const end = words.indexOf('--')
  const own = end === -1 ? words : words.slice(0, end)
  const options = new Map<string, string>()
  const values: string[] = []
  for (const word of own) {
    const [, no, name, value] = OPTION.exec(word) ?? []
    if (name === undefined) values.push(word)
    else options.set(name, value ?? (no === undefined ? 'true' : 'false'))
  }
  return { options, values, settings: end === -1 ? [] : words.slice(end + 1) }
}
