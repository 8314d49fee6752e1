import { HalyardError } from '../errors.ts'

/** A hook did not finish loading in time. */
export class HookTimeoutError extends HalyardError {
  override readonly name = 'HookTimeoutError'

  constructor(hook: string, ms: number, waitsFor: readonly string[]) {
    const reason =
      waitsFor.length > 0
        ? `It was waiting for: ${waitsFor.join(', ')}.`
        : 'Its initialize() neither returned, nor settled its promise, nor called back.'
    super(
      'E_HOOK_TIMEOUT',
      `The hook "${hook}" did not load within ${ms} ms. ${reason} ` +
        `If it needs longer, raise config.hookTimeout or config.${hook}._hookTimeout (milliseconds).`,
    )
  }
}

/** What stands for a hook is none. */
export class MalformedHookError extends HalyardError {
  override readonly name = 'MalformedHookError'

  constructor(hook: string, found: string) {
    super(
      'E_MALFORMED_HOOK',
      `The hook "${hook}" is ${found}. A hook is a function that takes the app and returns a dictionary; ` +
        `false switches one off.`,
    )
  }
}

/** A member of a hook has the wrong type. */
export class InvalidHookConfigError extends HalyardError {
  override readonly name = 'InvalidHookConfigError'

  constructor(hook: string, member: string) {
    super(
      'E_INVALID_HOOK_CONFIG',
      `"${member}" of the hook "${hook}" is a function, but it must be a dictionary.`,
    )
  }
}

/** Hooks wait for each other in a circle. */
export class HookCycleError extends HalyardError {
  override readonly name = 'HookCycleError'

  constructor(cycle: readonly string[]) {
    super(
      'E_HOOK_CYCLE',
      `Hooks wait for each other: ${cycle.join(' -> ')}. Remove one of the names from their \`after\` lists.`,
    )
  }
}

/** `config.hookTimeout` or a hook's `_hookTimeout` is no number of milliseconds. */
export class BadHookTimeoutError extends HalyardError {
  override readonly name = 'BadHookTimeoutError'

  constructor(key: string, found: unknown) {
    super(
      'E_BAD_HOOK_TIMEOUT',
      `config.${key} is ${JSON.stringify(found)}. Use a whole number of milliseconds, at least 1.`,
    )
  }
}
