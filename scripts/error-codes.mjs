/** Our codes, and those of Sails that we keep. */
const CODE = '(?:E_[A-Z0-9_]*[A-Z0-9]|ERR_(?:BAD|NO)_PASSWORD|SAILS(?::[A-Z]+)+)'
const IN_SOURCE = new RegExp(`['"](${CODE})['"]`, 'g')
const IN_DOCS = new RegExp(`^##+ \`?(${CODE})\`?\\s*$`, 'gm')

/** Codes of errors that a source text names: `'E_SOMETHING'`. A prefix, `'E_SOME_'`, is none. */
export function codesInSource(code) {
  return [...code.matchAll(IN_SOURCE)].map((match) => match[1])
}

/** Codes that have a section in docs/errors.md. */
export function codesInDocs(text) {
  return [...text.matchAll(IN_DOCS)].map((match) => match[1])
}

/** What is missing on either side, a sentence each. */
export function codesOutOfStep(inSource, inDocs) {
  const source = new Set(inSource)
  const docs = new Set(inDocs)
  const doubled = inDocs.filter((code, index) => inDocs.indexOf(code) !== index)
  return [
    ...[...source]
      .filter((code) => !docs.has(code))
      .map((code) => `${code} has no section in docs/errors.md`),
    ...[...docs]
      .filter((code) => !source.has(code))
      .map((code) => `docs/errors.md has ${code}, which no source names`),
    ...doubled.map((code) => `docs/errors.md has ${code} twice`),
  ]
}
