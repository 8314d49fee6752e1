import type { AnyNode } from 'acorn'

import { nearestName } from '../../nearest-name.ts'
import type { Finding } from '../finding.ts'
import { type Entry, entriesOf, lineOf, textOf } from '../syntax.ts'
import type { Check } from './check.ts'

/** Policies that config/policies names and that are not in api/policies. */
export const checkPolicies: Check = (app) => {
  const known = app.sources('api/policies').map(({ name }) => name)
  const isKnown = (policy: string): boolean =>
    known.some((name) => name.toLowerCase() === policy.toLowerCase())
  return app.sources('config').flatMap(({ file, exports }) =>
    namedPolicies(entriesOf(exports.named.get('policies')?.value))
      .filter(({ policy }) => !isKnown(policy))
      .map(({ policy, line }): Finding => {
        const meant = nearestName(policy, known)
        const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
        const text = `There is no policy "${policy}" in api/policies.${hint}`
        return { weight: 'stops', file, line, text, see: 'E_UNKNOWN_POLICY' }
      }),
  )
}

interface NamedPolicy {
  readonly policy: string
  readonly line: number
}

/** Of each target, and of the actions of a controller that is a target. */
function namedPolicies(targets: readonly Entry[]): NamedPolicy[] {
  return targets
    .filter(({ name }) => name !== 'moduleDefinitions')
    .flatMap(({ name, value }) => {
      if (value.type === 'ObjectExpression') return namedPolicies(entriesOf(value))
      const policies = textsOf(value)
      return name === 'default'
        ? policies.filter(({ policy }) => !/^(?:deny|allow)$/.test(policy))
        : policies
    })
}

function textsOf(value: AnyNode): NamedPolicy[] {
  const elements = value.type === 'ArrayExpression' ? value.elements : [value]
  return elements.flatMap((element) => {
    const policy = element === null ? undefined : textOf(element)
    return policy === undefined || element === null ? [] : [{ policy, line: lineOf(element) }]
  })
}
