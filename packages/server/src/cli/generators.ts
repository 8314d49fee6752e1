import { nearestName } from '../nearest-name.ts'
import type { AppStyle } from './app-style.ts'
import { BadPartNameError, GeneratorUnsupportedError, UnknownGeneratorError } from './errors.ts'
import { isPartName, suggestRoute, toCamelCase, toKebabPath, toPascalCase } from './part-names.ts'
import {
  actionText,
  controllerText,
  hookText,
  policyText,
  responseText,
  scriptText,
} from './part-texts.ts'

/** A file to write. */
export interface GeneratedFile {
  /** Relative to the app, with `/`. */
  readonly file: string
  readonly text: string
  /** What to do next. */
  readonly hint?: string
}

/** Makes one kind of part. */
export interface Generator {
  /** @throws {BadPartNameError} */
  write(names: readonly string[], style: AppStyle): GeneratedFile
}

const GENERATORS: Readonly<Record<string, Generator>> = {
  action: {
    write(names, style) {
      const name = readPath('action', names)
      const hint = `Give it a route in config/routes: ${suggestRoute(name)}`
      return { file: toFile('api/controllers', name, style), text: actionText(name, style), hint }
    },
  },
  controller: {
    write([given = '', ...actions], style) {
      const name = readPath('controller', [given.replace(/Controller$/, '')])
      const slash = name.lastIndexOf('/') + 1
      const file = `${name.slice(0, slash)}${toPascalCase(name.slice(slash))}Controller`
      for (const action of actions) check('action', action, action)
      const identities = actions.map((action) => toCamelCase(toKebabPath(action)))
      return {
        file: toFile('api/controllers', file, style),
        text: controllerText(identities, style),
      }
    },
  },
  policy: {
    write(names, style) {
      const name = readName('policy', names)
      const hint = `Say in config/policies what it guards: 'user/*': '${name}'`
      return { file: toFile('api/policies', name, style), text: policyText(name, style), hint }
    },
  },
  hook: {
    write(names, style) {
      const name = readName('hook', names)
      return { file: toFile('api/hooks', `${name}/index`, style), text: hookText(name, style) }
    },
  },
  response: {
    write(names, style) {
      const name = toCamelCase(readName('response', names))
      const hint = `Answer with res.${name}(), or name it as the responseType of an exit.`
      return { file: toFile('api/responses', name, style), text: responseText(name, style), hint }
    },
  },
  script: {
    write(names, style) {
      const name = readName('script', names)
      const hint = `Run it: npx halyard run ${name}`
      return { file: toFile('scripts', name, style), text: scriptText(name, style), hint }
    },
  },
}

/** Types that Sails generates and this version of halyard has nothing to run with. */
const UNSUPPORTED: ReadonlySet<string> = new Set([
  ...['adapter', 'api', 'email', 'etc', 'generator', 'helper', 'model', 'page', 'parasails'],
  ...['sails.io.js', 'view'],
])

/** Names of the parts that can be generated. */
const GENERATOR_NAMES: readonly string[] = Object.keys(GENERATORS)

/** @throws {UnknownGeneratorError} {GeneratorUnsupportedError} */
export function findGenerator(type: string | undefined): Generator {
  const found = type === undefined ? undefined : GENERATORS[type]
  if (found !== undefined) return found
  if (type !== undefined && UNSUPPORTED.has(type)) {
    throw new GeneratorUnsupportedError(type, GENERATOR_NAMES)
  }
  const meant = type === undefined ? undefined : nearestName(type, GENERATOR_NAMES)
  throw new UnknownGeneratorError(type, meant, GENERATOR_NAMES)
}

function toFile(folder: string, name: string, { isTypeScript }: AppStyle): string {
  return `${folder}/${name}.${isTypeScript ? 'ts' : 'js'}`
}

/** A name that may have folders. Several words are one name: `View profile page`. */
function readPath(type: string, names: readonly string[]): string {
  const given = names.join(' ')
  return check(type, toKebabPath(given), given)
}

function readName(type: string, names: readonly string[]): string {
  const name = readPath(type, names)
  if (name.includes('/')) throw new BadPartNameError(type, names.join(' '))
  return name
}

function check(type: string, name: string, given: string): string {
  if (!isPartName(toKebabPath(name))) throw new BadPartNameError(type, given)
  return name
}
