import type { Statement } from '../../datastore/driver.ts'
import { type Fragment, Slot } from '../../dialect/fragment.ts'
import type { Storage } from './storage.ts'

/** A statement that was made once, and takes the values of every query of its shape. */
export interface PreparedQuery {
  readonly statement: Statement
  /** From the values in the order of the shape to those in the order of the placeholders. */
  readonly toParams: (values: readonly unknown[]) => readonly unknown[]
}

/** Makes SQL of a fragment with slots. */
export function prepareQuery(
  storage: Storage,
  fragment: Fragment,
  { kind, givesRows }: Pick<Statement, 'kind' | 'givesRows'>,
): PreparedQuery {
  const { sql, params } = storage.dialect.compile(fragment)
  const name = storage.datastore.statementNames.next()
  return { statement: { sql, kind, givesRows, ...name }, toParams: paramsReader(params) }
}

/** Mostly the orders are the same. */
function paramsReader(params: readonly unknown[]): PreparedQuery['toParams'] {
  const isInOrder = params.every((param, index) => param instanceof Slot && param.index === index)
  if (isInOrder) return (values) => values
  return (values) => params.map((param) => (param instanceof Slot ? values[param.index] : param))
}
