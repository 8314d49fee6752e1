import { BadAttributeError, BadPartNameError } from '../errors.ts'
import { controllerGenerator } from './code-generators.ts'
import { type Generator, readName, toCodeFile } from './generator.ts'
import { toPascalCase } from './part-names.ts'
import { type Attribute, modelText } from './part-texts.ts'

/** Types that an attribute may have in words of the command line. */
const TYPES: readonly string[] = ['string', 'number', 'boolean', 'json', 'ref']

const ATTRIBUTE_NAME = /^[A-Za-z_]\w*$/

export const modelGenerator: Generator = {
  usage: '<name> [attribute[:type] ...]',
  write([given = '', ...attributes], style) {
    const name = readName('model', [given])
    const model = toPascalCase(name)
    // Records, and the dictionary of all models, have such members already.
    if (given in Object.prototype) throw new BadPartNameError('model', given)
    const text = modelText(attributes.map(readAttribute), style)
    return {
      files: [{ file: toCodeFile('api/models', model, style), text }],
      hint: `It is the model ${model.toLowerCase()}: await sails.models.${model.toLowerCase()}.find()`,
    }
  },
}

export const apiGenerator: Generator = {
  usage: '<name> [attribute[:type] ...]',
  write([given = '', ...attributes], style) {
    const model = modelGenerator.write([given, ...attributes], style)
    const controller = controllerGenerator.write([given], style)
    const hint = 'config.blueprints says which routes of the model there are.'
    return { files: [...model.files, ...controller.files], hint }
  },
}

/** `name` is a string, `age:number` what it says. */
function readAttribute(word: string): Attribute {
  const [name = '', type = 'string', ...rest] = word.split(':')
  const isUsable = ATTRIBUTE_NAME.test(name) && !(name in Object.prototype)
  if (!isUsable || !TYPES.includes(type) || rest.length > 0)
    throw new BadAttributeError(word, TYPES)
  return { name, type }
}
