import { type Server, createServer } from 'node:http'
import type * as Https from 'node:https'

import { isPlainObject } from '@halyard/protocol'

import { type Hook, type HookDefinition, defineHook } from '../../hook/hook-definition.ts'
import type { HookHost } from '../../hook/hook-host.ts'
import { loadLater } from '../../load-later.ts'
import type { Request } from '../../request/request.ts'
import { checkCertificate } from './check-certificate.ts'
import { type ServerCloser, createServerCloser } from './close-server.ts'
import { type BodyParts, createChains } from './create-chains.ts'
import { type HttpApp, type RequestListener, createHttpApp } from './http-app.ts'
import { type HttpSettings, parseHttpSettings } from './http-settings.ts'
import { listen } from './listen.ts'
import { DEFAULT_ORDER } from './middleware-stack.ts'
import { RawBodies, defineRawBodies } from './raw-bodies.ts'
import { createRequestListener } from './request-listener.ts'
import { findPublicFolder } from './static/file-settings.ts'
import { type Uploads, createUploads } from './uploads/create-uploads.ts'

const https = loadLater((require): typeof Https => require('node:https'))

/** Milliseconds that connections get to end by themselves once every request is answered. @see Sails: `lower({ delay })` */
const CLOSE_GRACE_MS = 100

/** Milliseconds in a year: how long browsers may keep static files in production. */
const YEAR_MS = 31_557_600_000

/**
 * Serves the app over HTTP and HTTPS. Public as `sails.hooks.http`: `app` (for `app.use(middleware)`), `server`,
 * `destroy(callback)`.
 * @see Sails concepts: middleware; Sails reference: sails.config.http, sails.config.port, sails.config.ssl
 */
export const httpHook: Hook = defineHook((sails) => {
  let settings: HttpSettings | undefined
  let closer: ServerCloser | undefined
  let uploads: Uploads | undefined

  const hook: HookDefinition = {
    after: ['session'],
    defaults: () => ({
      port: 1337,
      ssl: {},
      http: {
        middleware: { order: [...DEFAULT_ORDER], poweredBy: false },
        cache: isProduction() ? YEAR_MS : 1,
        compression: isProduction(),
        trustProxy: false,
      },
    }),
    configure() {
      checkCertificate(parseHttpSettings(sails.config))
      sails.config['paths'] = {
        ...(isPlainObject(sails.config['paths']) ? sails.config['paths'] : {}),
        public: findPublicFolder(sails.config, 'grunt' in sails.hooks),
      }
    },
    initialize() {
      settings = parseHttpSettings(sails.config)
      uploads = offerUploads(sails, settings)
      const rawBodies = new RawBodies(settings.body.limit)
      defineRawBodies(sails.messages, rawBodies)
      const app = createApp(sails, settings, { uploads, rawBodies })
      const server = createNodeServer(sails, settings, app)
      closer = createServerCloser(server)
      sails.httpServer = server
      Object.assign(hook, { app, server })
      sails.once('lower', () => closer?.stopAccepting())
    },
    async handleLift() {
      if (settings === undefined || sails.httpServer === undefined) return
      await listen(sails.httpServer, settings.place, settings.liftTimeoutMs)
      sails.emit('hook:http:listening')
    },
    async teardown() {
      await closer?.close(CLOSE_GRACE_MS)
      await uploads?.settle()
    },
    destroy(done?: () => void) {
      void closer?.close(0).finally(() => done?.())
    },
  }
  return hook
})

function isProduction(): boolean {
  return process.env['NODE_ENV'] === 'production'
}

/** Gives every request its `file()`; those that cannot carry files say so. */
function offerUploads(host: HookHost, { uploads: settings, body }: HttpSettings): Uploads {
  const uploads = createUploads(host, settings, body.limit)
  host.messages.defineRequestMember('file', {
    writable: true,
    value(this: Request, field: string) {
      return uploads.file(this, field)
    },
  })
  return uploads
}

function createApp(host: HookHost, settings: HttpSettings, parts: BodyParts): HttpApp {
  const { chains, add } = createChains(host, settings, parts)
  return createHttpApp(createRequestListener(host, chains), add)
}

function createNodeServer(
  { messages }: HookHost,
  { isSecure, serverOptions }: HttpSettings,
  listener: RequestListener,
): Server {
  const options = {
    ...serverOptions,
    IncomingMessage: messages.HttpRequest,
    ServerResponse: messages.HttpResponse,
  }
  return isSecure ? https().createServer(options, listener) : createServer(options, listener)
}
