/** One method of the logger: any values, formatted as `console.log` does. */
export type LogMethod = (...values: unknown[]) => void

/** The app's logger: `sails.log('...')` and one method for each of Sails' levels. @see Sails reference: sails.log */
export interface Log extends LogMethod {
  silly: LogMethod
  verbose: LogMethod
  info: LogMethod
  blank: LogMethod
  debug: LogMethod
  warn: LogMethod
  error: LogMethod
  crit: LogMethod
  ship?: LogMethod
}
