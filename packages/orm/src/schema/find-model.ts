import { didYouMean } from '../nearest-name.ts'
import type { PluralDraft } from './attribute-draft.ts'
import type { Place } from './definition-place.ts'
import type { ModelDraft, ModelDrafts } from './model-draft.ts'
import type { ValueType } from './model-schema.ts'

/** A plural association that is looked at, and the models on its two sides. */
export interface PluralSide {
  readonly name: string
  readonly draft: PluralDraft
  readonly model: ModelDraft
  readonly target: ModelDraft
  readonly place: Place
}

/** The model with that name; reports when there is none. */
export function findModel(name: string, drafts: ModelDrafts, place: Place): ModelDraft | undefined {
  const model = drafts.get(name)
  if (model === undefined)
    place.refuse(
      `There is no model \`${name}\`.`,
      `Write the name of a model.${didYouMean(name, drafts.keys())}`,
    )
  return model
}

/** Type of a model's key; a number where the key itself is wrong, which is reported elsewhere. */
export function keyType({ settings, attributes }: ModelDraft): ValueType {
  const key = attributes.get(settings.primaryKey)
  return key?.kind === 'column' ? key.column.type : 'number'
}
