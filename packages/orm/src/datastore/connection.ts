import type { DriverConnection, Result, RunOptions, Statement } from './driver.ts'
import { connectionEnded } from './errors.ts'
import { Lock } from './lock.ts'

/** A driver's connection while it is leased. */
export interface Lease {
  readonly connection: DriverConnection
  /** It is in an unknown state, and must not go back to the pool. */
  isBroken: boolean
}

/**
 * A connection that one function has for itself: what `transaction()` and `leaseConnection()` pass as `db`, and
 * `usingConnection(db)` takes. A nested transaction has its own, on the same connection of the driver.
 */
export class Connection {
  /** Name of the datastore that it belongs to. */
  readonly datastore: string
  readonly isTransaction: boolean
  /** Siblings of one transaction come one after the other: savepoints are a stack. */
  readonly nesting: Lock = new Lock()
  readonly #lease: Lease
  readonly #afterCommit: (() => unknown)[] = []
  #hasEnded = false

  constructor(datastore: string, lease: Lease, isTransaction: boolean) {
    this.datastore = datastore
    this.#lease = lease
    this.isTransaction = isTransaction
  }

  /** The driver's own connection. */
  get client(): unknown {
    return this.#lease.connection.client
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** The same connection for a nested transaction. */
  nested(): Connection {
    return new Connection(this.datastore, this.#lease, true)
  }

  /** @throws {ConnectionUsageError} `E_CONNECTION_ENDED` when its function has ended. */
  async run(
    statement: Statement,
    params: readonly unknown[],
    options?: RunOptions,
  ): Promise<Result> {
    if (this.#hasEnded) throw connectionEnded(this.datastore)
    return this.#lease.connection.run(statement, params, options)
  }

  /** Runs a command without parameters, also when the connection has ended: `rollback`. */
  async command(sql: string): Promise<void> {
    await this.#lease.connection.run({ sql, kind: 'write', givesRows: false }, [])
  }

  /** Never throws: the error that led here is the one to report. What cannot be rolled back is not used again. */
  async rollBack(...commands: string[]): Promise<void> {
    try {
      // oxlint-disable-next-line no-await-in-loop
      for (const command of commands) await this.command(command)
    } catch {
      this.#lease.isBroken = true
    }
  }

  /** Refuses queries from now on. */
  end(): void {
    this.#hasEnded = true
  }

  /** Calls a function when the outermost transaction is committed. */
  afterCommit(listener: () => unknown): void {
    this.#afterCommit.push(listener)
  }

  /** Hands what waits for the commit to `parent`, or calls it when there is none. */
  async settle(parent: Connection | undefined): Promise<void> {
    for (const listener of this.#afterCommit.splice(0)) {
      if (parent?.isTransaction) parent.afterCommit(listener)
      // One after the other, in the order of the changes.
      // oxlint-disable-next-line no-await-in-loop
      else await listener()
    }
  }
}
