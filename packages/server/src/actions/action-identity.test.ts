import { describe, expect, test } from 'vitest'

import { isActionIdentity, toActionIdentity } from './action-identity.ts'

describe('the identity of a target', () => {
  test.each([
    ['BarController.list', 'bar/list'],
    ['bar.list', 'bar/list'],
    ['bar/list', 'bar/list'],
    ['Bar/LIST', 'bar/list'],
    ['foo.go-action', 'foo/go-action'],
    ['nested/DeepController.index', 'nested/deep/index'],
    ['user', 'user'],
  ])('of the text %s is %s', (target, identity) => {
    expect(toActionIdentity(target)).toBe(identity)
  })

  test.each([
    [{ controller: 'bar', action: 'list' }, 'bar/list'],
    [{ controller: 'BarController', action: 'LIST' }, 'bar/list'],
    [{ action: 'foo/go-action', skipAssets: true }, 'foo/go-action'],
  ])('of the dictionary %j is %s', (target, identity) => {
    expect(toActionIdentity(target)).toBe(identity)
  })

  test.each([
    ['1user.list'],
    ['user list'],
    [''],
    [{ controller: 'user' }],
    [{ controller: 7, action: 'list' }],
    [{ view: 'home' }],
    [42],
    [null],
    [undefined],
  ])('is refused for %j', (target) => {
    expect(() => toActionIdentity(target)).toThrow(
      expect.objectContaining({ code: 'E_NOT_ACTION_TARGET' }),
    )
  })
})

test('a registered identity is made of segments of letters, digits and - _ . $', () => {
  expect(['user', 'a1-2', 'sub/x', '_under/x', 'a.b/$c'].every(isActionIdentity)).toBe(true)
  expect(['', '/user', 'user/', 'a//b', 'a b', 'ü'].some(isActionIdentity)).toBe(false)
})
