import type { Row } from '../datastore/driver.ts'
import { UsageError } from '../errors.ts'
import { readingContext } from './build-select.ts'
import { type Meta, checkMeta } from './meta.ts'
import { ListQuery } from './model-query.ts'
import { BATCH_SIZE, readBatches } from './stream.ts'

type Iteratee<Item> = (item: Item, proceed: (error?: unknown) => void) => unknown

/** What `Model.stream()` gives: records one by one, or in batches, to a function or to `for await`. */
export class StreamQuery extends ListQuery<undefined> implements AsyncIterable<Row> {
  #eachRecord: Iteratee<Row> | undefined
  #eachBatch: Iteratee<Row[]> | undefined
  #batchSize: number | undefined
  #meta: Meta = {}

  /** Calls a function for each record, one after the other; a promise that it gives is awaited. */
  eachRecord(iteratee: Iteratee<Row>): this {
    this.#eachRecord = iteratee
    return this
  }

  /** Calls a function for each batch of records. @param size Records of a batch. @default 30 */
  eachBatch(
    ...args: [iteratee: Iteratee<Row[]>] | [size: number, iteratee: Iteratee<Row[]>]
  ): this {
    const [size, iteratee] = args.length === 1 ? [undefined, args[0]] : args
    this.#batchSize = size
    this.#eachBatch = iteratee
    return this
  }

  override meta(keys: Meta | undefined): this {
    this.#meta = { ...this.#meta, ...keys }
    return super.meta(keys)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Row> {
    checkMeta(this.runtime, this.method, this.#meta)
    for await (const records of this.#batches(this.#meta)) yield* records
  }

  protected async send(meta: Meta): Promise<undefined> {
    const iterate = this.#iterator()
    for await (const records of this.#batches(meta)) await iterate(records)
  }

  #batches(meta: Meta): AsyncGenerator<Row[]> {
    const context = readingContext(this.runtime)
    const size = this.#batchSize ?? meta.batchSize ?? BATCH_SIZE
    if (!(Number.isSafeInteger(size) && size > 0))
      throw this.#refused('The size of a batch must be a whole number above 0.')
    return readBatches(this.runtime, this.clauses(context), this.populates(context), meta, size)
  }

  #iterator(): (records: Row[]) => Promise<void> {
    const [eachRecord, eachBatch] = [this.#eachRecord, this.#eachBatch]
    if (eachRecord !== undefined && eachBatch !== undefined) {
      throw this.#refused('eachRecord() and eachBatch() exclude each other.')
    }
    const iteratee = eachRecord ?? eachBatch
    if (typeof iteratee !== 'function') {
      throw this.#refused(
        'stream() needs a function: .eachRecord(async (record) => …). Or use for await.',
      )
    }
    if (eachBatch !== undefined) return (records) => callIteratee(eachBatch, records)
    return async (records) => {
      // oxlint-disable-next-line no-await-in-loop -- one record after the other
      for (const record of records) await callIteratee(iteratee as Iteratee<Row>, record)
    }
  }

  #refused(details: string): UsageError {
    return new UsageError('E_INVALID_STREAM_ITERATEE', details, {
      modelIdentity: this.runtime.model.identity,
    })
  }
}

/** With a second parameter the function says by `proceed` when it is done; else by its promise. */
async function callIteratee<Item>(iteratee: Iteratee<Item>, item: Item): Promise<void> {
  await new Promise<unknown>((resolve, reject) => {
    const proceed = (error?: unknown) => (error ? reject(error) : resolve(undefined))
    const running = Promise.resolve().then(() => iteratee(item, proceed))
    running.then(iteratee.length < 2 ? resolve : undefined, reject)
  })
}
