import type { GlobalsConfig } from '../expose-globals.ts'
import type { Config, HttpConfig, PoliciesConfig, PolicySetting, RouteTarget } from './config.ts'
import type { SessionConfig, SessionCookieConfig } from './session-config.ts'
import type { SocketsConfig } from './sockets-config.ts'

/**
 * The configuration as `defineConfig()` checks it: every key that we know, and no others. Sections of hooks are added
 * to `Halyard.ConfigSections`; settings of the app's own belong under `custom`.
 */
export interface AppConfig extends Omit<TopLevel, OwnSection>, Halyard.ConfigSections {
  /** What goes on the global scope. @default false */
  globals?: false | Partial<GlobalsConfig>
  http?: Timed<Known<HttpConfig>, 'cache'>
  /** What runs before which actions: `{ '*': 'is-logged-in', 'user/login': true }`. */
  policies?: PolicyTargets
  session?: Timed<Omit<Known<SessionConfig>, 'cookie'>, 'storeTimeoutMs'> & {
    cookie?: Timed<SessionCookieConfig, 'maxAge'>
    [storeSetting: string]: unknown
  }
  shutdown?: Timed<NonNullable<Config['shutdown']>, 'timeoutMs'>
  sockets?: Timed<Known<SocketsConfig>, 'pingInterval' | 'pingTimeout'>
}

/** Milliseconds, or a text with a unit: `'30s'`, `'24h'`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

/** `sails.config` of an app that is loaded. */
export interface LoadedConfig extends Config {
  custom: CustomSettings
}

/** Settings of the app's own, by name where `Halyard.CustomConfig` has them. */
export type CustomSettings = [keyof Halyard.CustomConfig] extends [never]
  ? Record<string, unknown>
  : Halyard.CustomConfig

/** `config.routes`. */
export type RoutesConfig = Readonly<Record<string, RouteTarget>>

/** `config.policies`, targets included. */
export type PolicyTargets = Known<PoliciesConfig> & {
  readonly [target: string]:
    | PolicySetting
    | Readonly<Record<string, PolicySetting>>
    | Readonly<Record<string, unknown>>
    | undefined
}

/** What `defineConfig()` gives back: routes and settings keep the types that were written. */
export type DefinedConfig<Routes, Custom> = Omit<AppConfig, 'routes' | 'custom'> & {
  readonly routes: Routes
  readonly custom: Custom
}

/** Addresses as they must be; for one that is wrong a sentence stands where its target should. */
export type CheckedRoutes<Routes> = {
  readonly [Address in keyof Routes]: string extends Address
    ? unknown
    : Address extends ValidAddress<Address>
      ? unknown
      : 'An address is a path that begins with /, or a verb such as GET and a path.'
}

type TopLevel = Timed<
  Known<Config>,
  'bootstrapTimeout' | 'hookTimeout' | 'liftTimeout' | 'requestTimeoutMs'
>

type OwnSection = 'globals' | 'http' | 'policies' | 'session' | 'shutdown' | 'sockets'

/** Settings that are milliseconds may be texts where they are written. */
type Timed<Section, Key extends keyof Section> = {
  [Name in keyof Section]: Name extends Key ? Section[Name] | Duration : Section[Name]
}

/** Keys of a section without those that would let any other pass. */
type Known<Section> = {
  [Key in keyof Section as string extends Key ? never : Key]: Section[Key]
}

type ValidAddress<Address> = Address extends `${infer Verb} ${string}`
  ? Lowercase<Verb> extends KnownVerb
    ? `${Verb} ${PathStart}`
    : RegexStart
  : PathStart

type PathStart = `/${string}` | '*' | `r|${string}` | ` ${string}`
type RegexStart = `r|${string}` | `/${string}`

type KnownVerb =
  | ('all' | 'get' | 'post' | 'put' | 'patch' | 'delete')
  | ('head' | 'options' | 'trace' | 'connect')
