/** Names that would be taken for a member of an object, a promise or an action's own words. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([
  '__proto__',
  'arguments',
  'catch',
  'constructor',
  'exec',
  'exits',
  'hasOwnProperty',
  'inputs',
  'inspect',
  'length',
  'prototype',
  'then',
  'toJSON',
  'toString',
  'valueOf',
])

/** Says why an input or an exit cannot have that name; `undefined` when it can. */
export function findNameMistake(name: string): string | undefined {
  if (RESERVED_NAMES.has(name)) return 'this one is reserved'
  if (!/^[a-zA-Z_$][\w$]*$/.test(name)) return 'it must be usable as a variable'
  return undefined
}
