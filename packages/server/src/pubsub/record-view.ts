import { type Model, type ModelRecord, type Models, otherIdentity } from '../hook/model.ts'

/** Makes of a record what clients may see of it: the same for answers and for messages. */
export type RecordView = (model: Model, record: ModelRecord) => unknown

/**
 * Records as clients see them: what their model's `customToJSON` makes of them, without attributes that have `protect`,
 * in the records that were populated, too.
 */
export function createRecordView(models: Models): RecordView {
  const hiding = new Set(Object.values(models).filter(hidesSomething))
  const reached = Object.values(models).filter((model) =>
    model.associations.some((association) => {
      const other = models[otherIdentity(association)]
      return other !== undefined && hiding.has(other)
    }),
  )
  const guarded = new Set([...hiding, ...reached])

  const view: RecordView = (model, record) => {
    const shown = withOwnForm(record)
    // Nothing to leave out here or below: JSON gives nested records their own form.
    if (!guarded.has(model) || !isRecord(shown)) return shown
    const visible: ModelRecord = {}
    for (const [name, value] of Object.entries(shown)) {
      const attribute = model.attributes[name]
      if (attribute?.protect === true) continue
      const other = models[attribute?.model ?? attribute?.collection ?? '']
      visible[name] = other === undefined ? value : viewEach(view, other, value)
    }
    return visible
  }
  return view
}

/** An association's value: a key, one record, or several. */
function viewEach(view: RecordView, model: Model, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => viewEach(view, model, entry))
  return isRecord(value) ? view(model, value) : value
}

function hidesSomething({ attributes }: Model): boolean {
  return Object.values(attributes).some(({ protect }) => protect === true)
}

/** What `customToJSON` makes of it, if the model has one. */
function withOwnForm(record: ModelRecord): unknown {
  const { toJSON } = record
  return typeof toJSON === 'function' ? toJSON.call(record) : record
}

function isRecord(value: unknown): value is ModelRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
