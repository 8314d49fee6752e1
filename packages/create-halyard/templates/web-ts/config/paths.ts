import type { Config } from 'halyard'

export const paths: Config['paths'] = {
  // Files of this folder are served as they are.
  public: 'assets',
}
