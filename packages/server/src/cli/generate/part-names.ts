/** A path of names in kebab-case, which can leave no folder. */
const PART_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*)*$/

/** Verbs of HTTP by the first word of an action's name. */
const VERBS: Readonly<Record<string, string>> = {
  find: 'GET',
  get: 'GET',
  view: 'GET',
  update: 'PATCH',
  destroy: 'DELETE',
}

/** Whether a name in kebab-case is one that a file can have. */
export function isPartName(name: string): boolean {
  return PART_NAME.test(name)
}

/** `UserSignup`, `user.find-all` and `View profile page` as `user-signup`, `user/find-all` and `view-profile-page`. */
export function toKebabPath(given: string): string {
  return given
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[\s_]+/g, '-')
    .replaceAll(/(?<=\w)\.(?=\w)/g, '/')
    .toLowerCase()
}

/** `find-one` as `findOne`. */
export function toCamelCase(kebab: string): string {
  return kebab.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase())
}

/** `user-pet` as `UserPet`. */
export function toPascalCase(kebab: string): string {
  const camel = toCamelCase(kebab)
  return camel.charAt(0).toUpperCase() + camel.slice(1)
}

/** `user/find-one` as `User find one`. */
export function toWords(kebab: string): string {
  const words = kebab.replaceAll(/[-/]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The verb that an action's name suggests, as Sails' generator does. */
export function suggestVerb(action: string): string {
  const [word = ''] = (action.split('/').at(-1) ?? '').split('-')
  return Object.hasOwn(VERBS, word) ? (VERBS[word] ?? 'POST') : 'POST'
}

/** A line for config/routes. Pages leave out the `view-` of their action. */
export function suggestRoute(action: string): string {
  const path = action.replace(/(^|\/)view-(?=[^/]+$)/, '$1')
  return `'${suggestVerb(action)} /${path}': '${action}'`
}
