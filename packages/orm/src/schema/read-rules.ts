import { didYouMean } from '../nearest-name.ts'
import { RULES } from '../values/rules.ts'
import { type Place, show } from './definition-place.ts'
import { isDictionary } from './model-definition.ts'
import type { RuleSchema, ValueType } from './model-schema.ts'
import { OLD_RULES, REMOVED_RULES } from './old-names.ts'

type Dictionary = Readonly<Record<string, unknown>>

/** Reads the rules of an attribute, at the attribute or below `validations`. */
export function readRules(definition: Dictionary, type: ValueType, place: Place): RuleSchema[] {
  const nested = readValidations(definition['validations'], place)
  const given = new Map<string, unknown>()
  for (const [name, value] of [...Object.entries(nested), ...Object.entries(definition)]) {
    if (value === undefined) continue
    const rule = toNewName(name, place)
    if (Object.hasOwn(RULES, rule)) given.set(rule, value)
  }
  return [...given].flatMap(([name, value]) => checkRule(name, value, type, place))
}

function readValidations(value: unknown, place: Place): Dictionary {
  if (value === undefined) return {}
  if (!isDictionary(value)) {
    place.refuse(`\`validations\` is ${show(value)}.`, 'Write a dictionary of rules.')
    return {}
  }
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(RULES, name) || OLD_RULES.has(name)) continue
    if (REMOVED_RULES.has(name))
      place.refuse(`The rule \`${name}\` is no longer there.`, 'Write `regex` or `custom`.')
    else
      place.refuse(
        `\`${name}\` is no rule.`,
        `Write one of: ${Object.keys(RULES).join(', ')}.${didYouMean(name, Object.keys(RULES))}`,
      )
  }
  return value
}

function toNewName(name: string, place: Place): string {
  const renamed = OLD_RULES.get(name)
  if (renamed === undefined) return name
  place.debug(`the rule \`${name}\` is taken for \`${renamed}\`; write that.`)
  return renamed
}

function checkRule(name: string, value: unknown, type: ValueType, place: Place): RuleSchema[] {
  const rule = RULES[name]
  if (rule === undefined) return []
  const types: readonly ValueType[] = [...rule.types, 'json', 'ref']
  if (!types.includes(type)) {
    place.refuse(
      `The rule \`${name}\` is not for the type '${type}'.`,
      `Use it with: ${types.join(', ')}.`,
    )
    return []
  }
  const expected = rule.wrongConfig(value)
  if (expected === undefined) return [{ name, value }]
  place.refuse(`\`${name}\` is ${show(value)}.`, `Write ${expected}.`)
  return []
}
