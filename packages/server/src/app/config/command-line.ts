import { parseScalar } from './scalar.ts'
import { setPath } from './set-path.ts'
import { SHORTCUTS } from './shortcuts.ts'

const OPTION = /^--(no-)?([^=]+)(?:=([^]*))?$/

/**
 * Settings on the command line: `--log.level=debug`, `--port 1338`, `--flag`, `--no-flag`. Values are JSON or else texts.
 * Words that belong to no option mean nothing, and so does everything behind `--`.
 */
export function readCommandLine(argv: readonly string[]): Record<string, unknown> {
  const config: Record<string, unknown> = {}
  const end = argv.indexOf('--')
  const words = end === -1 ? argv : argv.slice(0, end)
  for (const [index, word] of words.entries()) {
    const [, no, name, value] = OPTION.exec(word) ?? []
    if (name === undefined) continue
    const text = value ?? valueBehind(name, words[index + 1])
    setPath(config, name.split('.'), no === undefined ? parseScalar(text) : false)
  }
  return config
}

/** `--port 1338` takes the next word; `--prod app.js` does not, because shortcuts have no value. */
function valueBehind(name: string, next: string | undefined): string {
  const isValue = next !== undefined && !next.startsWith('-') && !Object.hasOwn(SHORTCUTS, name)
  return isValue ? next : 'true'
}
