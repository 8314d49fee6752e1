import { isPlainObject } from '@halyard/protocol'

import type { Log } from '../hook/log.ts'
import {
  type Association,
  type Model,
  type ModelRecord,
  type Models,
  type Populates,
  type RecordId,
  otherIdentity,
} from '../hook/model.ts'
import type { Request } from '../request/request.ts'
import type { BlueprintActionName, BlueprintOptions } from './blueprint-options.ts'
import type { BlueprintsConfig } from './blueprints-config.ts'
import { checkSelect, checkSort, checkWhere } from './client-criteria.ts'
import { BlueprintRequestError, NoAliasError } from './errors.ts'

/** Parameters of a list that are no filters. */
const LIST_PARAMETERS: ReadonlySet<string> = new Set([
  ...['where', 'limit', 'skip', 'sort', 'select', 'omit', 'populate'],
])
/** Parameters of paths that are no filters and no values. */
const PATH_PARAMETERS: ReadonlySet<string> = new Set(['parentid', 'childid'])

/** Parameters that are no values of a record. */
const NO_VALUES: ReadonlySet<string> = new Set(['populate', ...PATH_PARAMETERS])

/** What the reading of options needs to know of the app. */
export interface OptionSource {
  readonly models: Models
  readonly config: BlueprintsConfig
  readonly log: Log
}

/**
 * Reads what a client asks of a blueprint action from the parameters of its request: the default of
 * `config.blueprints.parseBlueprintOptions`.
 * @throws {BlueprintRequestError} for parameters that cannot be read, or ask for more than clients may
 */
export function parseBlueprintOptions(
  req: Request,
  model: Model,
  action: BlueprintActionName,
  source: OptionSource,
): BlueprintOptions {
  return READERS[action](new OptionReader(req, model, source))
}

const READERS: Readonly<Record<BlueprintActionName, (reader: OptionReader) => BlueprintOptions>> = {
  find: (reader) => ({ ...reader.base(), criteria: reader.listCriteria() }),
  findOne: (reader) => reader.oneOptions(),
  create: (reader) => ({ ...reader.base(), newRecord: reader.newRecord(), meta: { fetch: true } }),
  update: (reader) => ({
    ...reader.oneRecord('id'),
    valuesToSet: reader.valuesToSet(),
    meta: { fetch: true },
  }),
  destroy: (reader) => ({ ...reader.oneRecord('id'), meta: { fetch: true } }),
  populate: (reader) => reader.populateOptions(),
  add: (reader) => ({ ...reader.linkOptions('add'), associatedIds: [reader.id('childid')] }),
  remove: (reader) => ({ ...reader.linkOptions('remove'), associatedIds: [reader.id('childid')] }),
  replace: (reader) => ({ ...reader.linkOptions('replace'), associatedIds: reader.memberIds() }),
}

class OptionReader {
  readonly #req: Request
  readonly #model: Model
  readonly #source: OptionSource

  constructor(req: Request, model: Model, source: OptionSource) {
    this.#req = req
    this.#model = model
    this.#source = source
  }

