/** Words inside a name: `HTTPGetV2` is `HTTP`, `Get`, `V`, `2`. */
const WORDS = /[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+/g

/** Name of a helper, or of a folder of helpers, in code: `find-one` is `findOne`. */
export function toMethodName(identity: string): string {
  const words = (identity.match(WORDS) ?? []).map((word) => word.toLowerCase())
  return words.map((word, index) => (index === 0 ? word : capitalize(word))).join('')
}

/** Where a helper is to be found: `user-stuff/find-one` is `['userStuff', 'findOne']`. */
export function toKeyPath(identity: string, separator: '/' | '.'): string[] {
  return identity.split(separator).map(toMethodName)
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
