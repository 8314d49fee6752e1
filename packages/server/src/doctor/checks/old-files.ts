import type { Finding } from '../finding.ts'
import type { Check } from './check.ts'

const COFFEE: readonly string[] = ['.coffee', '.litcoffee', '.iced', '.ls']

/** Files that Sails reads, or once read, and that nothing reads here. */
export const checkOldFiles: Check = (app) => [
  ...['api', 'config'].flatMap((folder) =>
    app.names(folder, COFFEE).map((name): Finding => ({
      weight: 'stops',
      file: `${folder}/${name}`,
      text: 'CoffeeScript and LiveScript are not loaded. Compile the file to JavaScript.',
    })),
  ),
  ...app
    .names('api/models', ['.json'])
    .filter((name) => name.endsWith('.attributes'))
    .map((name): Finding => ({
      weight: 'stops',
      file: `api/models/${name}.json`,
      text: 'Attributes in JSON files are not loaded. Move them into the model.',
    })),
  ...(app.exists('api/blueprints')
    ? [
        {
          weight: 'stops',
          file: 'api/blueprints',
          text: 'Blueprints of the app went with Sails 1.0. Write actions, and lead routes to them.',
        } as const,
      ]
    : []),
]
