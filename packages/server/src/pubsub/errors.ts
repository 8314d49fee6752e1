import { HalyardError, showValue } from '../errors.ts'

/** A record is named by nothing that can be its key. */
export class NoRecordIdError extends HalyardError {
  override readonly name = 'NoRecordIdError'

  constructor(method: string, found: unknown) {
    super(
      'E_USAGE',
      `${method} takes the ids of records, but one of them is ${showValue(found)}. ` +
        'Leave out records that were not found.',
    )
  }
}

/** A setting of `config.pubsub` cannot be used. */
export class InvalidPubsubConfigError extends HalyardError {
  override readonly name = 'InvalidPubsubConfigError'

  constructor(key: string, found: string) {
    super(
      'E_INVALID_PUBSUB_CONFIG',
      `config.pubsub.${key} is ${found}. Use a number of subscriptions, such as 10000.`,
    )
  }
}
