// #region registry
// helpers.ts
import type { HelperOf } from 'halyard'

import type price from './api/helpers/format/price.ts'
import type findFriends from './api/helpers/user/find-friends.ts'

declare module 'halyard' {
  interface HelperRegistry {
    user: { findFriends: HelperOf<typeof findFriends, ['userId', 'limit']> }
    format: { price: HelperOf<typeof price> }
  }
}
// #endregion registry
