import type { RecordId } from '../hook/model.ts'

/** The room of those who are told about changes of one record. @see Sails reference: Model.getRoomName */
export function recordRoom(identity: string, id: RecordId): string {
  return `sails_model_${identity}_${id}:${identity}`
}

/** The room of those who are told about new records of a model: Sails calls that watching. */
export function classRoom(identity: string): string {
  return `sails_model_create_${identity}`
}
