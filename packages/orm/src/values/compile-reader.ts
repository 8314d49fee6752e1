import type { ColumnAttribute } from '../schema/model-schema.ts'
import { CONVERTERS, kindOf } from './convert.ts'
import { noKey, toKey } from './read-key.ts'
import { RULES, type RuleCheck } from './rules.ts'
import type { ValueProblems } from './value-problems.ts'

/** Reads one value that is not `undefined`: gives what is stored, or `undefined` after it has told the problems. */
export type ValueReader = (value: unknown, problems: ValueProblems) => unknown

/** A function for the values of one attribute, made once for each model. A good value costs no allocation. */
export function compileReader(attribute: ColumnAttribute): ValueReader {
  if (attribute.isPrimaryKey || attribute.references !== undefined)
    return compileKeyReader(attribute)
  const convert = CONVERTERS[attribute.type]
  const check = compileRules(attribute)
  const { name, required, timestamp, type } = attribute
  const refusesEmpty = required || timestamp !== undefined
  const allowsNull =
    attribute.allowNull || ((type === 'json' || type === 'ref') && !required && !timestamp)

  return (value, problems) => {
    if (value === null) return allowsNull ? null : refuseNull(attribute, problems)
    const converted = convert(value)
    if (converted === undefined) return refuseType(attribute, value, problems)
    if (refusesEmpty && converted === '') return refuseEmpty(attribute, problems)
    check?.(name, converted, problems)
    return converted
  }
}

function compileKeyReader(attribute: ColumnAttribute): ValueReader {
  const { name, type, required, isPrimaryKey } = attribute
  const check = compileRules(attribute)
  return (value, problems) => {
    if (value === null && !isPrimaryKey && !required) return null
    const key = toKey(value, type)
    if (key !== undefined) {
      check?.(name, key, problems)
      return key
    }
    if (required && value === null) return refuseNull(attribute, problems)
    if (required && value === '') return refuseEmpty(attribute, problems)
    problems.add(name, 'E_HIGHLY_IRREGULAR', noKey(value, type))
    return undefined
  }
}

function refuseNull({ name, required, type }: ColumnAttribute, problems: ValueProblems): undefined {
  if (required) problems.add(name, 'E_REQUIRED', 'Is required; found null.')
  else problems.add(name, 'E_TYPE', `Must be a ${type}; found null.`)
}

function refuseEmpty({ name, required }: ColumnAttribute, problems: ValueProblems): undefined {
  if (required) problems.add(name, 'E_REQUIRED', 'Is required; found an empty text.')
  else problems.add(name, 'E_HIGHLY_IRREGULAR', 'Must be a timestamp; found an empty text.')
}

function refuseType(
  { name, type }: ColumnAttribute,
  value: unknown,
  problems: ValueProblems,
): undefined {
  problems.add(
    name,
    'E_TYPE',
    `Must be ${type === 'json' ? 'JSON without NUL, not nested too deeply' : `a ${type}`}; found ${kindOf(value)}.`,
  )
}

type RulesReader = (name: string, value: unknown, problems: ValueProblems) => void

/** All rules are asked, so that all that are broken are told. */
function compileRules({ rules }: ColumnAttribute): RulesReader | undefined {
  const checks = rules.flatMap(
    ({ name, value }): { rule: string; check: RuleCheck; skipsEmpty: boolean }[] => {
      const rule = RULES[name]
      if (rule === undefined) return []
      return [{ rule: name, check: rule.compile(value as never), skipsEmpty: rule.skipsEmpty }]
    },
  )
  if (checks.length === 0) return undefined
  return (name, value, problems) => {
    for (const { rule, check, skipsEmpty } of checks) {
      if (skipsEmpty && value === '') continue
      const broken = check(value)
      if (broken !== undefined) problems.add(name, 'E_VIOLATES_RULES', broken, rule)
    }
  }
}
