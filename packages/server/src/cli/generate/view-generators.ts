import { actionGenerator } from './code-generators.ts'
import { type Generator, readPath, splitPath } from './generator.ts'
import { emailText, viewText } from './part-texts.ts'

export const viewGenerator: Generator = {
  usage: '<name>',
  write(names) {
    const name = readPath('view', names)
    return {
      files: [{ file: `views/${name}.ejs`, text: viewText(name) }],
      hint: `Show it: res.view('${name}'), or as a route: { view: '${name}' }`,
    }
  },
}

export const pageGenerator: Generator = {
  usage: '<name>',
  write(names, style) {
    const name = readPath('page', names)
    const [folder, base] = splitPath(name)
    const action = `${folder}view-${base}`
    return {
      files: [
        { file: `views/pages/${name}.ejs`, text: viewText(name) },
        ...actionGenerator.write([action], { ...style, hasTests: false }).files,
      ],
      hint: `Give it a route in config/routes: 'GET /${name}': '${action}'`,
    }
  },
}

export const emailGenerator: Generator = {
  usage: '<name>',
  write(names) {
    const name = readPath('email', names)
    const [folder, base] = splitPath(name)
    const view = `emails/${folder}email-${base.replace(/^email-/, '')}`
    return {
      files: [{ file: `views/${view}.ejs`, text: emailText() }],
      hint: `Make its HTML: await sails.renderView('${view}', { layout: false })`,
    }
  },
}
