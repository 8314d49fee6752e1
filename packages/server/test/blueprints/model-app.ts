import { createRequire } from 'node:module'

import { onTestFinished } from 'vitest'

import type { Config } from '../../src/app/config/config.ts'
import type { Hook } from '../../src/hook/hook-definition.ts'
import type { Model } from '../../src/hook/model.ts'
import { type TestApp, type TestSocket, createTestApp } from '../../src/testing/index.ts'

const officialOrm = createRequire(import.meta.url)('sails-hook-orm') as Hook

/** Who has friends, a company, pets and groups, and follows companies that know nothing of it. */
const MODELS = {
  user: {
    globalId: 'User',
    attributes: {
      name: { type: 'string', required: true },
      age: { type: 'number' },
      company: { model: 'company' },
      pets: { collection: 'pet', via: 'owner' },
      friends: { collection: 'user', via: 'friendOf' },
      friendOf: { collection: 'user', via: 'friends' },
      groups: { collection: 'group', via: 'members' },
      follows: { collection: 'company' },
    },
  },
  company: {
    globalId: 'Company',
    attributes: {
      name: { type: 'string' },
      employees: { collection: 'user', via: 'company' },
    },
  },
  pet: {
    globalId: 'Pet',
    attributes: { name: { type: 'string', required: true }, owner: { model: 'user' } },
  },
  group: {
    globalId: 'Group',
    attributes: { name: { type: 'string' }, members: { collection: 'user', via: 'groups' } },
  },
  badge: {
    globalId: 'Badge',
    attributes: {
      code: { type: 'string', required: true, unique: true },
      level: { type: 'number', max: 5 },
    },
  },
  account: {
    globalId: 'Account',
    attributes: {
      name: { type: 'string' },
      password: { type: 'string', protect: true },
      email: { type: 'string' },
    },
    customToJSON(this: Record<string, unknown>) {
      const { email: _email, ...shown } = this
      return shown
    },
  },
}

/** An app with models in memory, and users who have each other, a company and pets. */
export interface ModelApp extends TestApp {
  model(identity: string): Model
}

/** Who makes the models: ours, and the official hook of Sails with its adapter for files. */
export const ORMS = ['@halyard/orm', 'sails-hook-orm'] as const

export type OrmName = (typeof ORMS)[number]

/** Creates the app with models of an ORM; it is lowered when the test ends. */
export function createModelAppOn(orm: OrmName): CreateModelApp {
  return async (config) => createModelApp(orm, config)
}

export type CreateModelApp = (config?: Config) => Promise<ModelApp>

async function createModelApp(orm: OrmName, config: Config = {}): Promise<ModelApp> {
  const test = await createTestApp({
    ...config,
    hooks: { orm: orm === '@halyard/orm' ? true : officialOrm, ...(config.hooks || undefined) },
    datastores: { default: { inMemoryOnly: true } },
    models: {
      migrate: 'drop',
      schema: true,
      attributes: {
        id: { type: 'number', autoIncrement: true },
        createdAt: { type: 'number', autoCreatedAt: true },
        updatedAt: { type: 'number', autoUpdatedAt: true },
      },
    },
    orm: { moduleDefinitions: { models: structuredDefinitions() } },
  })
  onTestFinished(async () => test.lower())
  const model = (identity: string): Model => {
    const found = test.app.models[identity]
    if (found === undefined) throw new Error(`There is no model "${identity}".`)
    return found
  }
  await seed(model)
  return { ...test, model }
}

/** What a socket hears about records, until it is asked. */
export interface Listener {
  readonly socket: TestSocket
  /** Messages since the last call, once all that were sent before it have come. */
  readonly heard: () => Promise<unknown[]>
}

/** A socket that found records of these models, and so is told about them. */
export async function listenTo(app: ModelApp, ...urls: string[]): Promise<Listener> {
  const socket = await app.connect()
  const messages: unknown[] = []
  for (const identity of Object.keys(MODELS)) {
    socket.on(identity, (message) => messages.push(withoutTimes([identity, message])))
  }
  for (const url of urls) await socket.request('get', url)
  return {
    socket,
    async heard() {
      // An answer comes behind all messages that were sent before it.
      await socket.request('get', '/nothing-here')
      return messages.splice(0)
    },
  }
}

/** A value as JSON, without the times in it. */
export function withoutTimes(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, entry: unknown) =>
      key === 'createdAt' || key === 'updatedAt' ? undefined : entry,
    ),
  )
}

async function seed(model: (identity: string) => Model): Promise<void> {
  await model('company').createEach([{ name: 'Acme' }, { name: 'Beta' }])
  const users = Array.from({ length: 40 }, (_, index) => ({
    name: `u${index + 1}`,
    age: index + 1,
    company: index < 2 ? 1 : null,
  }))
  await model('user').createEach(users)
  await model('pet').createEach([
    { name: 'pet1', owner: 1 },
    { name: 'pet2', owner: 1 },
    { name: 'pet3', owner: 2 },
    { name: 'pet4' },
  ])
  await model('group').create({ name: 'g1' })
  await model('user').addToCollection(
    3,
    'friends',
    Array.from({ length: 20 }, (_, index) => index + 4),
  )
}

/** The hook changes the definitions that it is given. */
function structuredDefinitions(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(MODELS).map(([identity, definition]) => [
      identity,
      { identity, ...definition, attributes: structuredClone(definition.attributes) },
    ]),
  )
}
