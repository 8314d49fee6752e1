import type { AttributeDraft } from './attribute-draft.ts'
import type { Place } from './definition-place.ts'
import type { NormalizeSettings, RawDefinition } from './model-definition.ts'
import { readAttribute } from './read-attribute.ts'
import { readEncryptionKeys } from './read-encryption-keys.ts'
import { mergeAttributes, type ModelSettings, readSettings } from './read-settings.ts'

/** A model that is read, before it is known what the models that it names are. */
export interface ModelDraft {
  readonly settings: ModelSettings
  readonly attributes: ReadonlyMap<string, AttributeDraft>
  /** None where nothing is encrypted: keys that are not used may be anything. */
  readonly encryptionKeys: ReadonlyMap<string, Uint8Array>
  readonly place: Place
}

/** Models that are read, by identity. */
export type ModelDrafts = ReadonlyMap<string, ModelDraft>

/** Reads one definition. @param key Name of its file without the ending. */
export function readDraft(
  key: string,
  own: RawDefinition,
  settings: NormalizeSettings,
  place: Place,
): ModelDraft {
  const identity = key.toLowerCase()
  const globalId = typeof own['globalId'] === 'string' ? own['globalId'] : key
  const definition = { ...settings.defaults, ...own }
  const model = readSettings(identity, globalId, definition, settings, place)
  const raw = mergeAttributes(settings.defaults, own, place)
  if (!raw.has(model.primaryKey)) refuseKeyless(model.primaryKey, place)
  const attributes = new Map<string, AttributeDraft>()
  for (const [name, attribute] of raw) {
    const isKey = name === model.primaryKey
    const draft = readAttribute(name, attribute, isKey, place.attribute(name))
    if (draft !== undefined) attributes.set(name, draft)
  }
  const encryptionKeys = isEncrypted(attributes)
    ? readEncryptionKeys(definition['dataEncryptionKeys'], place)
    : new Map<string, Uint8Array>()
  return { settings: model, attributes, encryptionKeys, place }
}

function isEncrypted(attributes: ReadonlyMap<string, AttributeDraft>): boolean {
  return [...attributes.values()].some((one) => one.kind === 'column' && one.column.encrypt)
}

function refuseKeyless(primaryKey: string, place: Place): void {
  place.refuse(
    `The primary key is \`${primaryKey}\`, but there is no such attribute.`,
    `Write it here or in config/models: \`${primaryKey}: { type: 'number', autoIncrement: true }\`.`,
  )
}
