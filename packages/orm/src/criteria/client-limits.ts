import { UsageError } from '../errors.ts'
import type { ModelSchema } from '../schema/model-schema.ts'
import { isPlainObject } from './problem.ts'

/** How far criteria may go that come from a client. */
export interface ClientLimits {
  /** How deep `and` and `or` may be nested. @default 5 */
  readonly depth?: number
  /** Conditions altogether. @default 50 */
  readonly conditions?: number
  /** Values of one list. @default 100 */
  readonly listLength?: number
  /** Characters of a text that is searched for. @default 200 */
  readonly textLength?: number
  /** Largest `limit`. @default 1000 */
  readonly limit?: number
  /** Operators that are refused, by the names that clients write. @default ['like'] */
  readonly refusedOperators?: readonly string[]
  /** Attributes that clients may filter and sort by. @default all that are neither protected nor encrypted */
  readonly attributes?: readonly string[]
}

const DEFAULTS: Required<Omit<ClientLimits, 'attributes'>> = {
  depth: 5,
  conditions: 50,
  listLength: 100,
  textLength: 200,
  limit: 1_000,
  refusedOperators: ['like'],
}

/**
 * Refuses criteria of a client that could be used to tire the database or to guess what is protected. Does not change
 * them, and does not read them otherwise: the query does that.
 * @throws {UsageError} `E_INVALID_CRITERIA`
 */
export function checkClientCriteria(
  model: ModelSchema,
  criteria: { readonly where?: unknown; readonly sort?: unknown; readonly limit?: unknown },
  limits: ClientLimits = {},
): void {
  const check = new ClientCheck(model, { ...DEFAULTS, ...limits })
  check.where(criteria.where, 0)
  check.sort(criteria.sort)
  check.limit(criteria.limit)
}

class ClientCheck {
  readonly #model: ModelSchema
  readonly #limits: typeof DEFAULTS & ClientLimits
  #conditions = 0

  constructor(model: ModelSchema, limits: typeof DEFAULTS & ClientLimits) {
    this.#model = model
    this.#limits = limits
  }

  where(where: unknown, depth: number): void {
    if (depth > this.#limits.depth)
      this.#refuse(`They are nested more than ${this.#limits.depth} deep.`)
    if (Array.isArray(where)) this.#list('where', where)
    if (!isPlainObject(where)) return
    for (const [name, value] of Object.entries(where)) {
      if (name === 'and' || name === 'or') this.#branches(value, depth + 1)
      else this.#condition(name, value)
    }
  }

  sort(sort: unknown): void {
    for (const item of Array.isArray(sort) ? sort : [sort]) {
      if (typeof item === 'string') this.#attribute(item.trim().split(/\s+/u)[0] ?? '')
      else if (isPlainObject(item)) Object.keys(item).forEach((name) => this.#attribute(name))
    }
  }

  limit(limit: unknown): void {
    if (limit === undefined) return
    const most = this.#limits.limit
    const number = Number(limit)
    if (!(number >= 0 && number <= most)) this.#refuse(`\`limit\` must be a number up to ${most}.`)
  }

  #branches(branches: unknown, depth: number): void {
    if (!Array.isArray(branches)) return
    for (const branch of branches) this.where(branch, depth)
  }

  #condition(name: string, value: unknown): void {
    this.#attribute(name)
    const operators = isPlainObject(value) ? Object.entries(value) : [['=', value] as const]
    this.#conditions += operators.length
    if (this.#conditions > this.#limits.conditions) {
      this.#refuse(`They have more than ${this.#limits.conditions} conditions.`)
    }
    for (const [operator, operand] of operators) this.#operator(name, operator, operand)
  }

  #operator(name: string, operator: string, operand: unknown): void {
    if (this.#limits.refusedOperators.includes(operator)) {
      this.#refuse(`The operator \`${operator}\` is not allowed.`)
    }
    if (Array.isArray(operand)) this.#list(name, operand)
    if (typeof operand === 'string' && operand.length > this.#limits.textLength) {
      this.#refuse(`The text for \`${name}\` is longer than ${this.#limits.textLength} characters.`)
    }
  }

  #list(name: string, list: readonly unknown[]): void {
    if (list.length <= this.#limits.listLength) return
    this.#refuse(`The list for \`${name}\` has more than ${this.#limits.listLength} values.`)
  }

  /** A protected attribute is refused in the words for one that does not exist: clients learn nothing of it. */
  #attribute(name: string): void {
    const attribute = this.#model.attributes.get(name)
    const isHidden = attribute?.kind === 'column' && (attribute.protect || attribute.encrypt)
    const isListed = this.#limits.attributes?.includes(name) ?? true
    if (attribute !== undefined && !isHidden && isListed) return
    if (name !== '') this.#refuse(`\`${name}\` is no attribute that can be asked for.`)
  }

  #refuse(details: string): never {
    throw new UsageError('E_INVALID_CRITERIA', details, { modelIdentity: this.#model.identity })
  }
}
