/** Settings that an app can read before it has set them. @see Sails reference: sails.config.sockets */
export const SOCKET_DEFAULTS: Readonly<Record<string, unknown>> = {
  adapter: 'memory',
  path: '/socket.io',
  transports: ['websocket'],
  allowUpgrades: true,
  pingInterval: 25_000,
  pingTimeout: 60_000,
  serveClient: false,
  grant3rdPartyCookie: true,
  sendResponseHeaders: true,
  sendStatusCode: true,
}
