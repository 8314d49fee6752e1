import type { BlueprintCall } from './blueprint-call.ts'
import { changeMembers } from './members.ts'

/** `DELETE /user/:parentid/pets/:childid`: one member less. @see Sails reference: blueprint API, remove from */
export function remove(call: BlueprintCall): Promise<unknown> {
  return changeMembers(call, 'remove')
}
