import { defineConfig } from 'halyard'

export default defineConfig({
  sockets: {
    // Only pages of this app may connect. Name the others: onlyAllowOrigins: ['https://example.com']
    allowForeignOrigins: false,
  },
})
