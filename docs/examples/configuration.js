// #region config
export const config = {
  port: 1337,
  requestTimeoutMs: 30_000,
  log: { level: 'warn' },
  routes: { 'GET /health': (_req, res) => res.json('fine') },
  session: { secret: process.env.SESSION_SECRET ?? 'only for development' },
  sockets: { onlyAllowOrigins: ['https://example.com'], maxOpenRequests: 32 },
}
// #endregion config
