import { type Place, show } from './definition-place.ts'

type Dictionary = Readonly<Record<string, unknown>>

/** A setting that is on or off; off when it is left out. */
export function readFlag(key: string, from: Dictionary, place: Place): boolean {
  const value = from[key]
  if (value !== undefined && typeof value !== 'boolean')
    place.refuse(`\`${key}\` is ${show(value)}.`, 'Write `true` or `false`.')
  return value === true
}

/** A setting that is a text, if it is there. */
export function readText(key: string, from: Dictionary, place: Place): string | undefined {
  const value = from[key]
  if (value === undefined) return undefined
  if (typeof value === 'string' && value !== '') return value
  place.refuse(`\`${key}\` is ${show(value)}.`, 'Write a text that is not empty.')
  return undefined
}