  base(): BlueprintOptions {
    return { using: this.#model.identity, populates: this.populates() }
  }

  /** One record by the parameter that holds its id. */
  oneRecord(parameter: string): BlueprintOptions {
    return { ...this.base(), criteria: this.byId(parameter) }
  }

  oneOptions(): BlueprintOptions {
    const criteria = { ...this.byId('id'), ...this.projection(this.#model) }
    return { ...this.base(), criteria }
  }

  byId(parameter: string): { where: ModelRecord } {
    return { where: { [this.#model.primaryKey]: this.id(parameter) } }
  }

  id(parameter: string): RecordId {
    const id = this.#req.param(parameter)
    if (typeof id === 'string' || typeof id === 'number') return id
    throw new BlueprintRequestError('E_INVALID_CRITERIA', `the parameter \`${parameter}\` is no id`)
  }

  listCriteria(): Record<string, unknown> {
    return this.#list(this.#model, 'E_INVALID_CRITERIA', new Set())
  }

  /** `select` or, without it, `omit`. */
  projection(model: Model): Record<string, unknown> {
    const select = this.#names('select')
    if (select !== undefined) {
      checkSelect(select, model)
      return { select }
    }
    const omit = this.#names('omit')
    return omit === undefined ? {} : { omit }
  }

  populates(): Populates {
    const names = this.#populatedNames()
    return Object.fromEntries(
      names.map((alias) => {
        const association = this.#model.associations.find((known) => known.alias === alias)
        const limit = Math.min(this.#source.config.defaultLimit, this.#source.config.maxLimit)
        return [alias, association?.type === 'collection' ? { limit } : true]
      }),
    )
  }

  newRecord(): ModelRecord {
    if (Array.isArray(this.#req.body)) {
      throw new BlueprintRequestError(
        'E_INVALID_NEW_RECORD',
        'a new record is a dictionary of values, not a list. Create records one by one',
      )
    }
    return this.#values('E_INVALID_NEW_RECORD')
  }

  valuesToSet(): ModelRecord {
    const { primaryKey } = this.#model
    const { id: _id, ...values } = this.#values('E_INVALID_VALUES_TO_SET')
    const given = values[primaryKey]
    delete values[primaryKey]
    if (given !== undefined) {
      this.#source.log.debug(
        `A client sent \`${primaryKey}\` to update ${this.#model.globalId}; the key of a record cannot be changed.`,
      )
    }
    return values
  }

  populateOptions(): BlueprintOptions {
    const association = this.#association('populate')
    const { alias } = association
    const other = this.#source.models[otherIdentity(association)] ?? this.#model
    const criteria =
      association.type === 'collection'
        ? this.#list(other, 'E_INVALID_POPULATES', new Set([alias]))
        : this.projection(other)
    return {
      using: this.#model.identity,
      alias,
      criteria: this.byId('parentid'),
      populates: { [alias]: Object.keys(criteria).length > 0 ? criteria : true },
    }
  }

  linkOptions(action: BlueprintActionName): BlueprintOptions {
    const { alias } = this.#association(action)
    return { ...this.oneRecord('parentid'), alias, targetRecordId: this.id('parentid') }
  }

  /** The ids of `PUT /user/3/pets`: the body is a list of them; of the shortcut, the parameter named like the association. */
  memberIds(): RecordId[] {
    const { alias } = this.#association('replace')
    const text = this.#req.param(alias)
    const list = typeof text === 'string' ? this.#fromJson(alias) : this.#req.body
    if (Array.isArray(list) && list.every(isId)) return list
    throw new BlueprintRequestError(
      'E_INVALID_ASSOCIATED_IDS',
      `the members of \`${alias}\` are a list of ids, such as [1, 2], as the body of the request`,
    )
  }

  #association(action: BlueprintActionName): Association {
    const { alias } = this.#req.options
    const found = this.#model.associations.find((known) => known.alias === alias)
    if (found === undefined)
      throw new NoAliasError(`${this.#model.identity}/${action.toLowerCase()}`)
    return found
  }

  #list(
    model: Model,
    code: 'E_INVALID_CRITERIA' | 'E_INVALID_POPULATES',
    ignored: ReadonlySet<string>,
  ): Record<string, unknown> {
    const rules = { model, filterable: this.#source.config.models[model.identity]?.filterable }
    const where = this.#where(ignored)
    const sort = this.#sort(model)
    checkWhere(where, rules)
    checkSort(sort, rules)
    const skip = this.#natural('skip', code)
    return {
      where,
      limit: this.#limit(code),
      sort,
      ...(skip === undefined ? {} : { skip }),
      ...this.projection(model),
    }
  }

  /** The parameter `where`, or else every parameter that is none of ours. */
  #where(ignored: ReadonlySet<string>): ModelRecord {
    const given = this.#req.param('where')
    if (given !== undefined) {
      const where = typeof given === 'string' ? this.#fromJson('where') : given
      if (isPlainObject(where)) return where
      throw new BlueprintRequestError(
        'E_INVALID_CRITERIA',
        'the parameter `where` is no dictionary, such as {"age": {">": 21}}, and no JSON text of one',
      )
    }
    return Object.fromEntries(
      Object.entries(this.#req.allParams()).filter(
        ([name, value]) =>
          value !== undefined &&
          !LIST_PARAMETERS.has(name) &&
          !PATH_PARAMETERS.has(name) &&
          !ignored.has(name),
      ),
    )
  }

  #sort(model: Model): unknown {
    const given = this.#req.param('sort')
    if (given === undefined) return `${model.primaryKey} ASC`
    if (typeof given !== 'string' || !/^\s*[[{]/.test(given)) return given
    return this.#fromJson('sort')
  }

  #limit(code: 'E_INVALID_CRITERIA' | 'E_INVALID_POPULATES'): number {
    const { defaultLimit, maxLimit } = this.#source.config
    const limit = this.#natural('limit', code)
    if (limit === undefined) return Math.min(defaultLimit, maxLimit)
    // Sails takes -1 for "no limit".
    const wanted = limit < 0 ? Infinity : limit
    return Math.min(wanted, maxLimit, Number.MAX_SAFE_INTEGER)
  }

  #natural(name: string, code: 'E_INVALID_CRITERIA' | 'E_INVALID_POPULATES'): number | undefined {
    const given = this.#req.param(name)
    if (given === undefined || given === null || given === '') return undefined
    const number = typeof given === 'string' ? Number(given) : given
    if (typeof number === 'number' && Number.isSafeInteger(number)) return number
    throw new BlueprintRequestError(code, `the parameter \`${name}\` is no whole number`)
  }

  #populatedNames(): readonly string[] {
    const all = this.#model.associations.map(({ alias }) => alias)
    const given = this.#req.param('populate')
    if (given === undefined) return this.#source.config.populate ? all : []
    if (given === false || given === 'false' || given === '') return []
    if (given === true || given === 'true') return all
    return this.#names('populate') ?? []
  }

  /** Names, in a text with commas or in a list. */
  #names(parameter: string): string[] | undefined {
    const given = this.#req.param(parameter)
    if (given === undefined || given === '') return undefined
    const list: readonly unknown[] = typeof given === 'string' ? given.split(',') : [given].flat()
    if (list.every((name) => typeof name === 'string')) return list.map((name) => name.trim())
    throw new BlueprintRequestError(
      parameter === 'populate' ? 'E_INVALID_POPULATES' : 'E_INVALID_CRITERIA',
      `the parameter \`${parameter}\` is a list of names, such as name,age`,
    )
  }

  #values(code: 'E_INVALID_NEW_RECORD' | 'E_INVALID_VALUES_TO_SET'): ModelRecord {
    const given = Object.entries(this.#req.allParams())
    const values = Object.fromEntries(
      given
        .filter(([name, value]) => value !== undefined && !NO_VALUES.has(name))
        .map(([name, value]) => [name, this.#toMembers(name, value)]),
    )
    const { identity, attributes } = this.#model
    const settable = this.#source.config.models[identity]?.settable
    if (settable === undefined) return values
    const refused = Object.keys(values).find(
      (name) => name in attributes && name !== 'id' && !settable.includes(name),
    )
    if (refused === undefined) return values
    throw new BlueprintRequestError(code, `clients cannot set \`${refused}\``)
  }

  /** A query string has members of an association as JSON: `pets=[1,2]`. */
  #toMembers(name: string, value: unknown): unknown {
    const isList = typeof value === 'string' && value.trimStart().startsWith('[')
    return isList && this.#model.attributes[name]?.collection !== undefined
      ? this.#fromJson(name)
      : value
  }

  #fromJson(parameter: string): unknown {
    const given = this.#req.param(parameter)
    if (typeof given !== 'string') return given
    try {
      return JSON.parse(given) as unknown
    } catch {
      throw new BlueprintRequestError(
        parameter === 'where' || parameter === 'sort'
          ? 'E_INVALID_CRITERIA'
          : 'E_INVALID_ASSOCIATED_IDS',
        `the parameter \`${parameter}\` is no JSON`,
      )
    }
  }
}

function isId(value: unknown): value is RecordId {
  return typeof value === 'string' || typeof value === 'number'
}
