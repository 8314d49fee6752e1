import { describe, expect, test } from 'vitest'

import { CookieSignatures } from '../request/cookie-signatures.ts'
import { LiveSessionCookie } from './session-cookie.ts'
import { SidCookie, createSessionId } from './sid-cookie.ts'

const sidCookie = new SidCookie('sails.sid', new CookieSignatures(['new', 'old']))
const signed = (id: string, secret: string) =>
  encodeURIComponent(`s:${new CookieSignatures([secret]).sign(id)}`)

describe('the cookie with the session id', () => {
  test('is found among others, at any place', () => {
    const value = signed('abc', 'new')

    expect(sidCookie.read(`sails.sid=${value}`)).toBe('abc')
    expect(sidCookie.read(`a=1; sails.sid=${value}; b=2`)).toBe('abc')
    expect(sidCookie.read(`a=1;sails.sid="${value}"`)).toBe('abc')
  })

  test('is not mistaken for one whose name or value ends like it', () => {
    const value = signed('abc', 'new')

    expect(sidCookie.read(`xsails.sid=${value}`)).toBeUndefined()
    expect(sidCookie.read(`a=sails.sid=${value}`)).toBeUndefined()
    expect(sidCookie.read(`xsails.sid=1; sails.sid=${value}`)).toBe('abc')
  })

  test('counts with the signature of any of the secrets, and no other', () => {
    expect(sidCookie.read(`sails.sid=${signed('abc', 'old')}`)).toBe('abc')
    expect(sidCookie.read(`sails.sid=${signed('abc', 'guessed')}`)).toBeUndefined()
    expect(sidCookie.read('sails.sid=abc')).toBeUndefined()
    expect(sidCookie.read('sails.sid=%E0%A4%A')).toBeUndefined()
    expect(sidCookie.read(undefined)).toBeUndefined()
  })

  test('is written signed, HttpOnly and SameSite=Lax, and read again', () => {
    const id = createSessionId()
    const settings = { path: '/', domain: undefined, httpOnly: true, secure: false }
    const cookie = new LiveSessionCookie({ ...settings, sameSite: 'lax', maxAge: null })

    const header = sidCookie.toHeader(id, cookie)

    expect(id).toHaveLength(32)
    expect(header).toMatch(/^sails\.sid=s%3A[\w-]{32}\.[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(sidCookie.read(header)).toBe(id)
  })
})
