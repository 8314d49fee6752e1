import type { Request, SailsApp } from 'halyard'

import type { Config } from './base-config.ts'
import { createModels } from './models.ts'
import { seed } from './seed.ts'

/** What an action is asked to do, made from the request. */
type ParseOptions = (req: Request) => Config
type SectionsOf = (app: SailsApp) => Config

/** Adds the models to the app, in memory, with these settings of `blueprints`. */
export function withModels(
  blueprints: Config,
  parserFor?: (app: SailsApp) => ParseOptions,
): SectionsOf {
  return (app) => ({
    hooks: { orm: true },
    datastores: { default: { inMemoryOnly: true } },
    models: { migrate: 'drop' },
    orm: { moduleDefinitions: { models: createModels() } },
    bootstrap: async () => seed(app),
    blueprints: { ...blueprints, parseBlueprintOptions: parserFor?.(app) },
    // One message for each id, as the recordings have them.
    compat: { singleIdMessages: true },
    routes: {
      'GET /user/:id/friends': undefined,
      '/mirror/:id': { action: 'user/update', mirror: true },
    },
  })
}

/** What blueprint actions do by themselves; `find` gives two records at the most. */
export function atMostTwo(app: SailsApp): ParseOptions {
  return (req) => {
    const parse = app.hooks['blueprints']?.['parseBlueprintOptions'] as ParseOptions
    const options = parse(req)
    if (req.options['blueprintAction'] !== 'find') return options
    return { ...options, criteria: Object.assign({}, options['criteria'], { limit: 2 }) }
  }
}
