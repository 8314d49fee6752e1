import { describe, expect, test } from 'vitest'

import { type BodyKind, parseBodyBytes } from './parse-body-bytes.ts'

function parse(kind: BodyKind, text: string | Buffer, contentType?: string): unknown {
  return parseBodyBytes(kind, Buffer.from(text), contentType, true)
}

/** Text whose parsed form has a key `__proto__` of its own. */
const POLLUTING = '{"__proto__":{"isAdmin":true}}'

describe('JSON', () => {
  test('objects and arrays are parsed', () => {
    expect(parse('json', '{"a":[1,null,"é"]}')).toEqual({ a: [1, null, 'é'] })
    expect(parse('json', '[1,2]')).toEqual([1, 2])
  })

  test('a byte order mark is skipped', () => {
    expect(parse('json', '\uFEFF{"a":1}')).toEqual({ a: 1 })
  })

  test('no bytes are the empty dictionary', () => {
    expect(parse('json', '')).toEqual({})
  })

  test('a text that is not JSON is refused with 400 and a code', () => {
    expect(() => parse('json', '{"a":')).toThrow(
      expect.objectContaining({ code: 'E_BODY_UNPARSABLE', status: 400 }),
    )
  })

  test('a bare value is refused while parsing is strict', () => {
    expect(() => parse('json', '42')).toThrow(expect.objectContaining({ status: 400 }))
    expect(parseBodyBytes('json', Buffer.from('42'), undefined, false)).toBe(42)
  })

  test.each([
    ['a key __proto__', POLLUTING],
    ['an escaped key __proto__', '{"a":[{"\\u005f_proto__":1}]}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"x":1}}}'],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`],
  ])('data with %s is refused', (_what, text) => {
    expect(() => parse('json', text)).toThrow(
      expect.objectContaining({ code: 'E_UNSAFE_DATA', status: 400 }),
    )
  })

  test('64 levels, and a key constructor without prototype, are let in', () => {
    expect(() => parse('json', `${'['.repeat(64)}${']'.repeat(64)}`)).not.toThrow()
    expect(parse('json', '{"constructor":"Bauhaus"}')).toEqual({ constructor: 'Bauhaus' })
  })

  test('another charset is decoded, an unknown one refused with 415', () => {
    const latin1 = Buffer.from('{"a":"é"}', 'latin1')

    expect(parse('json', latin1, 'application/json; charset=iso-8859-1')).toEqual({ a: 'é' })
    expect(() => parse('json', '{}', 'application/json; charset="klingon"')).toThrow(
      expect.objectContaining({ code: 'E_BODY_UNSUPPORTED', status: 415 }),
    )
  })
})

describe('urlencoded', () => {
  test('brackets nest', () => {
    expect(parse('form', 'a[b]=1&c[]=2&c[]=3&d=x+y')).toEqual({
      a: { b: '1' },
      c: ['2', '3'],
      d: 'x y',
    })
  })

  test('a name like a member of every object is dropped', () => {
    expect(parse('form', '__proto__[x]=1&constructor=2&a=3')).toEqual({ a: '3' })
  })

  test.each([
    ['too many fields', Array.from({ length: 1_001 }, (_item, index) => `f${index}=1`).join('&')],
    ['too deep nesting', `a${'[b]'.repeat(33)}=1`],
  ])('%s are refused', (_what, text) => {
    expect(() => parse('form', text)).toThrow(
      expect.objectContaining({ code: 'E_BODY_UNPARSABLE' }),
    )
  })

  test('a long list stays a list', () => {
    const text = Array.from({ length: 500 }, () => 'a[]=1').join('&')

    expect(parse('form', text)).toEqual({ a: Array.from({ length: 500 }, () => '1') })
  })
})

describe('a body of unknown type', () => {
  test('is parsed if it happens to be a JSON object', () => {
    expect(parse('unknown', '{"a":1}')).toEqual({ a: 1 })
  })

  test('is the empty dictionary otherwise', () => {
    expect(parse('unknown', 'hello')).toEqual({})
    expect(parse('unknown', '42')).toEqual({})
  })

  test('is refused when it would pollute', () => {
    expect(() => parse('unknown', POLLUTING)).toThrow(
      expect.objectContaining({ code: 'E_UNSAFE_DATA' }),
    )
  })
})
