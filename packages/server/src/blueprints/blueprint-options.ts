import type { ModelRecord, Populates, RecordId } from '../hook/model.ts'

/** The blueprint actions. @see Sails reference: blueprint API */
export const BLUEPRINT_ACTIONS = [
  'find',
  'findOne',
  'create',
  'update',
  'destroy',
  'populate',
  'add',
  'remove',
  'replace',
] as const

export type BlueprintActionName = (typeof BLUEPRINT_ACTIONS)[number]

/** What a blueprint action is asked to do. @see Sails reference: sails.config.blueprints, parseBlueprintOptions */
export interface BlueprintOptions {
  /** Identity of the model. */
  using: string
  criteria?: Record<string, unknown>
  populates?: Populates
  newRecord?: ModelRecord
  valuesToSet?: ModelRecord
  meta?: Record<string, unknown>
  /** Name of the association. */
  alias?: string
  targetRecordId?: RecordId
  associatedIds?: readonly RecordId[]
}
