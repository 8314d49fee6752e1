import type { ModelDefinitionError } from '../errors.ts'
import { didYouMean } from '../nearest-name.ts'
import { Place } from './definition-place.ts'
import { generatedKey } from './generated-key.ts'
import type { NormalizeSettings } from './model-definition.ts'
import { type ModelDraft, readDraft } from './model-draft.ts'

/** Identity of the archive that no file has to define. */
const ARCHIVE = 'archive'

/** Adds the model that `.archive()` fills, as soon as one model uses it and no file defines it. */
export function addArchive(
  drafts: Map<string, ModelDraft>,
  settings: NormalizeSettings,
  problems: ModelDefinitionError[],
): void {
  let datastore: string | undefined
  for (const { settings: model, place } of drafts.values()) {
    const archive = model.archiveModelIdentity
    if (archive === false || drafts.has(archive)) continue
    if (archive === ARCHIVE) datastore ??= model.datastore
    else
      place.refuse(
        `\`archiveModelIdentity\` is '${archive}', but there is no such model.`,
        `Define it, or write \`false\`.${didYouMean(archive, drafts.keys())}`,
      )
  }
  if (datastore === undefined) return
  const definition = {
    datastore,
    archiveModelIdentity: false,
    attributes: {
      id: generatedKey(settings),
      createdAt: { type: 'number', autoCreatedAt: true },
      fromModel: { type: 'string', required: true },
      originalRecord: { type: 'json', required: true },
      originalRecordId: { type: 'json' },
    },
    ...(settings.defaults?.['migrate'] !== undefined && { migrate: settings.defaults['migrate'] }),
  }
  const place = new Place({ model: ARCHIVE }, problems, settings.log)
  drafts.set(ARCHIVE, readDraft('Archive', definition, {}, place))
}
