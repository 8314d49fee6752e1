import { fileURLToPath } from 'node:url'

import { defineAction } from './actions/define-action.ts'
import {
  defineBootstrap,
  defineConfig,
  definePolicies,
  defineRoutes,
} from './app/config/define-config.ts'
import { shareWithRequire } from './app/files/share-with-require.ts'
import { Sails, type SailsApp } from './app/sails.ts'
import { HalyardError, LiftProblemsError, RequestError } from './errors.ts'
import { defineHelper } from './helpers/define-helper.ts'
import { HelperExit, HelperInputsError } from './helpers/errors.ts'
import { defineHook } from './hook/hook-definition.ts'
import { definePolicy } from './policies/define-policy.ts'
import { defineResponse } from './responses/define-response.ts'

/** The process's shared app, as `require('sails')` gives it. `new Sails()` makes others. */
export const sails: SailsApp = new Sails()

// `require('halyard')` gives the app object itself, so that `const sails = require('sails')` works under that name.
export { sails as 'module.exports' }

// So the other names are there too: TypeScript compiles `import { defineAction } from 'halyard'` to a property of it.
const NAMES = {
  ...{
    sails,
    defineAction,
    defineBootstrap,
    defineConfig,
    defineHelper,
    defineHook,
    definePolicies,
  },
  ...{ definePolicy, defineResponse, defineRoutes, HalyardError, HelperExit, HelperInputsError },
  ...{ LiftProblemsError, RequestError },
}
for (const [name, value] of Object.entries(NAMES)) Object.defineProperty(sails, name, { value })
shareWithRequire(fileURLToPath(import.meta.url), sails)

export { Sails, type SailsApp, type SailsConstructor } from './app/sails.ts'
export type { CompatConfig, Config, HttpConfig, RouteTarget } from './app/config/config.ts'
export type { ActionIdentity, PolicyName } from './app/halyard-types.ts'
export type { CorsConfig, SecurityConfig } from './app/config/security-config.ts'
export type { SessionConfig } from './app/config/session-config.ts'
export type { SocketsConfig } from './app/config/sockets-config.ts'
export {
  defineBootstrap,
  defineConfig,
  definePolicies,
  defineRoutes,
} from './app/config/define-config.ts'
export { definePolicy } from './policies/define-policy.ts'
export { type ResponseContext, defineResponse } from './responses/define-response.ts'
export type {
  AppConfig,
  CustomSettings,
  DefinedConfig,
  Duration,
  LoadedConfig,
  PolicyTargets,
  RoutesConfig,
} from './app/config/app-config.ts'
export type { LowerOptions } from './app/lower-app.ts'
export { HalyardError, LiftProblemsError, RequestError } from './errors.ts'
export type {
  ActionRoute,
  ConfiguredRoute,
  ControllerRoute,
  CustomOf,
  ModuleOf,
  PageRoute,
  UntypedRoute,
} from './actions/action-route.ts'
export { type ActionInputs, type ActionOutput, defineAction } from './actions/define-action.ts'
export { type HelperOf, defineHelper } from './helpers/define-helper.ts'
export { HelperExit, HelperInputsError } from './helpers/errors.ts'
export type { HelperCall } from './helpers/helper-call.ts'
export type { HelperContext } from './helpers/helper-context.ts'
export type { HelperDefinition } from './helpers/helper-definition.ts'
export type { HelperRegistry, Helpers } from './hook/helpers.ts'
export { type Hook, type HookDefinition, defineHook } from './hook/hook-definition.ts'
export type { HookHost } from './hook/hook-host.ts'
export type { Log } from './hook/log.ts'
export type { Handler, Next } from './request/handler.ts'
export type { HttpRequest, InProcessRequest, Request, SocketRequest } from './request/request.ts'
export type { CookieOptions, Response } from './request/response.ts'
export type { Session, SessionCookie } from './request/session-data.ts'
export type {
  IncomingFile,
  UploadAdapter,
  UploadOptions,
  UploadStream,
  UploadedFile,
} from './request/uploads.ts'
export type { Rooms } from './rooms/rooms.ts'
