import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

import { createOrm, normalizeModels, printModelRegistry } from '@halyard/orm'
import { expect, onTestFinished, test } from 'vitest'

import { signUp } from './model-problems.js'
import { Membership, models, Pet, Team, User } from './models.js'

const key = Buffer.alloc(32, 1).toString('base64')

test('the models of the example are right', () => {
  const defaults = { ...models, dataEncryptionKeys: { default: key } }

  const { schemas, problems } = normalizeModels({ User, Pet, Team, Membership }, { defaults })

  expect(problems).toEqual([])
  expect(schemas.has('user_friendof__user_friends')).toBe(true)
})

test('the typed models compile, and what is refused does not', () => {
  const folder = path.join(import.meta.dirname, 'typed-models')
  const tsc = path.join(import.meta.dirname, '../../node_modules/typescript/bin/tsc')

  expect(execFileSync(process.execPath, [tsc, '-p', folder]).toString()).toBe('')
})

test('the registry is what is made of the models', () => {
  const registry = readFileSync(
    path.join(import.meta.dirname, 'typed-models/model-registry.ts'),
    'utf8',
  )

  const made = printModelRegistry([
    { identity: 'user', globalId: 'User', from: './models/User.ts' },
    { identity: 'pet', globalId: 'Pet', from: './models/Pet.ts' },
  ])

  expect(made).toBe(registry)
})

test('all problems of a new record are told', async () => {
  const orm = await createOrm({
    models: { User, Pet },
    datastores: { default: { adapter: 'sqlite', file: ':memory:' } },
    config: { defaults: { ...models, dataEncryptionKeys: { default: key } } },
  })
  onTestFinished(() => orm.close())

  const problems = await signUp(orm.models.user, { email: 'ann', role: 'boss' })

  expect(problems).toEqual([
    { attrName: 'name', code: 'E_REQUIRED', message: 'Is required; found nothing.' },
    {
      attrName: 'email',
      code: 'E_VIOLATES_RULES',
      rule: 'isEmail',
      message: 'Must be an email address.',
    },
    {
      attrName: 'role',
      code: 'E_VIOLATES_RULES',
      rule: 'isIn',
      message: "Must be one of 'admin', 'guest'.",
    },
  ])
})
