import type { InitialOptions } from './augment-io.ts'
import { ScriptAttributeError } from './errors.ts'

/** What we need of the script element that loads the file. */
export interface ScriptElement {
  readonly src: string
  getAttribute(name: string): string | null
}

type Check = (value: unknown) => boolean

const isAnything: Check = () => true
const isString: Check = (value) => typeof value === 'string'
const isDictionary: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Attributes that are read, each also as `data-<name>`, which wins. Sails does not check the last three. */
const ATTRIBUTES: Readonly<Record<string, readonly [expected: string, isValid: Check]>> = {
  autoConnect: ['true, false or empty', (value) => typeof value === 'boolean'],
  environment: ['a string', isString],
  headers: [`a JSON dictionary such as '{"x-csrf-token": "..."}'`, isDictionary],
  url: ['a string', isString],
  reconnection: ['JSON', isAnything],
  transports: ['JSON', isAnything],
  path: ['a string', isAnything],
}

/**
 * Options that stand on the script element. Values are read as JSON, else taken as strings.
 * @throws {ScriptAttributeError} when one holds something else than it should.
 */
export function readScriptTag(script: ScriptElement): InitialOptions {
  const options: InitialOptions = {}
  if (/#production|\.min\.js/.test(script.src)) options.environment = 'production'
  for (const [name, [expected, isValid]] of Object.entries(ATTRIBUTES)) {
    const text = script.getAttribute(`data-${name}`) ?? script.getAttribute(name)
    if (text === null) continue
    const value = name === 'autoConnect' && text === '' ? true : parse(text)
    if (!isValid(value)) throw new ScriptAttributeError(name, expected, value)
    Object.assign(options, { [name]: value })
  }
  return options
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
