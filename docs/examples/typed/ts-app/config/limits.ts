import { defineConfig } from 'halyard'

// #region config
export default defineConfig({
  sockets: {
    maxOpenRequests: 32,
  },
  session: {
    secret: process.env['SESSION_SECRET'] ?? 'only for development',
  },
})
// #endregion config
