import {
  type Model,
  type ModelRecord,
  type Models,
  type RecordId,
  otherIdentity,
} from '../hook/model.ts'
import type { Announcement } from '../pubsub/announcement.ts'
import type { Pubsub } from '../pubsub/pubsub.ts'
import type { Request } from '../request/request.ts'
import type { BlueprintOptions } from './blueprint-options.ts'
import type { BlueprintsConfig } from './blueprints-config.ts'

/** What blueprint actions need of the app. */
export interface BlueprintContext {
  readonly models: Models
  readonly config: BlueprintsConfig
  /** `undefined` for an app without sockets. */
  readonly pubsub: Pubsub | undefined
  /** Whether the app runs in several processes. */
  readonly isCluster: boolean
  /** Whether one who may run the action `from` may also find records of the other model. */
  mayFind(identity: string, from: string): boolean
}

/** One run of a blueprint action. */
export interface BlueprintCall {
  readonly req: Request
  readonly model: Model
  readonly options: BlueprintOptions
  readonly context: BlueprintContext
}

/** Runs a blueprint action; `undefined` is answered with 404. */
export type RunBlueprint = (call: BlueprintCall) => Promise<unknown>

/** How often a list is read again because something was published meanwhile. */
const MAX_READS = 3

/**
 * Reads records and subscribes the socket of the request to them, so that no change falls between: what is published
 * after the answer was read reaches the subscriber, or the answer is read again.
 * @param watched Whether new records of the model are of interest.
 */
export async function readAndSubscribe(
  call: BlueprintCall,
  read: () => PromiseLike<readonly ModelRecord[]>,
  watched: boolean,
): Promise<readonly ModelRecord[]> {
  const { req, context } = call
  const { pubsub } = context
  if (pubsub === undefined || req.isSocket !== true) return read()
  watchClasses(call, pubsub, watched)
  return readUntilQuiet(call, pubsub, read, MAX_READS)
}

async function readUntilQuiet(
  call: BlueprintCall,
  pubsub: Pubsub,
  read: () => PromiseLike<readonly ModelRecord[]>,
  readsLeft: number,
): Promise<readonly ModelRecord[]> {
  const { changes } = pubsub
  const records = await read()
  const isNew = subscribeDeep(call, pubsub, records)
  // Other processes publish without telling us, so what has just been subscribed to is read again.
  const mayHaveMissed = isNew && (call.context.isCluster || pubsub.changes !== changes)
  if (!mayHaveMissed || readsLeft <= 1) return records
  return readUntilQuiet(call, pubsub, read, readsLeft - 1)
}

/** Has the socket told of new records of the model and of those that it is linked with. */
function watchClasses(call: BlueprintCall, pubsub: Pubsub, watched: boolean): void {
  const { req, model, context } = call
  if (!context.config.autoWatch || req.options['autoWatch'] === false) return
  if (watched) pubsub.watch(req, model)
  for (const other of linkedModels(call)) pubsub.watch(req, other)
}

/** Subscribes to records and to what was populated in them. @returns whether there was anything */
function subscribeDeep(
  call: BlueprintCall,
  pubsub: Pubsub,
  records: readonly ModelRecord[],
): boolean {
  const { model, context } = call
  subscribe(call, pubsub, model, records)
  for (const association of model.associations) {
    const other = context.models[otherIdentity(association)]
    if (other === undefined || !isOpen(call, other)) continue
    const linked = records.flatMap((record) => [record[association.alias] ?? []].flat())
    subscribe(call, pubsub, other, linked.filter(isRecord))
  }
  return records.length > 0
}

/** Subscribes the socket of the request, if it has one, to records that the caller may follow. */
export function subscribe(
  { req, context }: BlueprintCall,
  pubsub: Pubsub,
  model: Model,
  records: readonly ModelRecord[],
): void {
  const { canSubscribe } = context.config
  const followed =
    typeof canSubscribe === 'function'
      ? records.filter((record) => canSubscribe(req, record, model.identity))
      : records
  pubsub.subscribe(
    req,
    model,
    followed.map((record) => idOf(model, record)),
  )
}

function linkedModels(call: BlueprintCall): Model[] {
  const linked = call.model.associations.map((one) => call.context.models[otherIdentity(one)])
  return linked.filter((other): other is Model => other !== undefined && isOpen(call, other))
}

/** What the caller may not find he is not told about either. */
function isOpen({ req, context }: BlueprintCall, other: Model): boolean {
  const action: unknown = req.options['action']
  return context.mayFind(other.identity, typeof action === 'string' ? action : '')
}

/** Tells subscribers what the action has done. */
export function announce(call: BlueprintCall, announcements: readonly Announcement[]): void {
  const { req, context } = call
  const isMirrored = context.config.mirror || req.options['mirror'] === true
  context.pubsub?.announce(announcements, isMirrored ? undefined : req)
}

/** A record as clients see it. @param model Whose it is. @default the model of the call */
export function view(
  { context, model: own }: BlueprintCall,
  record: ModelRecord,
  model: Model = own,
): unknown {
  return context.pubsub === undefined ? record : context.pubsub.view(model, record)
}

/** The key of a record. */
export function idOf(model: Model, record: ModelRecord): RecordId {
  return record[model.primaryKey] as RecordId
}

/**
 * Runs several queries as one, where the database can do that.
 * @param during Gets what `usingConnection()` takes.
 */
export async function together<Result>(
  model: Model,
  during: (connection: unknown) => Promise<Result>,
): Promise<Result> {
  const datastore = model.getDatastore()
  return datastore.manager === undefined ? during(undefined) : datastore.transaction(during)
}

function isRecord(value: unknown): value is ModelRecord {
  return typeof value === 'object' && value !== null
}
