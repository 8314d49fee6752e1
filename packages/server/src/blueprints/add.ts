import type { BlueprintCall } from './blueprint-call.ts'
import { changeMembers } from './members.ts'

/** `PUT /user/:parentid/pets/:childid`: one member more. @see Sails reference: blueprint API, add to */
export function add(call: BlueprintCall): Promise<unknown> {
  return changeMembers(call, 'add')
}
