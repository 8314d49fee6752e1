/**
 * Who may import whom. The first table is about packages, the second about the folders of the server. What is not
 * named is not allowed. `ARCHITECTURE.md` shows the same in prose.
 */
export const PACKAGE_RULES = {
  protocol: { packages: [], node: false },
  client: { packages: ['@halyard/protocol', 'socket.io-client'], node: false },
  'create-halyard': { packages: [], node: true },
  orm: { packages: ['kysely', 'libsql', 'mysql2', 'pg'], node: true },
  server: { packages: ['@halyard/protocol', '@halyard/orm'], node: true, ownDependencies: true },
}

/** Files at the root of the server's sources that every folder may import. */
export const SHARED_SERVER_FILES = [
  'errors.ts',
  'is-thenable.ts',
  'load-later.ts',
  'nearest-name.ts',
]

const REQUEST_AND_HOOK = ['hook', 'request']

export const SERVER_FOLDER_RULES = {
  router: [],
  request: [],
  definitions: [],
  rooms: [],
  hook: ['request'],
  actions: ['hook', 'request', 'definitions'],
  helpers: ['hook', 'request', 'definitions'],
  session: REQUEST_AND_HOOK,
  csrf: REQUEST_AND_HOOK,
  cors: REQUEST_AND_HOOK,
  'security-headers': REQUEST_AND_HOOK,
  responses: REQUEST_AND_HOOK,
  logger: REQUEST_AND_HOOK,
  services: REQUEST_AND_HOOK,
  views: REQUEST_AND_HOOK,
  i18n: REQUEST_AND_HOOK,
  orm: ['hook'],
  pubsub: ['hook', 'request', 'rooms'],
  blueprints: ['hook', 'request', 'pubsub'],
  policies: ['hook', 'request', 'definitions', 'actions'],
  pipeline: ['router', 'request', 'definitions', 'policies', 'actions', 'responses'],
  transports: ['pipeline', 'request', 'rooms', 'hook'],
  compat: ['app', 'hook', 'request', 'logger'],
  testing: ['app', 'transports/in-process'],
  // definitions/ for the inputs of scripts, which are written like those of actions.
  doctor: ['app', 'actions', 'router', 'session', 'transports'],
  cli: ['app', 'doctor', 'definitions'],
  app: [
    ...['router', 'request', 'rooms', 'hook', 'actions', 'session', 'csrf', 'cors', 'responses'],
    'security-headers',
    ...['definitions', 'logger', 'policies', 'pipeline', 'transports', 'views', 'i18n', 'services'],
    ...['helpers', 'orm', 'pubsub', 'blueprints'],
  ],
}
