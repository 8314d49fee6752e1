import type { AppStyle } from '../app-style.ts'
import {
  type GeneratedFile,
  type Generator,
  readName,
  readPath,
  splitPath,
  toCodeFile,
} from './generator.ts'
import { suggestRoute, toCamelCase, toPascalCase } from './part-names.ts'
import {
  actionText,
  classicActionText,
  controllerText,
  helperText,
  hookText,
  policyText,
  responseText,
  scriptText,
} from './part-texts.ts'
import { actionTestText, helperTestText } from './test-texts.ts'

export const actionGenerator: Generator = {
  usage: '<name>',
  write(names, style) {
    const name = readPath('action', names)
    const view = splitPath(name)[1].startsWith('view-') ? toViewOf(name) : undefined
    const text = style.isClassic ? classicActionText(name, style) : actionText(name, style, view)
    return {
      files: [
        { file: toCodeFile('api/controllers', name, style), text },
        // A page is tested once its view is there.
        ...(view === undefined ? withTest('api/controllers', name, style, actionTestText) : []),
      ],
      hint: [
        ...(view === undefined ? [] : [`Write its view: npx halyard generate view ${view}`]),
        `Give it a route in config/routes: ${suggestRoute(name)}`,
      ].join('\n'),
    }
  },
}

export const controllerGenerator: Generator = {
  usage: '<name> [action ...]',
  write([given = '', ...actions], style) {
    const [folder, base] = splitPath(readPath('controller', [given.replace(/Controller$/, '')]))
    const identities = actions.map((action) => toCamelCase(readName('action', [action])))
    const name = `${folder}${toPascalCase(base)}Controller`
    const text = controllerText(identities, style)
    return { files: [{ file: toCodeFile('api/controllers', name, style), text }] }
  },
}

export const helperGenerator: Generator = {
  usage: '<name>',
  write(names, style) {
    const name = readPath('helper', names)
    const call = name.split('/').map(toCamelCase).join('.')
    return {
      files: [
        { file: toCodeFile('api/helpers', name, style), text: helperText(name, style) },
        ...withTest('api/helpers', name, style, helperTestText),
      ],
      hint: `Call it: await sails.helpers.${call}()`,
    }
  },
}

export const policyGenerator: Generator = {
  usage: '<name>',
  write(names, style) {
    const name = readName('policy', names)
    return {
      files: [{ file: toCodeFile('api/policies', name, style), text: policyText(name, style) }],
      hint: `Say in config/policies what it guards: 'user/*': '${name}'`,
    }
  },
}

export const hookGenerator: Generator = {
  usage: '<name>',
  write(names, style) {
    const name = readName('hook', names)
    const file = toCodeFile('api/hooks', `${name}/index`, style)
    return { files: [{ file, text: hookText(name, style) }] }
  },
}

export const responseGenerator: Generator = {
  usage: '<name>',
  write(names, style) {
    const name = toCamelCase(readName('response', names))
    return {
      files: [{ file: toCodeFile('api/responses', name, style), text: responseText(name, style) }],
      hint: `Answer with res.${name}(), or name it as the responseType of an exit.`,
    }
  },
}

export const scriptGenerator: Generator = {
  usage: '<name>',
  write(names, style) {
    const name = readName('script', names)
    return {
      files: [{ file: toCodeFile('scripts', name, style), text: scriptText(name, style) }],
      hint: `Run it: npx halyard run ${name}`,
    }
  },
}

/** `account/view-profile` shows `pages/account/profile`. */
function toViewOf(action: string): string {
  const [folder, base] = splitPath(action)
  return `pages/${folder}${base.replace(/^view-/, '')}`
}

function withTest(
  folder: string,
  name: string,
  style: AppStyle,
  toText: (name: string, style: AppStyle) => string,
): GeneratedFile[] {
  if (!style.hasTests) return []
  return [{ file: toCodeFile(folder, `${name}.test`, style), text: toText(name, style) }]
}
