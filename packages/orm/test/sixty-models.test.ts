import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { printModelRegistry } from '../src/define/print-registry.ts'

const ROOT = path.join(import.meta.dirname, '..', '..', '..')
const COUNT = 60

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'halyard-models-'))
})

afterAll(() => rm(folder, { recursive: true }))

/** Each model refers to its neighbours, which refer back; half of them are built, half are dictionaries. */
function modelText(index: number): string {
  const next = `m${(index + 1) % COUNT}`
  const before = `m${(index + COUNT - 1) % COUNT}`
  return index % 2 === 0
    ? `import { belongsTo, boolean, collection, json, model, number, string } from '@halyard/orm'
export default model({
  attributes: {
    name: string().required().maxLength(50), email: string().email().unique().allowNull(),
    kind: string().oneOf('a', 'b', 'c').defaultsTo('a'), age: number().integer().min(0),
    score: number(), isActive: boolean(), settings: json<{ theme: string }>(), note: string(),
    next: belongsTo('${next}'), children: collection('${before}').via('next'),
    friends: collection('${next}').via('friendOf'), friendOf: collection('${before}').via('friends'),
  },
})
`
    : `import { defineModel } from '@halyard/orm'
export default defineModel({
  attributes: {
    name: { type: 'string', required: true, maxLength: 50 }, email: { type: 'string', isEmail: true, allowNull: true },
    kind: { type: 'string', isIn: ['a', 'b', 'c'], defaultsTo: 'a' }, age: { type: 'number', isInteger: true },
    score: 'number', isActive: 'boolean', settings: 'json', note: 'string',
    next: { model: '${next}' }, children: { collection: '${before}', via: 'next' },
    friends: { collection: '${next}', via: 'friendOf' }, friendOf: { collection: '${before}', via: 'friends' },
  },
})
`
}

function usageText(index: number): string {
  return `export async function use${index}(model: Model<'m${index}'>): Promise<string[]> {
  const [first] = await model.find({ kind: 'a', age: { '>': 3 } }).sort('name DESC').limit(15)
    .populate('friends', { where: { name: { contains: 'x' } }, populate: { next: true } }).populate('next')
  await model.create({ name: first?.name ?? '', next: first?.next?.id ?? null }).fetch()
  await model.updateOne({ id: 3 }).set({ age: 4, friends: [1, 2] })
  // @ts-expect-error there is no such attribute
  model.find({ nmae: 'x' })
  return first?.friends.map(({ name, next }) => name + (next?.name ?? '')) ?? []
}
`
}

test(`${COUNT} models that refer to each other in circles type-check, and are checked`, async () => {
  const indexes = Array.from({ length: COUNT }, (_, index) => index)
  for (const index of indexes) await writeFile(path.join(folder, `m${index}.ts`), modelText(index))
  const registry = indexes.map((index) => ({
    identity: `m${index}`,
    globalId: `M${index}`,
    from: `./m${index}.ts`,
  }))
  await writeFile(path.join(folder, 'registry.ts'), printModelRegistry(registry))
  await writeFile(
    path.join(folder, 'use.ts'),
    ["import type { Model } from '@halyard/orm'\n", ...indexes.map(usageText)].join('\n'),
  )
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(tsconfig()))

  const start = performance.now()
  const output = await typeCheck()

  console.log(`${COUNT} models: ${Math.round(performance.now() - start)} ms`)
  expect(output).toBe('')
})

function tsconfig(): object {
  return {
    extends: path.join(ROOT, 'tsconfig.base.json'),
    compilerOptions: {
      ...{
        composite: false,
        declaration: false,
        declarationMap: false,
        isolatedDeclarations: false,
      },
      ...{ noEmit: true, incremental: false, allowImportingTsExtensions: true },
      ...{ typeRoots: [path.join(ROOT, 'node_modules', '@types')], types: ['node'] },
      paths: { '@halyard/orm': [path.join(ROOT, 'packages', 'orm', 'src', 'index.ts')] },
    },
    include: ['*.ts'],
  }
}

/** What the compiler complains about. */
async function typeCheck(): Promise<string> {
  const tsc = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder])
    return stdout
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}
