import { nearestName } from '../../nearest-name.ts'
import { GeneratorUnsupportedError, UnknownGeneratorError } from '../errors.ts'
import { adapterGenerator } from './adapter-generator.ts'
import {
  actionGenerator,
  controllerGenerator,
  helperGenerator,
  hookGenerator,
  policyGenerator,
  responseGenerator,
  scriptGenerator,
} from './code-generators.ts'
import type { Generator } from './generator.ts'
import { apiGenerator, modelGenerator } from './model-generators.ts'
import { emailGenerator, pageGenerator, viewGenerator } from './view-generators.ts'

/** What can be generated, in the order of the help. */
export const GENERATORS: Readonly<Record<string, Generator>> = {
  action: actionGenerator,
  controller: controllerGenerator,
  helper: helperGenerator,
  model: modelGenerator,
  api: apiGenerator,
  policy: policyGenerator,
  view: viewGenerator,
  page: pageGenerator,
  email: emailGenerator,
  response: responseGenerator,
  hook: hookGenerator,
  script: scriptGenerator,
  adapter: adapterGenerator,
}

/** What Sails generates and halyard does not, with what to do instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  etc: 'A new app has those files: npm create halyard.',
  generator: 'Write a script instead, and run it: halyard generate script.',
  parasails:
    'Install the packages of your pages with npm, and let a bundler such as Vite join them.',
  'sails.io.js': 'Install @halyard/client; its sails.io.js is the one file for a script element.',
}

/** @throws {UnknownGeneratorError} {GeneratorUnsupportedError} */
export function findGenerator(type: string): Generator {
  const found = Object.hasOwn(GENERATORS, type) ? GENERATORS[type] : undefined
  if (found !== undefined) return found
  const instead = Object.hasOwn(INSTEAD, type) ? INSTEAD[type] : undefined
  if (instead !== undefined) throw new GeneratorUnsupportedError(type, instead)
  const known = Object.keys(GENERATORS)
  throw new UnknownGeneratorError(type, nearestName(type, known), known)
}
