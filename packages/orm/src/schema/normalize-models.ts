import type { ModelDefinitionError } from '../errors.ts'
import { addArchive } from './add-archive.ts'
import { checkModels } from './check-models.ts'
import { Place } from './definition-place.ts'
import type { NormalizeSettings, RawDefinition } from './model-definition.ts'
import { type ModelDraft, readDraft } from './model-draft.ts'
import type { ModelSchemas } from './model-schema.ts'
import { reportOnce } from './report-once.ts'
import { resolveAssociations } from './resolve-associations.ts'

/** What is made of the definitions. With problems the schemas are what could be understood: do not use them. */
export interface NormalizedModels {
  readonly schemas: ModelSchemas
  /** Everything that is wrong with any model, each with model, attribute and what to do. */
  readonly problems: readonly ModelDefinitionError[]
}

/**
 * Reads the definitions of all models of an app: merges the defaults, checks everything, resolves associations, and
 * adds the junctions and the archive that no file defines. Never changes a definition.
 *
 * @param definitions By the name of their file without its ending (`User`); in lower case it is the identity.
 * @see Sails reference: concepts/models-and-orm/model-settings, attributes, validations, associations
 */
export function normalizeModels(
  definitions: Readonly<Record<string, RawDefinition>>,
  settings: NormalizeSettings = {},
): NormalizedModels {
  const problems: ModelDefinitionError[] = []
  const read = withCurrentNames(settings)
  const drafts = readDrafts(definitions, read, problems)
  const modelCount = drafts.size
  addArchive(drafts, read, problems)
  const schemas = resolveAssociations(drafts, read)
  checkModels(schemas, drafts)
  return { schemas, problems: reportOnce(problems, modelCount) }
}

/** `config.models.connection` is the one old name that Sails still takes for the new one. */
function withCurrentNames(settings: NormalizeSettings): NormalizeSettings {
  const { connection, ...defaults } = settings.defaults ?? {}
  if (connection === undefined) return settings
  settings.log?.warn('config.models.connection is taken for config.models.datastore; write that.')
  return { ...settings, defaults: { datastore: connection, ...defaults } }
}

function readDrafts(
  definitions: Readonly<Record<string, RawDefinition>>,
  settings: NormalizeSettings,
  problems: ModelDefinitionError[],
): Map<string, ModelDraft> {
  const drafts = new Map<string, ModelDraft>()
  for (const [key, definition] of Object.entries(definitions)) {
    const identity = key.toLowerCase()
    const file = settings.files?.[key]
    const place = new Place({ model: identity, ...(file && { file }) }, problems, settings.log)
    checkName(key, place)
    if (!drafts.has(identity)) drafts.set(identity, readDraft(key, definition, settings, place))
    else
      place.refuse(
        `Two files define the model \`${identity}\`.`,
        'Remove or rename one.',
        'E_DUPLICATE_MODEL',
      )
  }
  return drafts
}

function checkName(key: string, place: Place): void {
  if (/^[a-z_][a-z0-9_]*$/i.test(key)) return
  place.refuse(
    `\`${key}\` is no name for a model.`,
    'Name the file with letters, digits and `_`, beginning with a letter.',
  )
}
