import { HalyardError, showValue } from '../errors.ts'

/** The app was lowered; its life is over. */
export class AppLoweredError extends HalyardError {
  override readonly name = 'AppLoweredError'

  constructor() {
    super(
      'E_APP_LOWERED',
      'This app was lowered and cannot be loaded again. Make another one: new Sails().',
    )
  }
}

/** The app is loaded, or being loaded, already. */
export class AppAlreadyLoadedError extends HalyardError {
  override readonly name = 'AppAlreadyLoadedError'

  constructor() {
    super(
      'E_APP_ALREADY_LOADED',
      'This app is loaded already. Call load() or lift() once for each app; new Sails() makes another one.',
    )
  }
}

/** Something was asked of an app that is not loaded yet. */
export class AppNotLoadedError extends HalyardError {
  override readonly name = 'AppNotLoadedError'

  constructor(what: string) {
    super('E_APP_NOT_LOADED', `${what} needs a loaded app. Await app.load() or app.lift() before.`)
  }
}

/** A key of the configuration is not one that halyard knows. */
export class UnknownConfigKeyError extends HalyardError {
  override readonly name = 'UnknownConfigKeyError'

  /** @param file Where it is set, when that is a file. */
  constructor(path: string, nearest: string | undefined, file?: string) {
    const place = file === undefined ? '' : `, which ${file} sets`
    const advice =
      nearest === undefined
        ? 'Remove it; settings of your own belong under config.custom.'
        : `Did you mean config.${nearest}? Settings of your own belong under config.custom.`
    super('E_UNKNOWN_CONFIG_KEY', `There is no setting config.${path}${place}. ${advice}`)
  }
}

/** A value of the configuration is of the wrong kind. */
export class BadConfigError extends HalyardError {
  override readonly name = 'BadConfigError'

  constructor(path: string, found: unknown, expected: string) {
    super('E_BAD_CONFIG', `config.${path} is ${showValue(found)}. Use ${expected}.`)
  }
}

/** `config.globals` has a shape that Sails does not document. */
export class BadGlobalConfigError extends HalyardError {
  override readonly name = 'BadGlobalConfigError'

  constructor(message: string) {
    super('E_BAD_GLOBAL_CONFIG', message)
  }
}

/** `NODE_ENV` and `config.environment` contradict each other. */
export class InvalidNodeEnvError extends HalyardError {
  override readonly name = 'InvalidNodeEnvError'

  constructor(nodeEnv: string) {
    super(
      'E_INVALID_NODE_ENV',
      `config.environment is "production", but NODE_ENV is "${nodeEnv}". ` +
        'Set NODE_ENV=production, or leave it unset, or choose another environment.',
    )
  }
}

/** `config.bootstrap` is no function. */
export class BadBootstrapError extends HalyardError {
  override readonly name = 'BadBootstrapError'

  constructor(found: unknown) {
    super(
      'E_BAD_BOOTSTRAP',
      `config.bootstrap is ${showValue(found)}. Use a function: async () => { ... }.`,
    )
  }
}

/** The query of `getRouteFor` or `getUrlFor` says nothing about a route. */
export class RouteQueryError extends HalyardError {
  override readonly name = 'RouteQueryError'

  constructor(query: unknown) {
    super(
      'E_USAGE',
      `getRouteFor() and getUrlFor() take a target such as 'user/find-one' or { action: 'user/find-one' }, ` +
        `not ${showValue(query)}.`,
    )
  }
}

/** No route of `config.routes` leads to that target. */
export class RouteNotFoundError extends HalyardError {
  override readonly name = 'RouteNotFoundError'

  constructor(identity: string) {
    super('E_NOT_FOUND', `No route of config.routes leads to the action "${identity}".`)
  }
}

/** A `.sailsrc`, or another file that settings are read from, is neither JSON nor INI. */
export class BadRcFileError extends HalyardError {
  override readonly name = 'BadRcFileError'

  constructor(file: string, problem: string) {
    super(
      'E_BAD_RC_FILE',
      `${file} cannot be read: ${problem}. Write JSON, or INI with lines such as "port = 1338".`,
    )
  }
}

/** A file of the configuration exports something that has no settings. */
export class BadConfigFileError extends HalyardError {
  override readonly name = 'BadConfigFileError'

  constructor(file: string, found: unknown) {
    super(
      'E_BAD_CONFIG_FILE',
      `${file} exports ${showValue(found)}. Export a dictionary of settings: module.exports.port = 1338, ` +
        'or export default { port: 1338 }.',
    )
  }
}
