export const explicitHost = '127.0.0.1'

export const log = { level: 'warn' }

/** Files of this folder are served as they are. */
export const paths = { public: 'assets' }

/** `User` in config/bootstrap.js. */
export const globals = { sails: false, models: true, _: false, async: false }

/** Only pages of this app may connect. */
export const sockets = { allowForeignOrigins: false }

/** A list has so many records when nobody names a limit: everybody, for this page. */
export const blueprints = { defaultLimit: 100 }
