import type { ColumnAttribute } from './model-schema.ts'

/** An attribute that is read, before it is known what the models that it names are. */
export type AttributeDraft = ColumnDraft | SingularDraft | PluralDraft

/** A plain value. */
export interface ColumnDraft {
  readonly kind: 'column'
  readonly column: ColumnAttribute
}

/** `model: 'user'`: its column gets the type of the other model's key. */
export interface SingularDraft {
  readonly kind: 'singular'
  readonly model: string
  readonly column: ColumnAttribute
}

/** `collection: 'pet'`. */
export interface PluralDraft {
  readonly kind: 'plural'
  readonly collection: string
  readonly via?: string
  readonly through?: string
  readonly dominant: boolean
  readonly definition: Readonly<Record<string, unknown>>
}
