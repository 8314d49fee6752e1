import { isPlainObject } from '@halyard/protocol'

import type { ModelQuery, ModelRecord, Populates } from '../hook/model.ts'
import type { BlueprintCall } from './blueprint-call.ts'

/** Queries what the call asks for, as often as needed: models of others change the criteria that they are given. */
export function findAll({ model, options }: BlueprintCall): ModelQuery<ModelRecord[]> {
  const { criteria, populates, meta = {} } = options
  return model.find(copy(criteria), copy(populates)).meta({ ...meta })
}

/**
 * The one record that the call is about.
 * @param populates What comes along. @default as the client asks
 */
export function findThis(
  { model, options }: BlueprintCall,
  connection?: unknown,
  populates: Populates | undefined = options.populates,
): ModelQuery<ModelRecord | undefined> {
  return model.findOne(copy(options.criteria), copy(populates)).usingConnection(connection)
}

/** What names the one record to methods that write: they take no `select`. */
export function criteriaOfThis({ options }: BlueprintCall): { where: unknown } {
  return { where: copy(options.criteria?.['where']) }
}

function copy<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copy) as Value
  if (!isPlainObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, copy(entry)]),
  ) as Value
}
