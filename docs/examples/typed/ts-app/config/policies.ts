import { definePolicies } from 'halyard'

export const policies = definePolicies({
  'user/friends': 'is-logged-in',
})
