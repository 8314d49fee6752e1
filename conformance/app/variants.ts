import type { SailsApp } from 'halyard'

import { type Config, GOOD_ORIGIN } from './base-config.ts'
import {
  beforeConnectByCallback,
  beforeConnectByPromise,
  noteAndMark,
} from './connect-callbacks.ts'
import { atMostTwo, withModels } from './with-models.ts'

/** Names what processes of one test have in common in Redis, which others may use too. */
const RUN = `conformance-${process.ppid}`

const listAndPolling = { onlyAllowOrigins: [GOOD_ORIGIN], transports: ['polling', 'websocket'] }

/** What each server of the recordings had beside the application itself, by section of the configuration. */
export const VARIANTS = {
  base: {},
  csrf: { security: { csrf: true } },
  corsEverywhere: { ...cors({}), sockets: { allowForeignOrigins: true } },
  corsList: cors({ allowOrigins: [GOOD_ORIGIN], allowCredentials: true }),
  corsUnsafe: cors({ allowCredentials: true, allowAnyOriginWithCredentialsUnsafe: true }),
  corsCommaText: cors({ allowOrigins: 'http://a.example,http://b.example' }),
  corsStarWithCredentials: cors({ allowCredentials: true }),
  corsNumber: cors({ allowOrigins: 5 }),
  corsTrailingSlash: cors({ allowOrigins: ['http://a.example/'] }),
  noCookieEndpoint: { sockets: { grant3rdPartyCookie: false } },
  trustProxy: { http: { trustProxy: true } },
  trustProxy1: { http: { trustProxy: 1 } },
  trustProxy2: { http: { trustProxy: 2 } },
  noStatusCode: { sockets: { sendStatusCode: false } },
  noResponseHeaders: { sockets: { sendResponseHeaders: false } },
  smallMessages: { sockets: { maxHttpBufferSize: 2_000 } },
  bigMessages: { sockets: { maxHttpBufferSize: 100_000_000 } },
  withPolling: { sockets: { transports: ['polling', 'websocket'], allowForeignOrigins: true } },
  originList: { sockets: { onlyAllowOrigins: [GOOD_ORIGIN] } },
  originListStrict: { sockets: { onlyAllowOrigins: [GOOD_ORIGIN], requireOrigin: true } },
  originListWithPolling: { sockets: listAndPolling },
  foreignOrigins: { sockets: { allowForeignOrigins: true } },
  beforeConnect: {
    sockets: { beforeConnect: beforeConnectByCallback, afterDisconnect: noteAndMark },
  },
  asyncBeforeConnect: { sockets: { beforeConnect: beforeConnectByPromise } },
  otherPath: { sockets: { path: '/other.io' } },
  originsNoArray: { sockets: { onlyAllowOrigins: 'http://a.example' } },
  originNoScheme: { sockets: { onlyAllowOrigins: ['a.example'] } },
  originDefaultPort: { sockets: { onlyAllowOrigins: ['http://a.example:80'] } },
  originWithPath: { sockets: { onlyAllowOrigins: ['http://a.example/x'] } },
  originTrailingSlash: { sockets: { onlyAllowOrigins: ['http://a.example/'] } },
  originFile: { sockets: { onlyAllowOrigins: ['file://'] } },
  beforeConnectNoFunction: { sockets: { beforeConnect: 'yes' } },
  beforeConnectTrue: { sockets: { beforeConnect: true } },
  afterDisconnectNoFunction: { sockets: { afterDisconnect: 'yes' } },
  allowRequest: { sockets: { allowRequest: () => true } },
  twoDisconnects: { sockets: { onDisconnect: noteAndMark, afterDisconnect: noteAndMark } },
  cluster: {
    sockets: { adapter: '@socket.io/redis-adapter', key: RUN },
    session: { adapter: 'connect-redis', prefix: `${RUN}:sess:` },
  },
  models: withModels({ shortcuts: true }),
  modelsUnwatched: withModels({ autoWatch: false }),
  modelsUnderPrefixes: withModels({ prefix: '/api', restPrefix: '/rest', pluralize: true }),
  modelsWithoutRoutes: withModels({ actions: false, rest: false, shortcuts: false }),
  modelsByShortcuts: withModels({ rest: false }),
  modelsByOwnOptions: withModels({}, atMostTwo),
} satisfies Record<string, Config | ((app: SailsApp) => Config)>

export type VariantName = keyof typeof VARIANTS

function cors(settings: Config): Config {
  return { security: { cors: { allRoutes: true, ...settings } } }
}
