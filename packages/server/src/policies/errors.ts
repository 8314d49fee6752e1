import { HalyardError, UnknownNameError } from '../errors.ts'

/** A module among the policies is not a function. */
export class InvalidPolicyError extends HalyardError {
  override readonly name = 'InvalidPolicyError'

  constructor(policy: string, found: string) {
    super(
      'E_INVALID_POLICY',
      `The policy "${policy}" must be a function (req, res, proceed), but it is ${found}. Export a function.`,
    )
  }
}

/** A line of config/policies cannot be understood. */
export class InvalidPolicyConfigError extends HalyardError {
  override readonly name = 'InvalidPolicyConfigError'

  constructor(target: string, problem: string) {
    super('E_INVALID_POLICY_CONFIG', `config/policies for "${target}": ${problem}`)
  }
}

/** A line of config/policies names a policy that does not exist. */
export class UnknownPolicyError extends UnknownNameError {
  override readonly name = 'UnknownPolicyError'

  constructor(policy: string, target: string, known: readonly string[], meant: string | undefined) {
    const wayOut =
      meant === undefined
        ? `Create api/policies/${policy}, or use one of: ${known.join(', ') || 'true, false'}.`
        : `Did you mean "${meant}"?`
    super(
      'E_UNKNOWN_POLICY',
      `config/policies names the policy "${policy}" for "${target}", but there is none. ${wayOut}`,
      meant,
    )
  }
}
