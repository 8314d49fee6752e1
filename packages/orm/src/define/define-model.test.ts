import { expect, test } from 'vitest'

import { normalizeModels } from '../schema/normalize-models.ts'
import { belongsTo, collection, json, number, string } from './attribute-builder.ts'
import { defineModel, model } from './define-model.ts'
import { STANDARD_ATTRIBUTES } from './model-definition.ts'

test('builders give the dictionary form', () => {
  const user = model({
    tableName: 'people',
    attributes: {
      name: string().required().maxLength(50).columnName('full_name'),
      email: string().email().unique().allowNull(),
      role: string().oneOf('admin', 'guest').defaultsTo('guest'),
      age: number().integer().min(0).describe('In years'),
      settings: json<{ theme: string }>().encrypt(),
      boss: belongsTo('user').required(),
      pets: collection('pet').via('owner').protect(),
      nick: { type: 'string' },
    },
  })

  expect(user).toEqual({
    tableName: 'people',
    attributes: {
      name: { type: 'string', required: true, maxLength: 50, columnName: 'full_name' },
      email: { type: 'string', isEmail: true, unique: true, allowNull: true },
      role: { type: 'string', isIn: ['admin', 'guest'], defaultsTo: 'guest' },
      age: { type: 'number', isInteger: true, min: 0, description: 'In years' },
      settings: { type: 'json', encrypt: true },
      boss: { model: 'user', required: true },
      pets: { collection: 'pet', via: 'owner', protect: true },
      nick: { type: 'string' },
    },
  })
})

test('a half-written attribute can be kept and shared', () => {
  const short = string().maxLength(5)

  expect(short.required().definition).toEqual({ type: 'string', maxLength: 5, required: true })
  expect(short.definition).toEqual({ type: 'string', maxLength: 5 })
})

test('defineModel gives back what it is given', () => {
  const definition = { attributes: { name: { type: 'string' } } } as const

  expect(defineModel(definition)).toBe(definition)
})

test('both forms are read alike', () => {
  const { schemas, problems } = normalizeModels(
    {
      User: model({ attributes: { pets: collection('pet').via('owner') } }),
      Pet: defineModel({ attributes: { owner: { model: 'user' } } }),
    },
    { defaults: { attributes: STANDARD_ATTRIBUTES } },
  )

  expect(problems).toEqual([])
  expect([...schemas.keys()]).toEqual(['user', 'pet', 'archive'])
})
