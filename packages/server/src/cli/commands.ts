import { CREATE_OPTIONS } from 'create-halyard'

import type { Command } from './command.ts'

const CONFIG_OPTION = {
  '--<setting>=<value>': 'sets config.<setting>: --port=1338, --log.level=warn, --prod',
}

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'new',
    usage: '<folder> [options]',
    summary: 'Creates an app, as npm create halyard does',
    options: CREATE_OPTIONS,
    load: async () => (await import('./new-command.ts')).runNew,
  },
  {
    name: 'lift',
    aliases: ['l'],
    summary: 'Lifts the app of this folder',
    options: {
      '--no-watch': 'does not lift again when files change, as it does in development',
      ...CONFIG_OPTION,
    },
    load: async () => (await import('./lift-command.ts')).runLift,
  },
  {
    name: 'console',
    aliases: ['c'],
    summary: 'Lifts the app and opens a console with it, as `sails`',
    options: { '--dontLift': 'only loads the app, so that no port is opened', ...CONFIG_OPTION },
    details: ['`await` works, Tab completes names, and the history is kept in .tmp/.node_history.'],
    load: async () => (await import('./console-command.ts')).runConsole,
  },
  {
    name: 'routes',
    summary: 'Prints all routes in the order in which they are tried',
    options: { '--json': 'prints them as JSON', ...CONFIG_OPTION },
    load: async () => (await import('./routes-command.ts')).runRoutes,
  },
  {
    name: 'config',
    usage: 'list | get <setting> [options]',
    summary: 'Prints the settings of the app, and the place that each comes from',
    options: { '--json': 'prints them as JSON', ...CONFIG_OPTION },
    details: ['Passwords and other secrets are not shown.'],
    load: async () => (await import('./config-command.ts')).runConfig,
  },
  {
    name: 'doctor',
    summary: 'Reads a Sails app, and tells what of it works here, what differs and why',
    options: { '--json': 'prints the findings as JSON' },
    details: [
      'Nothing of the app is run or changed. The exit code is 1 when something must be changed first.',
    ],
    load: async () => (await import('./doctor-command.ts')).runDoctor,
  },
  {
    name: 'types',
    summary: 'Writes the types of the routes and actions, which clients and editors check against',
    options: { '--check': 'only tells whether the file is up to date', ...CONFIG_OPTION },
    load: async () => (await import('./types-command.ts')).runTypes,
  },
  {
    name: 'run',
    usage: '<script> [values] [--<input>=<value>] [-- --<setting>=<value>]',
    summary: 'Runs a script of scripts/, or of package.json, with the app loaded',
    details: ['Settings of the app stand behind a lone --.'],
    load: async () => (await import('./run-command.ts')).runScriptCommand,
  },
  {
    name: 'migrate',
    summary: 'Brings the tables of the models up to date and runs the bootstrap',
    options: {
      '--alter, --drop, --safe': 'how; otherwise as config.models.migrate says',
      ...CONFIG_OPTION,
    },
    load: async () => (await import('./migrate-command.ts')).runMigrate,
  },
  {
    name: 'test',
    usage: '[file ...] [options of node --test]',
    summary: 'Runs the tests of the app',
    details: [
      'Where package.json has a script "test" of its own, that is run. Otherwise all *.test.* files are, with node --test.',
    ],
    load: async () => (await import('./test-command.ts')).runTests,
  },
  {
    name: 'lint',
    summary: 'Runs the script "lint" of package.json',
    load: async () => {
      const { runScriptCommand } = await import('./run-command.ts')
      return async (context) => runScriptCommand({ ...context, words: ['lint', ...context.words] })
    },
  },
  {
    name: 'generate',
    aliases: ['g'],
    usage: '<part> <name> [options]',
    summary: 'Writes the files of a new part of the app: action, helper, model, page ...',
    details: ['halyard generate lists the parts.'],
    options: {
      '--force': 'replaces a file that is there',
      '--dry-run': 'only shows what would be written',
      '--ts, --js': 'the language; otherwise TypeScript where there is a tsconfig.json',
      '--test, --no-test': 'a test beside it; otherwise where npm test runs such tests',
      '--no-actions2': 'an action that is a function of (req, res)',
    },
    load: async () => (await import('./generate/generate-command.ts')).runGenerate,
  },
  {
    name: 'inspect',
    usage: '[--inspect=[host:]port]',
    summary: 'Lifts the app with a debugger of Node listening',
    options: {
      '--inspect=<[host:]port>': 'where the debugger listens, 127.0.0.1:9229 by default',
      ...CONFIG_OPTION,
    },
    load: async () => (await import('./inspect-command.ts')).runInspect,
  },
  {
    name: 'version',
    summary: 'Prints the version',
    load: async () => (await import('./version-command.ts')).runVersion,
  },
]
