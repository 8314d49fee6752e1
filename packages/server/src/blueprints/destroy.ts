import { type BlueprintCall, announce, idOf, together, view } from './blueprint-call.ts'
import { linksOfDestroyed } from './link-changes.ts'
import { criteriaOfThis, findThis } from './this-record.ts'

/** `DELETE /user/:id`: a record goes. @see Sails reference: blueprint API, destroy */
export async function destroy(call: BlueprintCall): Promise<unknown> {
  const { model, options } = call

  const done = await together(model, async (connection) => {
    const previous = await findThis(call, connection)
    if (previous === undefined) return undefined
    const links = await linksOfDestroyed(call, previous, connection)
    await model
      .destroy(criteriaOfThis(call))
      .meta({ ...options.meta })
      .usingConnection(connection)
    return { previous, links }
  })

  if (done === undefined) return undefined
  const { previous, links } = done
  announce(call, [{ verb: 'destroyed', model, id: idOf(model, previous), previous }, ...links])
  return view(call, previous)
}
