import { expect, test } from 'vitest'

import { DecryptionError } from '../errors.ts'
import { normalizeModels } from '../schema/normalize-models.ts'
import { ModelEncryption } from './model-encryption.ts'

const KEYS = {
  default: 'tVdQbq2JptoPp4oXGT94kKqF72iV0VKY/cnp7SjL7Ik=',
  2028: Buffer.alloc(32, 7).toString('base64'),
}

/** Written by Sails 1.5 with Waterline 0.15 and the key `default`: `{ ssn: '123', n: { a: [1] } }`. */
const BY_SAILS = {
  ssn: 'YWVzLTI1Ni1nY20kJGRlZmF1bHQ=$viCHNF45jzrJnlKE$ei8cEBQ=$FuVDGKc4qI6kTwvPaCJNvw',
  n: 'YWVzLTI1Ni1nY20kJGRlZmF1bHQ=$xwPvf7tTzpPVgEJe$XaA1xu8cAW8G$yfux54LMXV1686IjSDD3xA',
}

function encryptionWith(dataEncryptionKeys: Record<string, string> = KEYS): ModelEncryption {
  const { schemas, problems } = normalizeModels({
    User: {
      dataEncryptionKeys,
      attributes: {
        id: 'number',
        ssn: { type: 'string', encrypt: true },
        n: { type: 'json', encrypt: true },
        count: { type: 'number', encrypt: true },
        plain: 'string',
      },
    },
  })
  expect(problems).toEqual([])
  const schema = schemas.get('user')
  if (schema === undefined) throw new Error('no schema')
  return new ModelEncryption(schema)
}

test('same: what is encrypted is read back, other attributes stay as they are', () => {
  const encryption = encryptionWith()
  const record: Record<string, unknown> = { ssn: '123', n: { a: [1] }, count: 7, plain: 'x' }

  encryption.encrypt(record)
  expect(record['ssn']).toMatch(/^YWVzLTI1Ni1nY20k/)
  expect(record['plain']).toBe('x')

  encryption.decrypt(record)
  expect(record).toEqual({ ssn: '123', n: { a: [1] }, count: 7, plain: 'x' })
})

test('same: what Sails has encrypted can be read', () => {
  const record: Record<string, unknown> = { ...BY_SAILS }

  encryptionWith().decrypt(record)

  expect(record).toEqual({ ssn: '123', n: { a: [1] } })
})

test('same: what says nothing is stored plain', () => {
  const record = { ssn: '', n: null, count: 0 }

  encryptionWith().encrypt(record)

  expect(record).toEqual({ ssn: '', n: null, count: 0 })
})

test('0 comes back as a number from a column of text', () => {
  const record = { count: '0' }

  encryptionWith().decrypt(record)

  expect(record).toEqual({ count: 0 })
})

test('fixed: ids of keys may be digits, and the value names the key it was written with', () => {
  const encryption = encryptionWith()
  const record: Record<string, unknown> = { ssn: 'x' }

  encryption.encrypt(record, '2028')
  expect(Buffer.from(String(record['ssn']).split('$')[0] ?? '', 'base64').toString()).toBe(
    'aes-256-gcm$$2028',
  )

  encryption.decrypt(record)
  expect(record['ssn']).toBe('x')
})

test('same: an unknown key is refused before anything is stored', () => {
  expect(() => encryptionWith().encrypt({ ssn: 'x' }, 'nope')).toThrow('known are: 2028, default')
})

test('a changed value, or one whose key is gone, is an error that names the attribute', () => {
  const record: Record<string, unknown> = { ssn: 'x' }
  encryptionWith().encrypt(record, '2028')
  const changed = String(record['ssn']).replace(/\$[^$]+$/, '$AAAAAAAAAAAAAAAAAAAAAA')

  expect(() => encryptionWith().decrypt({ ssn: changed })).toThrow(DecryptionError)
  expect(() => encryptionWith({ default: KEYS.default }).decrypt({ ...record })).toThrow('`ssn`')
})
