import { checkPlainData } from '../../socket/check-plain-data.ts'
import { BodyTooLargeError } from '../errors.ts'

/** Deepest nesting of a field that is JSON, as of other bodies. */
const MAX_JSON_DEPTH = 64

/** The text fields of a form; `values` becomes `req.body` and goes on growing while files are sent. */
export class FormFields {
  readonly values: Record<string, unknown> = {}
  readonly #jsonNames: ReadonlySet<string>
  readonly #maxBytes: number
  #bytes = 0

  /**
   * @param jsonNames What the header `X-JSON-MPU-Params` says: names of fields that are JSON, separated by commas.
   * @param maxBytes Of all names and values together.
   */
  constructor(jsonNames: unknown, maxBytes: number) {
    const names = typeof jsonNames === 'string' ? jsonNames.split(',') : []
    this.#jsonNames = new Set(names.map((name) => name.trim()))
    this.#maxBytes = maxBytes
  }

  /**
   * Adds a field; one that is there already becomes an array. Names of members of `Object.prototype` are left out.
   * @throws {BodyTooLargeError} {@link UnsafeDataError}
   */
  add(name: string, text: string): void {
    this.#bytes += Buffer.byteLength(name) + Buffer.byteLength(text)
    if (this.#bytes > this.#maxBytes) throw new BodyTooLargeError(this.#maxBytes)
    if (name in Object.prototype) return
    const value = this.#jsonNames.has(name) ? toJson(text) : text
    const known = this.values[name]
    if (!Object.hasOwn(this.values, name)) this.values[name] = value
    else this.values[name] = Array.isArray(known) ? [...known, value] : [known, value]
  }
}

/** Text that is no JSON stays text. */
function toJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return text
  }
  checkPlainData(value, MAX_JSON_DEPTH)
  return value
}
