import { isPlainObject } from '@halyard/protocol'

/** `%s`, `%2$s`, `%(name)s`, `%.2f`, `%05d`, `%%`. */
const PLACEHOLDER =
  /%(?:(\d+)\$)?(?:\((\w+)\))?([+-]?)(0|'.)?(-?)(\d+)?(?:\.(\d+))?([bcdeifgjosuxX%])/g
/** `{name}` */
const NAME = /\{(\w+)\}/g

/** How wide a value may be made, in characters: a text of a locale file shall not fill the memory. */
const MAX_WIDTH = 1_000

/**
 * Puts values into the placeholders of a text: those of sprintf, in order or by name, and `{name}`. A placeholder
 * without value stays as it is.
 */
export function formatText(text: string, values: readonly unknown[]): string {
  if (values.length === 0) return text
  const named = values.find((value) => isPlainObject(value)) ?? {}
  let next = 0
  const printed = text.replaceAll(PLACEHOLDER, (...match: (string | undefined)[]) => {
    const [all = '', position, name, sign, pad, left, width, precision, type = 's'] = match
    if (type === '%') return '%'
    const isGiven = name === undefined || Object.hasOwn(named, name)
    const index = position === undefined ? next : Number(position) - 1
    if (!isGiven || (name === undefined && index >= values.length)) return all
    if (name === undefined && position === undefined) next += 1
    const value: unknown = name === undefined ? values[index] : Reflect.get(named, name)
    const shown = convert(value, type, precision)
    const isPositive = sign === '+' && 'dief'.includes(type) && Number(value) >= 0
    return fill(isPositive ? `+${shown}` : shown, width, pad, left === '-' || sign === '-')
  })
  return printed.replaceAll(NAME, (all, name: string) =>
    Object.hasOwn(named, name) ? String(Reflect.get(named, name)) : all,
  )
}

function convert(value: unknown, type: string, precision: string | undefined): string {
  const digits = precision === undefined ? undefined : Math.min(Number(precision), 20)
  switch (type) {
    case 'd':
    case 'i':
      return String(Math.trunc(Number(value)))
    case 'u':
      return String(Math.trunc(Number(value)) >>> 0)
    case 'f':
      return digits === undefined ? String(Number(value)) : Number(value).toFixed(digits)
    case 'e':
      return Number(value).toExponential(digits)
    case 'g':
      return String(digits ? Number(Number(value).toPrecision(digits)) : Number(value))
    case 'b':
      return (Number(value) >>> 0).toString(2)
    case 'o':
      return (Number(value) >>> 0).toString(8)
    case 'x':
      return (Number(value) >>> 0).toString(16)
    case 'X':
      return (Number(value) >>> 0).toString(16).toUpperCase()
    case 'c':
      return String.fromCharCode(Number(value))
    case 'j':
      return JSON.stringify(value)
    default:
      return digits === undefined ? String(value) : String(value).slice(0, digits)
  }
}

function fill(
  text: string,
  width: string | undefined,
  pad: string | undefined,
  isLeft: boolean,
): string {
  if (width === undefined) return text
  const length = Math.min(Number(width), MAX_WIDTH)
  const character = pad === undefined ? ' ' : pad.slice(-1)
  return isLeft ? text.padEnd(length) : text.padStart(length, character)
}
