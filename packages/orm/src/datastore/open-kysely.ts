import { type DatabaseConnection, type Driver, Kysely } from 'kysely'

import { dialectParts } from '../dialect/compile.ts'
import type { Datastore } from './datastore.ts'
import { ConnectionUsageError } from './errors.ts'
import { toNativeStatement } from './native-query.ts'

/**
 * A Kysely that sends its queries through a datastore: on the connection of the transaction that they run in, and
 * into the query log. Transactions are begun by the datastore.
 */
export function openKysely<Tables>(datastore: Datastore): Kysely<Tables> {
  const dialect = {
    ...dialectParts(datastore.dialect.name),
    createDriver: () => toDriver(datastore),
  }
  return new Kysely({ dialect })
}

function toDriver(datastore: Datastore): Driver {
  const refuse = () =>
    Promise.reject(new ConnectionUsageError('E_NOT_A_CONNECTION', NO_TRANSACTION))
  const nothing = () => Promise.resolve()
  return {
    init: nothing,
    destroy: nothing,
    releaseConnection: nothing,
    acquireConnection: () => Promise.resolve(toConnection(datastore)),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
  }
}

const NO_TRANSACTION =
  'Kysely cannot begin a transaction here. Use transaction() of the datastore: queries inside it, ' +
  'those of Kysely too, use it by themselves.'

function toConnection(datastore: Datastore): DatabaseConnection {
  return {
    executeQuery: async ({ sql, parameters }) => {
      // The placeholders are those of the database already.
      const { statement } = toNativeStatement('postgresql', sql, parameters)
      const { rows, affected, insertId } = await datastore.run(statement, parameters, {
        footprint: 'kysely',
      })
      return {
        rows: rows as never[],
        numAffectedRows: BigInt(affected),
        ...(insertId !== undefined && { insertId: BigInt(insertId) }),
      }
    },
    streamQuery: () => {
      throw new TypeError('Kysely cannot stream here. Use stream() of a model.')
    },
  }
}
