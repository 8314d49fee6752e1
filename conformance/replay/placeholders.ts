import { isRecord, type Json } from './recording.ts'

const PLACEHOLDER =
  /<(ms|eio|iso-date|port|app|stack|id|signed|20-character id|6 characters|session id|socket-id-[\w-]+|signed-session-cookie-\d+|session-id-\d+|csrf-token-\w+|(?:[a-z]+ )?text[^<>]*)>/g
/** These stand for one and the same value wherever they occur in a file. */
const BOUND =
  /^(?:port|eio|socket-id-[\w-]+|signed-session-cookie-\d+|session-id-\d+|csrf-token-\d+)$/

const PATTERNS: Readonly<Record<string, string>> = {
  ms: '\\d+',
  'iso-date': '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z',
  port: '\\d+',
  eio: '[34]',
  id: '[\\w-]+',
  '20-character id': '[\\w-]{20}',
  '6 characters': '\\S{6}',
}

/** The values behind the placeholders of one recording, as far as they are known. */
export class Placeholders {
  readonly #values = new Map<string, string>()

  bind(name: string, value: string): void {
    this.#values.set(name, value)
  }

  get(name: string): string | undefined {
    return this.#values.get(name)
  }

  /** Puts known values into a text or into all texts of an object. */
  fill<Value extends Json>(value: Value): Value {
    return mapTexts(value, (text) =>
      text.replaceAll(PLACEHOLDER, (whole, name: string) => this.#values.get(name) ?? whole),
    ) as Value
  }

  /** Whether a text is what the recorded one says. Binds placeholders that are met for the first time. */
  matches(recorded: string, found: string): boolean {
    const names: string[] = []
    const source = this.fill(recorded)
      .split(PLACEHOLDER)
      .map((part, index) => (index % 2 === 0 ? escape(part) : this.#toGroup(part, names)))
    const match = new RegExp(`^${source.join('')}$`).exec(found)
    if (match === null) return false
    names.forEach((name, index) => {
      const value = match[index + 1]
      if (BOUND.test(name) && value !== undefined) this.bind(name, value)
    })
    return true
  }

  #toGroup(name: string, names: string[]): string {
    names.push(name)
    return `(${PATTERNS[name] ?? '[\\s\\S]+?'})`
  }
}

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, change))
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, mapTexts(entry, change)]),
  )
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
