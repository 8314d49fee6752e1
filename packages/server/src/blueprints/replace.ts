import type { BlueprintCall } from './blueprint-call.ts'
import { changeMembers } from './members.ts'

/** `PUT /user/:parentid/pets`: exactly these members. @see Sails reference: blueprint API, replace */
export function replace(call: BlueprintCall): Promise<unknown> {
  return changeMembers(call, 'replace')
}
