import type { Config } from 'halyard'

export const policies: Config['policies'] = {
  'poll/vote': 'has-not-voted',
}
