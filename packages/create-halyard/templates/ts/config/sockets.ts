import type { Config } from 'halyard'

export const sockets: Config['sockets'] = {
  // Only pages of this app may connect. Name the others: onlyAllowOrigins: ['https://example.com']
  allowForeignOrigins: false,
}
