import type { AppStyle } from '../app-style.ts'
import { type Generator, readName } from './generator.ts'

/** Queries of an adapter: `(datastoreName, query, done)`. */
const QUERIES = ['create', 'createEach', 'find', 'count', 'sum', 'avg', 'update', 'destroy']

export const adapterGenerator: Generator = {
  usage: '<name>',
  write(names, style) {
    const name = readName('adapter', names)
    return {
      // Adapters are called by others and have types nowhere, so they are JavaScript in every app.
      files: [{ file: `api/adapters/${name}/index.js`, text: adapterText(name, style) }],
      hint: `Name it in config/datastores: { default: { adapter: '${name}' } }`,
    }
  },
}

/** @see Sails concepts: custom adapters */
function adapterText(name: string, { isEsm }: AppStyle): string {
  const start = isEsm ? 'export default ' : 'module.exports = '
  return `const datastores = new Map()

${start}{
  identity: '${name}',
  adapterApiVersion: 1,
  defaults: {},

  /** Connects. \`models\` are those of the datastore, by the names of their tables. */
  registerDatastore(config, models, done) {
    if (datastores.has(config.identity)) return done(new Error(\`\${config.identity} is there.\`))
    datastores.set(config.identity, { config, models })
    return done()
  },

  /** Disconnects one datastore, or all of them when none is named. */
  teardown(identity, done) {
    if (identity === undefined || identity === null) datastores.clear()
    else datastores.delete(identity)
    return done()
  },

  define(datastoreName, tableName, definition, done) {
    return done()
  },

  drop(datastoreName, tableName, unused, done) {
    return done()
  },

  setSequence(datastoreName, sequenceName, sequenceValue, done) {
    return done()
  },

${QUERIES.map(queryText).join('\n')}}
`
}

function queryText(query: string): string {
  return `  ${query}(datastoreName, query, done) {
    return done(new Error('${query} is not written yet.'))
  },
`
}
